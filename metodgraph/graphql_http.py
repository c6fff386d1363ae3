"""GraphQL over HTTP: requests read within limits, answers in the media type that the client takes.

After the GraphQL over HTTP specification (working draft of the GraphQL Foundation), sections 4 to 6.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from resolvers.engine import Engine
from resolvers.engine import Response as Answer

LARGEST_BODY = 1_000_000
BODY_SECONDS = 10.0
# only then is it worth watching whether the client still waits
WATCH_AFTER_SECONDS = 0.25

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"


@dataclass(frozen=True)
class Asked:
    """The parameters of a GraphQL request."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None


class HttpError(Exception):
    """A request that is no GraphQL request."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


def endpoint(engine: Engine) -> Callable[[Request], Awaitable[Response]]:
    """The handler of /graphql."""

    async def handle(request: Request) -> Response:
        media_type = JSON
        try:
            media_type = accepted(request.headers.get("accept"))
            asked = await read(request)
        except HttpError as error:
            code = {"errors": [{"message": str(error), "extensions": {"code": "BAD_REQUEST"}}]}
            return Response(orjson.dumps(code), error.status, error.headers, media_type)
        answer = await answered(engine, asked, request)
        return Response(orjson.dumps(answer.body), status_of(answer, media_type), None, media_type)

    return handle


async def answered(engine: Engine, asked: Asked, request: Request) -> Answer:
    """The answer; the work is given up when the client goes away."""
    task = asyncio.ensure_future(engine.answer(asked.query, asked.variables, asked.operation_name))
    try:
        await asyncio.wait({task}, timeout=WATCH_AFTER_SECONDS)
        if not task.done():
            gone = asyncio.ensure_future(disconnected(request))
            await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
            gone.cancel()
    finally:
        if not task.done():
            task.cancel()
    if task.cancelled() or not task.done():
        raise ClientDisconnect
    return task.result()


async def disconnected(request: Request) -> None:
    """Return when the client has gone."""
    message = await request.receive()
    while message["type"] != "http.disconnect":
        message = await request.receive()


def accepted(header: str | None) -> str:
    """The media type of the answer; raises an `HttpError` where the client takes neither."""
    if not header:
        return JSON
    ranges = [part.split(";")[0].strip().lower() for part in header.split(",")]
    if GRAPHQL in ranges:
        return GRAPHQL
    if {JSON, "application/*", "*/*"} & set(ranges):
        return JSON
    raise HttpError(406, f"This service answers in {GRAPHQL} or {JSON}. Accept one of them.")


def status_of(answer: Answer, media_type: str) -> int:
    """The status code: what could not be run is the client's fault where the media type lets us say so."""
    return 200 if answer.executed or media_type == JSON else 400


async def read(request: Request) -> Asked:
    """The parameters of a request; raises an `HttpError`."""
    if request.method == "GET":
        return parameters(from_query(request))
    media_type, _, rest = request.headers.get("content-type", "").partition(";")
    if media_type.strip().lower() != JSON:
        raise HttpError(415, f"Send the request as {JSON}.")
    if "charset" in rest.lower() and "utf-8" not in rest.lower():
        raise HttpError(415, "Send the request in UTF-8.")
    return parameters(decoded(await body(request)))


def from_query(request: Request) -> dict[str, Any]:
    """The parameters of a GET request."""
    given: dict[str, Any] = dict(request.query_params)
    return {**given, "variables": decoded(given["variables"].encode())} if given.get("variables") else given


async def body(request: Request) -> bytes:
    """The body within its limits of size and time."""
    received = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                received += chunk
                if len(received) > LARGEST_BODY:
                    raise HttpError(413, f"The request is larger than {LARGEST_BODY:,} bytes.", connection="close")
    except TimeoutError as error:
        raise HttpError(
            408, f"The request did not arrive within {BODY_SECONDS:g} seconds.", connection="close"
        ) from error
    return bytes(received)


def decoded(content: bytes) -> Any:
    """The JSON of a request."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise HttpError(400, f"The request is not JSON: {error}.") from error


def parameters(content: Any) -> Asked:
    """The parameters, each of the type that it must have."""
    if not isinstance(content, dict):
        raise HttpError(400, "Send one JSON object with query, variables and operationName; batches are not taken.")
    query, variables, name = content.get("query"), content.get("variables"), content.get("operationName")
    if not isinstance(query, str):
        raise HttpError(400, "The request holds no query. Send the operation as text in `query`.")
    if not isinstance(variables, dict | None):
        raise HttpError(400, "`variables` must be a JSON object.")
    if not isinstance(name, str | None):
        raise HttpError(400, "`operationName` must be a text.")
    if not isinstance(content.get("extensions"), dict | None):
        raise HttpError(400, "`extensions` must be a JSON object.")
    return Asked(query, variables or {}, name or None)
