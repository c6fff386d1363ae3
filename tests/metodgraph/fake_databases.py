"""Databases that fail, or take their time, in a way that a test chooses."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from graph_model.database.driver import Database, Reader, Rows
from metodgraph.http.warm_up import STORED

Value = TypeVar("Value")
SECRET = "hunter2 at bolt://internal.example"


class FakeDatabase(Database):
    """A database without a server behind it."""

    def __init__(self) -> None:
        self.deadline = 20.0
        self.statements = 0

    async def read_together(self, work: Callable[[Reader], Awaitable[Value]], seconds: float | None = None) -> Value:
        """Run the work on this database."""
        return await work(self.read)


class FailingDatabase(FakeDatabase):
    """Raises, whatever is asked."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    async def read(self, text: str, parameters: dict[str, Any]) -> Rows:
        """Raise."""
        raise self._error


class StoredDatabase(FailingDatabase):
    """Knows which objects are stored, and raises for everything else."""

    def __init__(self, stored: dict[str, object], error: Exception) -> None:
        super().__init__(error)
        self._stored = stored

    async def read(self, text: str, parameters: dict[str, Any]) -> Rows:
        """Return the stored objects, or raise."""
        return [[self._stored]] if text == STORED else await super().read(text, parameters)


class PatientDatabase(FakeDatabase):
    """Answers never; tells when it was asked and when the asking was given up."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.given_up = asyncio.Event()

    async def read(self, text: str, parameters: dict[str, Any]) -> Rows:
        """Wait until given up."""
        self.asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.given_up.set()
        return []
