"""Shared fixtures: databases, groups for worker processes, Hypothesis profiles.

Each fixture used by more than one folder is defined once, in one of these plugins or below.
"""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from metodgraph.embedded import EmbeddedSettings, RunningNeo4j, start
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.metodgraph.programs import ended

pytest_plugins = [
    "tests.profiles",
    "tests.grouping",
    "tests.graph_database",
    "tests.demo_database",
    "tests.http_service",
]


@pytest.fixture(scope="session")
def seeded_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with the reference data loaded by `metodgraph seed`; tests copy it."""
    graph = tmp_path_factory.mktemp("seeded") / "graph"
    seeded = ended("seed", METODGRAPH_DATA_DIRECTORY=graph)
    assert seeded.returncode == 0, seeded.stderr
    return graph


@pytest.fixture(scope="session")
def server(seeded_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningNeo4j]:
    """Start a Neo4j server with the reference data, shared by all read-only tests."""
    graph = shutil.copytree(seeded_graph, tmp_path_factory.mktemp("reference") / "graph")
    with start(EmbeddedSettings(graph)) as running:
        yield running


@pytest.fixture(scope="session")
def connection(server: RunningNeo4j) -> Connection:
    """Return the connection to the shared Neo4j server."""
    return Connection(server.uri, server.username, server.password)


@pytest_asyncio.fixture(scope="session")
async def reference_graph(connection: Connection) -> AsyncIterator[Database]:
    """Return the shared database with the reference data; tests only read it."""
    database = Database(connection)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def engine(reference_graph: Database) -> Engine:
    """Return the engine over the reference data."""
    return Engine(schema(), COMPUTED, reference_graph)
