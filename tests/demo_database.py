"""The demo country in a separate database, loaded once per run; tests only read it."""

import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest
import pytest_asyncio
from rich.console import Console

from generator.country import demo
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from metodgraph.commands.offline_seeding import load_offline
from metodgraph.commands.seed_command import DEMO_SCALE
from metodgraph.embedded import EmbeddedSettings, RunningNeo4j, start
from metodgraph.settings import Settings
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import HEAP_MEGABYTES


@cache
def directory() -> Path:
    """Return the folder of the demo's database."""
    return Path(tempfile.mkdtemp(prefix="metodgraph-demo-"))


@cache
def started() -> RunningNeo4j:
    """Start one server for the whole run; any test folder may be the first to use it."""
    load_offline(Settings(data_directory=directory()), demo(), Console(quiet=True), DEMO_SCALE)
    running = start(EmbeddedSettings(directory(), heap_megabytes=HEAP_MEGABYTES))
    # callbacks run in reverse order: the server stops before its folder is removed
    atexit.register(shutil.rmtree, directory())
    atexit.register(running.stop)
    return running


@pytest.fixture(scope="session")
def demo_connection() -> Connection:
    """Return the connection to the database with the demo country."""
    return Connection(started().uri, started().username, started().password)


@pytest_asyncio.fixture(scope="session")
async def demo_graph(demo_connection: Connection) -> AsyncIterator[Database]:
    """Load the reference data and the demo country, as `seed --demo` does for an empty graph."""
    database = Database(demo_connection)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def demo_engine(demo_graph: Database) -> Engine:
    """Return the engine over the demo country."""
    return Engine(schema(), COMPUTED, demo_graph)
