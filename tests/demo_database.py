"""The demo country in a database of its own, loaded once for the whole run; tests only read it.

from tests.demo_database import demo_connection, demo_engine, demo_graph
"""

import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest
import pytest_asyncio

from generator.country import demo
from generator.loading import load_generated
from graph_model.database import Connection, Database
from metodgraph.embedded import EmbeddedSettings, RunningNeo4j, start
from resolvers.analyses import COMPUTED
from resolvers.engine import Engine
from schema.build import schema
from seeds.loading import load_reference


@cache
def directory() -> Path:
    """The folder of the demo's database."""
    return Path(tempfile.mkdtemp(prefix="metodgraph-demo-"))


@cache
def started() -> RunningNeo4j:
    """One server for the whole run, whichever folder of tests asks first."""
    running = start(EmbeddedSettings(directory()))
    # the last registered runs first: the server stops before its folder goes
    atexit.register(shutil.rmtree, directory())
    atexit.register(running.stop)
    return running


@pytest.fixture(scope="session")
def demo_connection() -> Connection:
    """How to enter the database with the demo country."""
    return Connection(started().uri, started().username, started().password)


@pytest_asyncio.fixture(scope="session")
async def demo_graph(demo_connection: Connection) -> AsyncIterator[Database]:
    """The reference data and the demo country; each folder of tests that asks finds them loaded."""
    database = Database(demo_connection)
    await load_reference(database)
    await load_generated(database, demo(), directory() / "generated")
    await database.define("CALL db.awaitIndexes(60)")
    yield database
    await database.close()


@pytest.fixture(scope="session")
def demo_engine(demo_graph: Database) -> Engine:
    """The engine over the demo country."""
    return Engine(schema(), COMPUTED, demo_graph)
