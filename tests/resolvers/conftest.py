"""The small graph in a database of its own, and what the naive evaluator reads of it."""

from collections.abc import AsyncIterator

import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.naive.tables import Tables, read_tables, seen
from tests.resolvers.small_graph import small_graph
from tests.resolvers.spread_graph import spread_graph
from tests.storing import store

# some records were never recorded, others at points of time that differ in a fraction of a second
RECORDED = """
MATCH (node) WITH node, size(node.id) % 3 AS third
SET node.recordedAt = CASE third WHEN 0 THEN null ELSE datetime('2024-05-01T10:00:00.12' + third + 'Z') END
"""


# anew for each module: other tests write to the same database
@pytest_asyncio.fixture(scope="module")
async def small(scratch_connection: Connection) -> AsyncIterator[Database]:
    """The database with the small graph; tests only read it."""
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
    """What may be seen of the small graph."""
    return seen(await read_tables(small))


@pytest_asyncio.fixture(scope="module")
async def small_engine(small: Database) -> Engine:
    """The engine over the small graph; it knows its counts."""
    engine = Engine(schema(), COMPUTED, small)
    await engine.prepare()
    return engine


@pytest_asyncio.fixture(scope="session")
async def reference_tables(reference_graph: Database) -> Tables:
    """What is stored of the reference data."""
    return await read_tables(reference_graph)


@pytest_asyncio.fixture(scope="module")
async def spread_engine(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """The engine over a hand-made graph of two practices and who took them up."""
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await store(database, *spread_graph())
    yield Engine(schema(), COMPUTED, database)
    await database.close()
