"""The floor: a minimal HTTP service that returns the same results by hand-written Cypher."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import neo4j.exceptions
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.answers.case import STATEMENTS
from benchmarks.answers.partners import partners
from graph_model.database.connection import Connection


def floor(connection: Connection) -> Starlette:
    """Return the application with a route for each case: POST /<name> with the parameters as JSON."""
    driver = neo4j.AsyncGraphDatabase.driver(
        connection.uri,
        auth=(connection.username, connection.password),
        telemetry_disabled=True,
        notifications_min_severity="OFF",
    )

    @asynccontextmanager
    async def context(_: Starlette) -> AsyncIterator[None]:
        yield
        await driver.close()

    texts = {path.parent.name: path.read_text(encoding="utf-8") for path in STATEMENTS.glob("*/floor.cypher")}
    handlers = {name: answer(driver, connection.database, text) for name, text in texts.items()}
    # the floor of a computed field calls the function of the field
    handlers["partners"] = partners(driver)
    return Starlette(
        routes=[Route(f"/{name}", handler, methods=["POST"]) for name, handler in handlers.items()], lifespan=context
    )


def response(body: dict[str, Any]) -> Response:
    """Return a body as JSON."""
    return Response(orjson.dumps(body), media_type="application/json")


def answer(driver: neo4j.AsyncDriver, database: str | None, cypher: str) -> Callable[[Request], Any]:
    """Return a handler that runs a statement and returns the first value of its only record."""

    async def handle(request: Request) -> Response:
        parameters = orjson.loads(await request.body())
        async with driver.session(database=database, default_access_mode=neo4j.READ_ACCESS, fetch_size=-1) as session:
            try:
                record = await (await session.run(cypher, parameters)).single()
            except neo4j.exceptions.Neo4jError as error:
                return response({"errors": [error.message]})
        return response({"data": record[0] if record else None})

    return handle
