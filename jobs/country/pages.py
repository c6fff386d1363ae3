"""Reading a statement page by page, as typed rows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from graph_model.database.driver import Database

PAGE = 10_000


class Identified(Protocol):
    """A row that begins with the id of its node."""

    @property
    def id(self) -> str:
        """The global id."""
        ...


Row = TypeVar("Row", bound=Identified)


@dataclass(frozen=True)
class Statement(Generic[Row]):
    """A statement that brings the `$size` nodes after the id `$after`, and the type of its rows (`_make`).

    Each node gives at least one row.
    """

    text: str
    row: Callable[[Iterable[Any]], Row]

    async def pages(self, database: Database, size: int = PAGE) -> AsyncIterator[list[Row]]:
        """Read the rows in the order of ids, those of `size` nodes at a time."""
        after = ""
        while rows := await database.read(self.text, {"after": after, "size": size}):
            found = sorted((self.row(each) for each in rows), key=lambda each: each.id)
            yield found
            after = found[-1].id
