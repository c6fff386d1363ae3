"""Requests that are no GraphQL requests: a status code, a stable code, and a sentence that says what to change."""

from __future__ import annotations

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from graph_model.errors import MetodGraphError

JSON = "application/json"

CODES = {
    400: "BAD_REQUEST",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    406: "NOT_ACCEPTABLE",
    408: "REQUEST_TIMEOUT",
    413: "REQUEST_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
}


class HttpError(MetodGraphError):
    """A request that is no GraphQL request."""

    for_clients = True

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.code = CODES[status]
        self.status = status
        self.headers = headers


def refusal(error: HttpError, media_type: str = JSON) -> Response:
    """The answer to a request that is none."""
    content = {"errors": [{"message": error.message, "extensions": {"code": error.code}}]}
    return Response(orjson.dumps(content), error.status, error.headers, media_type)


async def nothing_here(request: Request, _: Exception) -> Response:
    """The answer to a path that is none of ours."""
    message = f"There is nothing at {request.url.path}. GraphQL is at /graphql, the schema at /schema.graphql."
    return refusal(HttpError(404, message))


async def method_not_allowed(_: Request, error: Exception) -> Response:
    """The answer to a method that the path does not know."""
    allowed = (error.headers or {}).get("Allow", "") if isinstance(error, HTTPException) else ""
    known = ", ".join(sorted(allowed.split(", ")))
    return refusal(HttpError(405, f"This address answers to {known} only.", allow=known))
