"""The graph at hand: the embedded Neo4j, or the one that the user names, as a database that is ready."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import psutil

from graph_model.database.data_state import stored_state
from graph_model.database.driver import Connection, Database
from graph_model.database.migrations import migrate
from graph_model.errors import DatabaseUnavailableError, DeadlineError, MetodGraphError
from metodgraph.embedded import Reporter, RunningNeo4j, start
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.ownership import read_owner
from metodgraph.embedded.password import USERNAME, read_password
from metodgraph.settings import Settings
from metodgraph.signals import at_once

log = logging.getLogger(__name__)


class GraphNotReadyError(MetodGraphError):
    """There is no graph to work with; the message says how to get one."""

    code = "GRAPH_NOT_READY"


@dataclass(frozen=True)
class Neo4j:
    """How to enter the Neo4j that holds the graph, and the embedded server where we started one."""

    connection: Connection
    server: RunningNeo4j | None = None


@contextmanager
def configured_neo4j(settings: Settings, reporter: Reporter, share: bool = False) -> Iterator[Neo4j]:
    """The Neo4j of the settings. The embedded one is started, and stopped at the end.

    With `share`, an embedded one that runs already is used as it is, and left running. Starting and stopping block, so
    this stands outside of any event loop.
    """
    there = settings.external or (running_connection(Layout(settings.embedded.data_directory)) if share else None)
    if there is not None:
        yield Neo4j(there)
        return
    with at_once():
        server = start(settings.embedded, reporter)
    try:
        yield Neo4j(Connection(server.uri, server.username, server.password), server)
    finally:
        with at_once():
            server.stop()


@asynccontextmanager
async def connected(connection: Connection, settings: Settings) -> AsyncIterator[Database]:
    """A database that was entered and is of the version of this program; raises an error that says what to change."""
    database = Database(connection, settings.deadline_seconds)
    try:
        await entered(database, connection.uri)
        for sentence in await migrate(database):
            log.warning(sentence)
        yield database
    finally:
        await database.close()


async def entered(database: Database, address: str) -> None:
    """Enter a database once; raises an error that says what to change."""
    try:
        await database.verify()
    except (DatabaseUnavailableError, DeadlineError) as error:
        message = f"No Neo4j answers at {address}. See that it runs there, or name another with NEO4J_URI."
        raise GraphNotReadyError(message) from error


def running_connection(layout: Layout) -> Connection | None:
    """How to enter the embedded Neo4j that another process of this user runs on the data directory."""
    owner = read_owner(layout)
    password = read_password(layout)
    if owner is None or password is None or not owner.address or not psutil.pid_exists(owner.process_id):
        return None
    return Connection(owner.address, USERNAME, password)


async def must_be_free_or_ours(database: Database) -> None:
    """Raise `GraphNotReadyError` where the database holds what is not ours."""
    ours = (await stored_state(database)).model_version is not None
    if not ours and (await database.read("RETURN EXISTS { MATCH () }", {}))[0][0]:
        message = (
            "This Neo4j holds data that MetodGraph did not write, so nothing is loaded into it. "
            "Name an empty database with NEO4J_DATABASE or NEO4J_URI."
        )
        raise GraphNotReadyError(message)


async def until_ended(server: RunningNeo4j) -> None:
    """Return when the embedded server has ended by itself."""
    while server.exit_code() is None:  # noqa: ASYNC110 # a child of a child: there is nothing to wait on
        await asyncio.sleep(0.5)
