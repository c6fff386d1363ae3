"""The floor: the same answers by hand-written Cypher behind a bare route, with nothing in between."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import neo4j
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.case import Case
from benchmarks.partners import partners
from graph_model.database import Connection


def floor(connection: Connection, cases: list[Case]) -> Starlette:
    """The application with one route for each case: POST /N with the parameters as JSON."""
    driver = neo4j.AsyncGraphDatabase.driver(
        connection.uri,
        auth=(connection.username, connection.password),
        telemetry_disabled=True,
        notifications_min_severity="OFF",
    )

    @asynccontextmanager
    async def lives(_: Starlette) -> AsyncIterator[None]:
        yield
        await driver.close()

    handlers = [answer(driver, case.cypher) if case.cypher else partners(driver) for case in cases]
    routes = [Route(f"/{number}", handler, methods=["POST"]) for number, handler in enumerate(handlers)]
    return Starlette(routes=routes, lifespan=lives)


def answer(driver: neo4j.AsyncDriver, cypher: str) -> Callable[[Request], Any]:
    """A handler that runs one statement and sends the one value of its one record."""

    async def handle(request: Request) -> Response:
        parameters = orjson.loads(await request.body())
        async with driver.session(default_access_mode=neo4j.READ_ACCESS, fetch_size=-1) as session:
            result = await session.run(cypher, parameters)
            record = await result.single()
        body = {"data": record[0] if record else None}
        return Response(orjson.dumps(body), media_type="application/json")

    return handle
