"""The handler of /graphql: GraphQL over HTTP, with negotiation of the media type.

Source: GraphQL over HTTP specification (working draft of the GraphQL Foundation), sections 4 to 6.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from metodgraph.http.errors import JSON, HttpError, refusal
from metodgraph.http.graphql_request import RequestParameters, read
from metodgraph.http.media_types import accepted
from resolvers.running.engine import Engine
from resolvers.running.response import Response as Answer

# a disconnected client is detected only after this time, because a shorter request is not worth cancelling
WATCH_AFTER_SECONDS = 0.25
# the status that other servers log for a disconnected client; no client receives it
CLIENT_CLOSED_REQUEST = 499

log = logging.getLogger(__name__)


def endpoint(engine: Engine) -> Callable[[Request], Awaitable[Response]]:
    """Return the handler of /graphql."""

    async def handle(request: Request) -> Response:
        media_type = JSON
        try:
            media_type = accepted(request.headers.get("accept"))
            return await answer(engine, request, await read(request), media_type)
        except HttpError as error:
            return refusal(error, media_type)
        except ClientDisconnect:
            return Response(status_code=CLIENT_CLOSED_REQUEST)
        except Exception:  # noqa: BLE001 # an internal error gets an id for the log, and no other detail in the response
            return Response(orjson.dumps(apology()), 500, media_type=media_type)

    return handle


async def answer(engine: Engine, request: Request, parameters: RequestParameters, media_type: str) -> Response:
    """Execute a request and return its HTTP response."""
    given = await unless_disconnected(
        engine.answer(parameters.query, parameters.variables, parameters.operation_name), request
    )
    headers = {"vary": "accept", **retry_header(given.body.get("errors", []))}
    return Response(orjson.dumps(given.body), status_of(given, media_type), headers, media_type)


def retry_header(errors: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the header Retry-After with the longest delay in the errors, or no header if no error contains a delay."""
    seconds = [each["extensions"]["retryAfterSeconds"] for each in errors if "retryAfterSeconds" in each["extensions"]]
    return {"retry-after": str(max(seconds))} if seconds else {}


async def unless_disconnected(work: Awaitable[Answer], request: Request) -> Answer:
    """Return the result of the work. If the client disconnects, cancel the work and raise `ClientDisconnect`.

    The work runs in the task of the request, since a separate task would add a tenth to the time of a short request.
    """
    watch = Watch(request)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.disconnected and (task := asyncio.current_task()) is not None and not task.uncancel():
            raise ClientDisconnect from None
        raise
    finally:
        await watch.end()


class Watch:
    """A watch on the client of a request. It cancels the task that created it when the client disconnects."""

    def __init__(self, request: Request) -> None:
        self.disconnected = False
        self._request = request
        self._answering = asyncio.current_task()
        self._watching: asyncio.Task[None] | None = None
        self._start = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, self._begin)

    def _begin(self) -> None:
        self._watching = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        message = await self._request.receive()
        while message["type"] != "http.disconnect":
            message = await self._request.receive()
        self.disconnected = True
        if self._answering is not None:
            self._answering.cancel()

    async def end(self) -> None:
        """End the watch and wait until it no longer reads from the request."""
        self._start.cancel()
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait({self._watching})


def status_of(answer: Answer, media_type: str) -> int:
    """Return the status code: 400 if the request was not executed and the media type permits this status, else 200."""
    return 200 if answer.executed or media_type == JSON else 400


def apology() -> dict[str, object]:
    """Log the current exception and return the body of an internal error, with the id under which it is logged."""
    number = secrets.token_hex(4)
    log.exception("error %s during a request", number)
    message = f"An internal error occurred. It is logged with the id {number}."
    return {"errors": [{"message": message, "extensions": {"code": "INTERNAL_ERROR", "id": number}}]}
