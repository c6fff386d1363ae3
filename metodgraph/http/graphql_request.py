"""The parameters of a GraphQL request, read within limits of size and time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request

from metodgraph.http.errors import JSON, HttpError

LARGEST_BODY = 1_000_000
# up to this size the rest is read and discarded, so that the client receives the response instead of a reset
LARGEST_DISCARDED = 10 * LARGEST_BODY
BODY_SECONDS = 10.0
UTF_8 = frozenset({"utf-8", "utf8"})


@dataclass(frozen=True)
class RequestParameters:
    """The parameters of a GraphQL request."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None


async def read(request: Request) -> RequestParameters:
    """Return the parameters of a request. Raises `HttpError` if the request is invalid."""
    if request.method != "POST":
        return parameters(from_query(request.scope["query_string"]))
    must_be_plain_json(request)
    return parameters(decoded(await body(request)))


def must_be_plain_json(request: Request) -> None:
    """Raise `HttpError` if the headers do not declare a body of uncompressed JSON in UTF-8."""
    headers = request.headers
    refusal = refusal_of(headers.get("content-type", ""), headers.get("content-encoding", "identity"))
    if refusal is not None:
        raise HttpError(415, refusal)


# cached, since clients send few different headers
@lru_cache(maxsize=200)
def refusal_of(content_type: str, encoding: str) -> str | None:
    """Return the error message for a body with these headers, or None if it is accepted."""
    media_type, _, rest = content_type.partition(";")
    if media_type.strip().lower() != JSON:
        return f"Send the request as {JSON}."
    charsets = [part.partition("=")[2].strip(' "') for part in rest.lower().split(";") if "charset" in part]
    if not UTF_8.issuperset(charsets):
        return "Send the request in UTF-8."
    return None if encoding.lower() == "identity" else "Send the request without compression."


def from_query(query: bytes) -> dict[str, Any]:
    """Return the parameters of a GET request. The last value of a repeated parameter is used, as in JSON."""
    try:
        given: dict[str, Any] = dict(parse_qsl(query.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise HttpError(400, "The address is not encoded in UTF-8.") from error
    for name in ("variables", "extensions"):
        given[name] = decoded(given[name].encode()) if given.get(name) else None
    return given


async def body(request: Request) -> bytes:
    """Return the body. Raises `HttpError` if it exceeds the limits of size or time."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await limited_body(request)
    except TimeoutError as error:
        message = f"The request did not arrive within {BODY_SECONDS:g} seconds."
        raise HttpError(408, message, connection="close") from error


async def limited_body(request: Request) -> bytes:
    """Return the body. Raises `HttpError` if it exceeds the limit of size."""
    announced = request.headers.get("content-length", "")
    size = int(announced) if announced.isdecimal() else 0
    received = bytearray()
    if size <= LARGEST_DISCARDED:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST_DISCARDED:
                break
            if size <= LARGEST_BODY:
                received += chunk
    if size > LARGEST_BODY:
        raise HttpError(413, f"The request is larger than {LARGEST_BODY:,} bytes.", connection="close")
    return bytes(received)


def decoded(content: bytes) -> Any:
    """Return the decoded JSON of a request. Raises `HttpError` if it is invalid."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise HttpError(400, f"The request is not JSON: {error}.") from error


def parameters(content: Any) -> RequestParameters:
    """Return the parameters. Raises `HttpError` if one is missing or has the wrong type."""
    if not isinstance(content, dict):
        raise HttpError(400, "Send one JSON object with query, variables and operationName; batches are not supported.")
    query, variables, name = content.get("query"), content.get("variables"), content.get("operationName")
    if not isinstance(query, str):
        raise HttpError(400, "The request contains no query. Send the operation as a string in `query`.")
    if not isinstance(variables, dict | None):
        raise HttpError(400, "`variables` must be a JSON object.")
    if not isinstance(name, str | None):
        raise HttpError(400, "`operationName` must be a string.")
    if not isinstance(content.get("extensions"), dict | None):
        raise HttpError(400, "`extensions` must be a JSON object.")
    return RequestParameters(query, variables or {}, name or None)
