"""The ASGI application: routes for GraphQL, the schema, the health check and the root page."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cache, partial

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph_model.database.driver import Database
from graph_model.errors import DatabaseError
from metodgraph.http.errors import method_not_allowed, not_found
from metodgraph.http.graphql_handler import endpoint
from metodgraph.http.page import welcome
from metodgraph.http.security_headers import SecurityHeaders
from metodgraph.http.warm_up import warm
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from resolvers.running.garbage_collection import spare_long_lived
from resolvers.running.worker_pool import Workers
from schema.build import printed, schema

HEALTH_SECONDS = 5.0
FIRST_REQUESTS_SECONDS = 1.0


def application(
    database: Database,
    allowed_origins: tuple[str, ...] = (),
    warm_up: bool = True,
    workers: Workers | None = None,
) -> Starlette:
    """Return the application for a database, which it does not close.

    The worker pool `workers` executes the computed fields. It starts and stops with the application. If it is None,
    computed fields are executed in this process.
    """
    engine = Engine(schema(), COMPUTED, database, workers)
    routes = [
        Route("/graphql", endpoint(engine), methods=["GET", "POST"]),
        Route("/schema.graphql", schema_text),
        Route("/health", health(database)),
        Route("/", welcome),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(SecurityHeaders), *cross_origin(allowed_origins)],
        exception_handlers={404: not_found, 405: method_not_allowed},
        lifespan=lifespan(engine, warm_up, workers),
    )


def cross_origin(allowed_origins: tuple[str, ...]) -> list[Middleware]:
    """Return the CORS middleware for the allowed origins; an empty list if no origin is allowed."""
    if not allowed_origins:
        return []
    methods, headers = ("GET", "POST"), ("accept", "content-type")
    return [
        Middleware(CORSMiddleware, allow_origins=allowed_origins, allow_methods=methods, allow_headers=headers),
    ]


def lifespan(
    engine: Engine, warm_up: bool, workers: Workers | None
) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    """Return the lifespan of the application: it starts the workers and prepares the engine in the background."""

    @contextlib.asynccontextmanager
    async def context(_: Starlette) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            if workers is not None:
                stack.callback(workers.close)
                stack.push_async_callback(cancelled, asyncio.create_task(after_first_requests(workers.start)))
            stack.push_async_callback(engine.close)
            stack.push_async_callback(
                cancelled, asyncio.create_task(after_first_requests(partial(prepared, engine, warm_up)))
            )
            yield

    return context


async def after_first_requests(work: Callable[[], Awaitable[None]]) -> None:
    """Do work that would compete for the processors with a request sent as soon as the server starts."""
    await asyncio.sleep(FIRST_REQUESTS_SECONDS)
    await work()


async def prepared(engine: Engine, warm_up: bool) -> None:
    """Prepare the engine and warm it up, then exclude the created objects from garbage collection."""
    await engine.prepare()
    if warm_up:
        await warm(engine)
    spare_long_lived()


async def cancelled(task: asyncio.Task[None]) -> None:
    """Cancel a task and wait for its end."""
    task.cancel()
    await asyncio.wait({task})


async def schema_text(_: Request) -> Response:
    """Respond with the schema as text."""
    return PlainTextResponse(text_of_schema())


@cache
def text_of_schema() -> str:
    """Return the text of the schema from a cache."""
    return printed()


def health(database: Database) -> Callable[[Request], Awaitable[Response]]:
    """Return the handler of the health check, which reads from the database within `HEALTH_SECONDS`."""

    async def handle(_: Request) -> Response:
        try:
            async with asyncio.timeout(HEALTH_SECONDS):
                records = await database.read("MATCH (state:DataState) RETURN state.dataVersion", {})
        except (DatabaseError, TimeoutError) as error:
            reason = str(error) or f"The database took longer than {HEALTH_SECONDS:g} seconds."
            return JSONResponse({"ready": False, "reason": reason}, status_code=503)
        if not records:
            return JSONResponse({"ready": False, "reason": "No data are loaded."}, status_code=503)
        return JSONResponse({"ready": True, "dataVersion": records[0][0]})

    return handle
