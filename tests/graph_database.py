"""A database that tests may write to, separate from the shared one, and queries about its whole content."""

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from metodgraph.embedded import EmbeddedSettings, RunningNeo4j, start

NODES = """
MATCH (node) WHERE NOT node:DataState|LogEntry|ImportStep|EarlierRecord
RETURN labels(node), node {.*, recordedAt: null}
"""
LINKS = "MATCH (start)-[link]->(end) RETURN start.id, type(link), end.id, link {.*, recordedAt: null}"

# room for the query plans of a thousand statements, so that each is planned once
HEAP_MEGABYTES = 512


@cache
def started() -> RunningNeo4j:
    """Start one server for the whole run; any test folder may be the first to use it."""
    directory = Path(tempfile.mkdtemp(prefix="metodgraph-scratch-"))
    running = start(EmbeddedSettings(directory, heap_megabytes=HEAP_MEGABYTES))
    # callbacks run in reverse order: the server stops before its folder is removed
    atexit.register(shutil.rmtree, directory)
    atexit.register(running.stop)
    return running


@pytest.fixture(scope="session")
def scratch_connection() -> Connection:
    """Return the connection to the writable database."""
    return Connection(started().uri, started().username, started().password)


@pytest_asyncio.fixture(scope="session")
async def scratch_server(scratch_connection: Connection) -> AsyncIterator[Database]:
    """Return the writable database in the state in which the last test left it."""
    database = Database(scratch_connection, deadline=60)
    yield database
    await database.close()


@pytest_asyncio.fixture
async def scratch(scratch_server: Database) -> Database:
    """Return the writable database with constraints and indexes, but without nodes."""
    await empty(scratch_server)
    await define(scratch_server)
    return scratch_server


async def empty(database: Database) -> None:
    """Delete every node and relation; constraints and indexes stay."""
    await database.define("MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 5000 ROWS")


async def graph_digest(database: Database) -> str:
    """Return an order-independent digest of all nodes and relations, without recording times and the log."""
    rows = [*await database.read(NODES, {}), *await database.read(LINKS, {})]
    lines = sorted(repr([_sorted(value) for value in row]) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _sorted(value: object) -> object:
    return sorted(value.items(), key=str) if isinstance(value, dict) else value


async def one(database: Database, text: str, **parameters: object) -> object:
    """Return the single value of a statement."""
    [[value]] = await database.read(text, parameters)
    return value
