"""Paged reads of a statement as typed rows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from graph_model.database.driver import Database

PAGE = 10_000


class Identified(Protocol):
    """A row whose first column is the id of its node."""

    @property
    def id(self) -> str:
        """The global id."""
        ...


Row = TypeVar("Row", bound=Identified)


@dataclass(frozen=True)
class Statement(Generic[Row]):
    """A statement for the `$size` nodes after the id `$after`, and the constructor of its rows (`_make`).

    Each node gives at least one row.
    """

    text: str
    row: Callable[[Iterable[Any]], Row]

    async def pages(self, database: Database, size: int = PAGE) -> AsyncIterator[list[Row]]:
        """Yield the rows in the order of ids, in pages of `size` nodes."""
        after = ""
        while rows := await database.read(self.text, {"after": after, "size": size}):
            found = sorted((self.row(each) for each in rows), key=lambda each: each.id)
            yield found
            after = found[-1].id
