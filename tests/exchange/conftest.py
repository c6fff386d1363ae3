"""A database that tests write to, and a read-only one with a graph of every kind."""

from collections.abc import AsyncIterator

import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from tests.exchange.stored import StoredGraph, read_stored
from tests.graph_database import empty
from tests.resolvers.small_graph import small_graph
from tests.storing import store


# created again for each module, since other tests write to the same database
@pytest_asyncio.fixture(scope="module")
async def everything(scratch_connection: Connection) -> AsyncIterator[Database]:
    """Store a graph of every kind and relation, with real and synthetic people."""
    database = Database(scratch_connection, deadline=60)
    await empty(database)
    await define(database)
    await store(database, *small_graph())
    yield database
    await database.close()


@pytest_asyncio.fixture(scope="module")
async def stored(everything: Database) -> StoredGraph:
    """Return the stored content of the graph of every kind."""
    return await read_stored(everything)
