"""The database driver: sessions, deadlines, retries and errors. No other module imports the driver."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeVar

from graph_model.database.connection import Connection
from graph_model.database.partial_import import without
from graph_model.errors import (
    DatabaseError,
    DatabaseSettingsError,
    DatabaseUnavailableError,
    DeadlineError,
    too_long,
)

# The driver imports pandas if it is installed, for types of values that are not used here; this costs 40 MB of memory.
with without("pandas"):
    import neo4j
    from neo4j import exceptions

Value = TypeVar("Value")
Rows = list[list[Any]]

log = logging.getLogger(__name__)

# Transient by class, but a retry would fail in the same way and double the load.
NOT_WORTH_A_RETRY = frozenset(
    {
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        "Neo.TransientError.General.OutOfMemoryError",
        "Neo.ClientError.Transaction.TransactionTimedOut",
    }
)
TRIES = 3
# seconds; the server ends a transaction a little after the client stops waiting, so that the client raises the error
SERVER_GRACE = 0.25


class Reader(Protocol):
    """A callable that runs reading statements, all in one transaction."""

    async def __call__(self, text: str, parameters: dict[str, Any]) -> Rows:
        """Return the records of the statement, each a list of its columns."""
        ...


class Database:
    """A Neo4j database. `deadline` (seconds) limits every read. `statements` counts the executed statements."""

    def __init__(self, connection: Connection, deadline: float = 20.0) -> None:
        self.deadline = deadline
        self.statements = 0
        self._database = connection.database
        try:
            self._driver = neo4j.AsyncGraphDatabase.driver(
                connection.uri,
                auth=(connection.username, connection.password),
                telemetry_disabled=True,
                notifications_min_severity="OFF",
                connection_acquisition_timeout=deadline,
                connection_timeout=min(deadline, 10.0),
                liveness_check_timeout=30.0,
            )
        except (exceptions.ConfigurationError, ValueError) as error:
            msg = f"NEO4J_URI is not an address of a Neo4j server: {error}. Use for example neo4j://host:7687."
            raise DatabaseSettingsError(msg) from error

    async def close(self) -> None:
        """Close all connections."""
        await self._driver.close()

    async def read(self, text: str, parameters: dict[str, Any]) -> Rows:
        """Return the records of one reading statement.

        The statement runs in an auto-commit transaction and is retried after transient errors.
        """
        async with translated(self.deadline):
            for _ in range(TRIES - 1):
                try:
                    return await self._read_once(text, parameters)
                except exceptions.DriverError as error:
                    retry_or_raise(error, error.is_retryable())
                except exceptions.Neo4jError as error:
                    retry_or_raise(error, error.is_retryable() and error.code not in NOT_WORTH_A_RETRY)
                await asyncio.sleep(0.05)
            return await self._read_once(text, parameters)

    async def read_together(self, work: Callable[[Reader], Awaitable[Value]], seconds: float | None = None) -> Value:
        """Run `work` in one read transaction. After a transient error, it may run again.

        The limit is `seconds`, or the deadline of the database if that is None. The server enforces it too.
        """
        most = self.deadline if seconds is None else max(seconds, 0.0)
        bounded = neo4j.unit_of_work(timeout=most + SERVER_GRACE)
        async with translated(most, self.deadline), self._session(neo4j.READ_ACCESS) as session:
            return await session.execute_read(bounded(self._reading(lambda run: work(without_retries(run)))))

    async def write(self, work: Callable[[Reader], Awaitable[Value]]) -> Value:
        """Run `work` in one write transaction. It must be idempotent, because it may run again."""
        async with translated(None), self._session(neo4j.WRITE_ACCESS) as session:
            return await session.execute_write(self._reading(work))

    async def define(self, text: str) -> Rows:
        """Run one statement that changes constraints, indexes or settings, without a deadline."""
        async with translated(None), self._session(neo4j.WRITE_ACCESS) as session:
            return await self._fetch(await session.run(text))

    def _session(self, access: str) -> neo4j.AsyncSession:
        return self._driver.session(database=self._database, default_access_mode=access, fetch_size=-1)

    async def _read_once(self, text: str, parameters: dict[str, Any]) -> Rows:
        query = neo4j.Query(text, timeout=self.deadline)
        async with self._session(neo4j.READ_ACCESS) as session:
            return await self._fetch(await session.run(query, parameters))

    def _reading(
        self, work: Callable[[Reader], Awaitable[Value]]
    ) -> Callable[[neo4j.AsyncManagedTransaction], Awaitable[Value]]:
        async def within(transaction: neo4j.AsyncManagedTransaction) -> Value:
            async def run(text: str, parameters: dict[str, Any]) -> Rows:
                return await self._fetch(await transaction.run(text, parameters))

            return await work(run)

        return within

    async def _fetch(self, result: neo4j.AsyncResult) -> Rows:
        self.statements += 1
        return [list(record.values()) async for record in result]


def without_retries(run: Reader) -> Reader:
    """Return a reader for which the driver does not retry errors of `NOT_WORTH_A_RETRY`.

    The reader raises them as the project's errors.
    """

    async def translated(text: str, parameters: dict[str, Any]) -> Rows:
        try:
            return await run(text, parameters)
        except exceptions.Neo4jError as error:
            if error.code in NOT_WORTH_A_RETRY:
                raise in_our_words(error) from error
            raise

    return translated


def retry_or_raise(error: Exception, worth_it: bool) -> None:
    """Raise `error` again unless a retry is worthwhile."""
    if not worth_it:
        raise error
    log.info("retrying a read after %s", type(error).__name__)


@asynccontextmanager
async def translated(seconds: float | None, deadline: float | None = None) -> AsyncIterator[None]:
    """Translate the driver's errors into the project's and abort after `seconds` (None: no limit).

    The error message contains `deadline`, the deadline of the whole request, if it is given.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise too_long(deadline or seconds or 0.0) from error
    except (exceptions.DriverError, exceptions.Neo4jError) as error:
        raise in_our_words(error) from error


def in_our_words(error: exceptions.DriverError | exceptions.Neo4jError) -> DatabaseError:
    """Return the project's error for an error of the driver."""
    code = error.code or "" if isinstance(error, exceptions.Neo4jError) else ""
    if isinstance(error, exceptions.AuthError | exceptions.TokenExpired):
        return DatabaseSettingsError("Neo4j refused the credentials. Check NEO4J_USERNAME and NEO4J_PASSWORD.")
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return DatabaseSettingsError("Neo4j has no database with this name. Check NEO4J_DATABASE.")
    if "TransactionTimedOut" in code:
        return DeadlineError("The answer took too long and was aborted. Request less data at once.")
    if "OutOfMemory" in code:
        return DatabaseUnavailableError(
            "Neo4j has too little memory for this. Increase METODGRAPH_HEAP_MEGABYTES, or request less data at once.",
            out_of_memory=True,
        )
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | exceptions.TransientError):
        return DatabaseUnavailableError("The database does not respond. Try again later.")
    return DatabaseError("The database could not execute the statement.")
