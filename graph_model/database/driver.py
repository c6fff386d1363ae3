"""The database: sessions, deadlines, retries and errors. The only module that knows the driver."""

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

# The driver imports pandas where it is installed, for kinds of values that are not used here: 40 MB of memory.
with without("pandas"):
    import neo4j
    from neo4j import exceptions

Value = TypeVar("Value")
Rows = list[list[Any]]

log = logging.getLogger(__name__)

# Transient by class, but a second try would meet the same wall and double the load.
NOT_WORTH_A_RETRY = frozenset(
    {
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        "Neo.TransientError.General.OutOfMemoryError",
        "Neo.ClientError.Transaction.TransactionTimedOut",
    }
)
TRIES = 3
# the server ends a transaction a little later than we stop waiting for it, so that the error is ours
SERVER_GRACE = 0.25


class Reader(Protocol):
    """Runs statements that read, all in one transaction."""

    async def __call__(self, text: str, parameters: dict[str, Any]) -> Rows:
        """The records of the statement, each a list of its columns."""
        ...


class Database:
    """A Neo4j database. `deadline` in seconds bounds every read; `statements` is the number of sent statements."""

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
        """Give all connections back."""
        await self._driver.close()

    async def verify(self) -> None:
        """Raise a `DatabaseError` that says what to change when the database cannot be entered."""
        async with translated(self.deadline):
            await self._read_once("RETURN 1", {})

    async def read(self, text: str, parameters: dict[str, Any]) -> Rows:
        """The records of one reading statement, in an auto-commit transaction, tried again on passing faults."""
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
        """Run `work` in one read transaction; it may be run again on a passing fault.

        It may take `seconds`, or the deadline of the database where nothing is said; the server ends it then too.
        """
        most = self.deadline if seconds is None else max(seconds, 0.0)
        bounded = neo4j.unit_of_work(timeout=most + SERVER_GRACE)
        async with translated(most, self.deadline), self._session(neo4j.READ_ACCESS) as session:
            return await session.execute_read(bounded(self._reading(lambda run: work(without_retries(run)))))

    async def write(self, work: Callable[[Reader], Awaitable[Value]]) -> Value:
        """Run `work` in one write transaction; it must be idempotent, since it may be run again."""
        async with translated(None), self._session(neo4j.WRITE_ACCESS) as session:
            return await session.execute_write(self._reading(work))

    async def define(self, text: str) -> Rows:
        """Run one statement that changes constraints, indexes or settings; no deadline."""
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
    """The reader whose faults that are not worth a retry are errors of ours, which the driver does not try again."""

    async def told(text: str, parameters: dict[str, Any]) -> Rows:
        try:
            return await run(text, parameters)
        except exceptions.Neo4jError as error:
            if error.code in NOT_WORTH_A_RETRY:
                raise in_our_words(error) from error
            raise

    return told


def retry_or_raise(error: Exception, worth_it: bool) -> None:
    """Raise `error` again unless another try is worth it."""
    if not worth_it:
        raise error
    log.info("trying a read again after %s", type(error).__name__)


@asynccontextmanager
async def translated(seconds: float | None, deadline: float | None = None) -> AsyncIterator[None]:
    """Turn the driver's errors into ours and end what takes longer than `seconds` (None: no end).

    The error names the `deadline` of the whole answer where it is another.
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
        return DatabaseSettingsError("Neo4j has no database of that name. Check NEO4J_DATABASE.")
    if "TransactionTimedOut" in code:
        return DeadlineError("The answer took too long and was ended. Ask for less at once.")
    if "OutOfMemory" in code:
        return DatabaseUnavailableError(
            "Neo4j has too little memory for this. Give it more (METODGRAPH_HEAP_MEGABYTES), or ask for less at once.",
            out_of_memory=True,
        )
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | exceptions.TransientError):
        return DatabaseUnavailableError("The database does not answer now. Try again in a while.")
    return DatabaseError("The database could not answer.")
