"""What the tests share: fixtures of the databases, groups for worker processes, profiles of properties.

Every fixture that more than one folder uses is defined once, in one of these plugins or below.
"""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from graph_model.database import Connection, Database
from metodgraph.embedded import EmbeddedSettings, RunningNeo4j, start
from resolvers.engine import Engine
from resolvers.fields import COMPUTED
from schema.build import schema
from seeds.loading import load_reference

pytest_plugins = [
    "tests.profiles",
    "tests.grouping",
    "tests.graph_database",
    "tests.demo_database",
    "tests.http_service",
]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningNeo4j]:
    """A running Neo4j that all tests which only read share."""
    with start(EmbeddedSettings(tmp_path_factory.mktemp("graph"))) as running:
        yield running


@pytest.fixture(scope="session")
def connection(server: RunningNeo4j) -> Connection:
    """How to enter the shared Neo4j."""
    return Connection(server.uri, server.username, server.password)


@pytest_asyncio.fixture(scope="session")
async def reference_graph(connection: Connection) -> AsyncIterator[Database]:
    """The shared database with the reference data; tests only read it."""
    database = Database(connection)
    await load_reference(database)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def engine(reference_graph: Database) -> Engine:
    """The engine over the reference data."""
    return Engine(schema(), COMPUTED, reference_graph)
