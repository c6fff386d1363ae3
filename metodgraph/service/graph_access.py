"""Access to the graph: a connected database that is migrated to the version of the program."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph_model.database.connection import Connection
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.database.migrations import migrate
from graph_model.errors import DatabaseUnavailableError, DeadlineError, MetodGraphError
from metodgraph.embedded import RunningNeo4j
from metodgraph.settings import Settings

log = logging.getLogger(__name__)


class GraphNotReadyError(MetodGraphError):
    """An error about a graph that is not available; the message states the remedy."""

    code = "GRAPH_NOT_READY"


@asynccontextmanager
async def connected(connection: Connection, settings: Settings, least_deadline: float = 0.0) -> AsyncIterator[Database]:
    """Yield a connected database that is migrated to the version of the program.

    The deadline of reads is that of the settings, but at least `least_deadline`. Raises `GraphNotReadyError` if Neo4j
    does not respond, and the errors of the migration.
    """
    database = Database(connection, max(settings.deadline_seconds, least_deadline))
    try:
        await entered(database, connection.uri)
        for sentence in await migrate(database):
            log.warning(sentence)
        yield database
    finally:
        await database.close()


async def entered(database: Database, address: str) -> None:
    """Read the state of a database for the first time. Raises `GraphNotReadyError` if Neo4j does not respond.

    Later reads of the state use the same query plan; on a new Neo4j every further plan takes half a second.
    """
    try:
        await stored_state(database)
    except (DatabaseUnavailableError, DeadlineError) as error:
        message = f"No Neo4j responds at {address}. Make sure that it runs there, or set NEO4J_URI to another one."
        raise GraphNotReadyError(message) from error


async def must_be_free_or_ours(database: Database) -> None:
    """Raise `GraphNotReadyError` if the database contains data that this program did not write."""
    ours = (await stored_state(database)).model_version is not None
    if not ours and (await database.read("RETURN EXISTS { MATCH () }", {}))[0][0]:
        message = (
            "This Neo4j contains data that MetodGraph did not write, so nothing is loaded into it. "
            "Choose an empty database with NEO4J_DATABASE or NEO4J_URI."
        )
        raise GraphNotReadyError(message)


async def until_ended(server: RunningNeo4j) -> None:
    """Wait until the embedded server has ended unexpectedly."""
    while server.exit_code() is None:  # noqa: ASYNC110 # the server is a child of a child, whose end can only be polled
        await asyncio.sleep(0.5)
