"""The caller's errors: a stable code, a message that says what to change, and the path in the operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_model.errors import MetodGraphError

PathPart = str | int


class RequestError(MetodGraphError):
    """An error of the caller. Each instance has a `code`, which is stable, so that clients can rely on it."""

    for_clients = True

    def __init__(
        self,
        code: str,
        message: str,
        path: Sequence[PathPart] = (),
        status: int = 400,
        extensions: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.path = list(path)
        self.status = status
        self.extensions = dict(extensions or {})

    def formatted(self) -> dict[str, object]:
        """Return the error in the format of the response."""
        place = {"path": self.path} if self.path else {}
        return {"message": self.message, **place, "extensions": {"code": self.code, **self.extensions}}


class RefusedRequestError(Exception):
    """The errors of a request that is rejected before its execution."""

    def __init__(self, errors: list[dict[str, object]]) -> None:
        super().__init__("the request is invalid")
        self.errors = errors


def bad_input(message: str) -> RequestError:
    """Return the error for an argument whose value has the right type but is invalid."""
    return RequestError("BAD_USER_INPUT", message)
