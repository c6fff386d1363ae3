"""Databases with chosen failures or delays."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from graph_model.database.driver import Database, Reader, Rows
from metodgraph.http.warm_up import STORED

Value = TypeVar("Value")
SECRET = "hunter2 at bolt://internal.example"


class FakeDatabase(Database):
    """A database without a server."""

    def __init__(self) -> None:
        self.deadline = 20.0
        self.statements = 0

    async def read_together(self, work: Callable[[Reader], Awaitable[Value]], seconds: float | None = None) -> Value:
        """Run the work on this database."""
        return await work(self.read)


class FailingDatabase(FakeDatabase):
    """A database that raises the given error for every statement."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    async def read(self, text: str, parameters: dict[str, Any]) -> Rows:
        """Raise the error."""
        raise self._error


class StoredDatabase(FailingDatabase):
    """A database that returns the stored objects, and raises for every other statement."""

    def __init__(self, stored: dict[str, object], error: Exception) -> None:
        super().__init__(error)
        self._stored = stored

    async def read(self, text: str, parameters: dict[str, Any]) -> Rows:
        """Return the stored objects, or raise the error."""
        return [[self._stored]] if text == STORED else await super().read(text, parameters)


class PatientDatabase(FakeDatabase):
    """A database that never returns a result; it signals the start and the cancellation of a statement."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Event()
        self.given_up = asyncio.Event()

    async def read(self, text: str, parameters: dict[str, Any]) -> Rows:
        """Wait until cancelled."""
        self.reached.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.given_up.set()
        return []
