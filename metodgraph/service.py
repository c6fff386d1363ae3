"""The graph at hand: the embedded Neo4j, or the one that the user names, as a database that is ready."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psutil

from graph_model.data_state import stored_state
from graph_model.database import Connection, Database
from graph_model.errors import DatabaseUnavailableError, DeadlineError
from metodgraph.embedded import Reporter, RunningNeo4j, start
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.ownership import read_owner
from metodgraph.embedded.password import USERNAME, read_password
from metodgraph.settings import Settings
from metodgraph.signals import at_once


class GraphNotReadyError(Exception):
    """There is no graph to work with; the message says how to get one."""


@dataclass(frozen=True)
class Graph:
    """A database, and the embedded server behind it where there is one."""

    database: Database
    address: str
    server: RunningNeo4j | None = None


@asynccontextmanager
async def opened(settings: Settings, reporter: Reporter) -> AsyncIterator[Graph]:
    """The graph of the settings; the embedded Neo4j is started, and stopped at the end."""
    external = settings.external
    if external is not None:
        async with connected(external, settings) as database:
            yield Graph(database, external.uri)
        return
    with at_once():
        server = start(settings.embedded, reporter)
    try:
        connection = Connection(server.uri, server.username, server.password)
        async with connected(connection, settings) as database:
            yield Graph(database, server.uri, server)
    finally:
        with at_once():
            server.stop()


@asynccontextmanager
async def attached(settings: Settings, reporter: Reporter) -> AsyncIterator[Graph]:
    """The graph of the settings; an embedded Neo4j that runs already is used as it is, and left running."""
    running = None if settings.external else running_connection(Layout(settings.embedded.data_directory))
    if running is None:
        async with opened(settings, reporter) as graph:
            yield graph
        return
    async with connected(running, settings) as database:
        yield Graph(database, running.uri)


@asynccontextmanager
async def connected(connection: Connection, settings: Settings) -> AsyncIterator[Database]:
    """A database that was entered; raises an error that says what to change."""
    database = Database(connection, settings.deadline_seconds)
    try:
        await entered(database, connection.uri)
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


async def must_be_free_or_ours(database: Database) -> bool:
    """Whether the database is empty; raises `GraphNotReadyError` where it holds what is not ours."""
    if (await stored_state(database)).model_version is not None:
        return False
    if (await database.read("RETURN EXISTS { MATCH () }", {}))[0][0]:
        message = (
            "This Neo4j holds data that MetodGraph did not write, so nothing is loaded into it. "
            "Name an empty database with NEO4J_DATABASE or NEO4J_URI."
        )
        raise GraphNotReadyError(message)
    return True


async def until_ended(server: RunningNeo4j) -> None:
    """Return when the embedded server has ended by itself."""
    while server.exit_code() is None:  # noqa: ASYNC110 # a child of a child: there is nothing to wait on
        await asyncio.sleep(0.5)
