"""Errors of the HTTP layer, with a status code, a stable error code and a message that states the remedy."""

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
    """An HTTP request that is not a valid GraphQL request."""

    for_clients = True

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.code = CODES[status]
        self.status = status
        self.headers = headers


def refusal(error: HttpError, media_type: str = JSON) -> Response:
    """Return the response for an invalid request."""
    content = {"errors": [{"message": error.message, "extensions": {"code": error.code}}]}
    return Response(orjson.dumps(content), error.status, error.headers, media_type)


async def not_found(request: Request, _: Exception) -> Response:
    """Respond to a request for an unknown path."""
    message = f"The path {request.url.path} does not exist. GraphQL is at /graphql, the schema at /schema.graphql."
    return refusal(HttpError(404, message))


async def method_not_allowed(_: Request, error: Exception) -> Response:
    """Respond to a request with a method that the path does not support."""
    allowed = (error.headers or {}).get("Allow", "") if isinstance(error, HTTPException) else ""
    known = ", ".join(sorted(allowed.split(", ")))
    return refusal(HttpError(405, f"This address supports {known} only.", allow=known))
