"""The small graph in a separate database, and its content for the naive evaluator."""

from collections.abc import AsyncIterator

import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.naive.tables import Tables, read_tables, visible_to_guest
from tests.resolvers.small_graph import small_graph
from tests.resolvers.spread_graph import spread_graph
from tests.storing import store

# some records have no recording time, others have times that differ by a fraction of a second
RECORDED = """
MATCH (node) WITH node, size(node.id) % 3 AS third
SET node.recordedAt = CASE third WHEN 0 THEN null ELSE datetime('2024-05-01T10:00:00.12' + third + 'Z') END
"""


# created again for each module, since other tests write to the same database
@pytest_asyncio.fixture(scope="module")
async def small(scratch_connection: Connection) -> AsyncIterator[Database]:
    """Return the database with the small graph; tests only read it."""
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await store(database, *small_graph())
    await database.define(RECORDED)
    await database.define("CALL db.awaitIndexes(60)")
    yield database
    await database.close()


@pytest_asyncio.fixture(scope="module")
async def tables(small: Database) -> Tables:
    """Return the visible part of the small graph."""
    return visible_to_guest(await read_tables(small))


@pytest_asyncio.fixture(scope="module")
async def small_engine(small: Database) -> Engine:
    """Return the engine over the small graph, with the counts of the graph loaded."""
    engine = Engine(schema(), COMPUTED, small)
    await engine.prepare()
    return engine


@pytest_asyncio.fixture(scope="session")
async def reference_tables(reference_graph: Database) -> Tables:
    """Return the stored reference data."""
    return await read_tables(reference_graph)


@pytest_asyncio.fixture(scope="module")
async def spread_engine(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over a hand-made graph of two practices and their adopters."""
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await store(database, *spread_graph())
    yield Engine(schema(), COMPUTED, database)
    await database.close()
