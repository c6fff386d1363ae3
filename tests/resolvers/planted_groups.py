"""A database with planted groups of people, for tests that count them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database, Reader
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty


@asynccontextmanager
async def planted_groups(
    connection: Connection, ground: Iterable[str], person: str, groups: Iterable[Mapping[str, Any]]
) -> AsyncIterator[Engine]:
    """Give the engine over the statements `ground`, and over the statement `person` with the values of each group."""

    async def written(run: Reader) -> None:
        for text in ground:
            await run(text, {})
        for group in groups:
            await run(person, dict(group))

    database = Database(connection)
    await empty(database)
    await define(database)
    await database.write(written)
    yield Engine(schema(), COMPUTED, database)
    await database.close()
