"""The demo country in a database of its own, loaded once for the whole run; tests only read it."""

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
    """The folder of the demo's database."""
    return Path(tempfile.mkdtemp(prefix="metodgraph-demo-"))


@cache
def started() -> RunningNeo4j:
    """One server for the whole run, whichever folder of tests asks first."""
    load_offline(Settings(data_directory=directory()), demo(), Console(quiet=True), DEMO_SCALE)
    running = start(EmbeddedSettings(directory(), heap_megabytes=HEAP_MEGABYTES))
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
    """The reference data and the demo country, loaded as `seed --demo` does where there is no graph yet."""
    database = Database(demo_connection)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def demo_engine(demo_graph: Database) -> Engine:
    """The engine over the demo country."""
    return Engine(schema(), COMPUTED, demo_graph)
