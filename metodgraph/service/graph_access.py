"""Access to the graph: a database of the version of this program, or an error that says what to change."""

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
    """There is no graph to work with; the message says how to get one."""

    code = "GRAPH_NOT_READY"


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


async def must_be_free_or_ours(database: Database) -> None:
    """Raise `GraphNotReadyError` if the database holds data that this program did not write."""
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
