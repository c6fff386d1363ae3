"""Traversal of all tables of a selection, with progress and counts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TypeVar

from exchange.exporting.origin import ExportOrigin
from exchange.exporting.reading import Reading
from exchange.table_forms import LinkTable, NodeTable, Table
from graph_model.database.driver import Rows
from graph_model.progress import Reporter, silent

Part = TypeVar("Part", NodeTable, LinkTable)


@dataclass(frozen=True)
class Exported:
    """The result of an export: the number of rows by kind or relation, and remarks for the user."""

    origin: ExportOrigin
    rows: dict[str, int]
    nodes: int
    links: int
    remarks: tuple[str, ...] = ()


@dataclass
class Walk:
    """A traversal of the tables of a selection that reports its progress."""

    reading: Reading
    parts: list[Table]
    reporter: Reporter = silent
    rows: dict[Table, int] = field(default_factory=dict)

    async def pages(self, table: Table) -> AsyncIterator[Rows]:
        """Yield the pages of one table that are not empty."""
        # progress counts all selected tables: the tables with rows alone would reveal hidden records
        chosen = self.reading.selection.parts
        async for page in self.reading.pages(table):
            self.rows[table] = self.rows.get(table, 0) + len(page)
            yield page
            self.reporter(f"{sum(self.rows.values()):,} rows, {table.name}", chosen.index(table), len(chosen))

    def of_kind(self, kind: type[Part]) -> list[Part]:
        """Return the tables of nodes, or those of links."""
        return [each for each in self.parts if isinstance(each, kind)]

    def exported(self, origin: ExportOrigin, remarks: tuple[str, ...] = ()) -> Exported:
        """Return the result of a complete export."""
        total = sum(self.rows.values())
        self.reporter(f"{total:,} rows", 1, 1)
        nodes = sum(count for table, count in self.rows.items() if isinstance(table, NodeTable))
        return Exported(origin, {each.name: count for each, count in self.rows.items()}, nodes, total - nodes, remarks)


async def walk(reading: Reading, reporter: Reporter) -> Walk:
    """Return a traversal of the selection, with the ids of its members resolved."""
    limited, parts = await reading.limited()
    return Walk(limited, parts, reporter)
