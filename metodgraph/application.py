"""The ASGI application: GraphQL, the schema as text, and whether the service is ready."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import orjson
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph_model.database import Database
from graph_model.errors import DatabaseError
from metodgraph.graphql_http import endpoint
from resolvers.analyses import COMPUTED
from resolvers.engine import Engine
from schema.build import printed, schema

log = logging.getLogger(__name__)

# operations that people send, run once after the start so that Neo4j has planned them before anybody waits
WARM_UP = Path(__file__).parent.parent / "operations"


def application(database: Database, allowed_origins: tuple[str, ...] = (), warm_up: bool = True) -> Starlette:
    """The application over one database, which it does not close."""
    engine = Engine(schema(), COMPUTED, database)
    routes = [
        Route("/graphql", endpoint(engine), methods=["GET", "POST"]),
        Route("/schema.graphql", schema_text),
        Route("/health", health(database)),
        Route("/", welcome),
    ]
    cross_origin = Middleware(CORSMiddleware, allow_origins=allowed_origins, allow_headers=["content-type"])
    return Starlette(
        routes=routes,
        middleware=[cross_origin] if allowed_origins else [],
        lifespan=lifespan(engine) if warm_up else None,
    )


def lifespan(engine: Engine) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    """Warm up in the background while the application lives."""

    @contextlib.asynccontextmanager
    async def lives(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(warm(engine))
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    return lives


async def warm(engine: Engine) -> None:
    """Run the known operations once."""
    for path in sorted(WARM_UP.glob("*/*.graphql")):
        variables = path.with_suffix(".json")
        given = orjson.loads(variables.read_bytes()) if variables.exists() else {}
        answer = await engine.answer(path.read_text(encoding="utf-8"), given)
        log.debug("warmed up with %s: %s", path.stem, "errors" if "errors" in answer.body else "answered")


async def schema_text(_: Request) -> Response:
    """The schema for people and code generators."""
    return PlainTextResponse(printed())


def health(database: Database) -> Callable[[Request], object]:
    """Whether the database answers."""

    async def handle(_: Request) -> Response:
        try:
            records = await database.read("MATCH (state:DataState) RETURN state.dataVersion", {})
        except DatabaseError as error:
            return JSONResponse({"ready": False, "reason": str(error)}, status_code=503)
        return JSONResponse({"ready": bool(records), "dataVersion": records[0][0] if records else None})

    return handle


async def welcome(request: Request) -> Response:
    """Where to go from here."""
    base = str(request.base_url)
    lines = [f"GraphQL: {base}graphql", f"Schema:  {base}schema.graphql", f"Health:  {base}health"]
    return PlainTextResponse("\n".join(["MetodGraph", "", *lines, ""]))
