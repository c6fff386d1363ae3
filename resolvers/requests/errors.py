"""Errors of the caller: a stable code, a sentence that says what to change, and where in the operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_model.errors import MetodGraphError

PathPart = str | int


class RequestError(MetodGraphError):
    """An error of the caller. Each instance has its own `code`, which is stable; clients may rely on it."""

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
        """The error as the response carries it."""
        place = {"path": self.path} if self.path else {}
        return {"message": self.message, **place, "extensions": {"code": self.code, **self.extensions}}


class RefusedRequestError(Exception):
    """Several errors of one request, found before anything was run."""

    def __init__(self, errors: list[dict[str, object]]) -> None:
        super().__init__("the request cannot be run")
        self.errors = errors


def bad_input(message: str) -> RequestError:
    """A value of an argument that fits its type and yet cannot be used."""
    return RequestError("BAD_USER_INPUT", message)
