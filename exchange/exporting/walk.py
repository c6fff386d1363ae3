"""Reads of all parts of a selection, with progress and counts."""

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
    """What an export holds: rows by name of the kind or relation, and what a reader must know of them."""

    origin: ExportOrigin
    rows: dict[str, int]
    nodes: int
    links: int
    remarks: tuple[str, ...] = ()


@dataclass
class Walk:
    """A walk through the parts of a selection that reports its progress."""

    reading: Reading
    parts: list[Table]
    reporter: Reporter = silent
    rows: dict[Table, int] = field(default_factory=dict)

    async def pages(self, table: Table) -> AsyncIterator[Rows]:
        """The pages of one part that are not empty."""
        # all selected parts: the parts with rows alone would show which hidden records exist
        chosen = self.reading.selection.parts
        async for page in self.reading.pages(table):
            self.rows[table] = self.rows.get(table, 0) + len(page)
            yield page
            self.reporter(f"{sum(self.rows.values()):,} rows, {table.name}", chosen.index(table), len(chosen))

    def of_kind(self, kind: type[Part]) -> list[Part]:
        """The parts that are nodes, or links."""
        return [each for each in self.parts if isinstance(each, kind)]

    def exported(self, origin: ExportOrigin, remarks: tuple[str, ...] = ()) -> Exported:
        """Return the result of a complete export."""
        total = sum(self.rows.values())
        self.reporter(f"{total:,} rows", 1, 1)
        nodes = sum(count for table, count in self.rows.items() if isinstance(table, NodeTable))
        return Exported(origin, {each.name: count for each, count in self.rows.items()}, nodes, total - nodes, remarks)


async def walk(reading: Reading, reporter: Reporter) -> Walk:
    """A walk through all of a reading, with what belongs to its selection found out."""
    limited, parts = await reading.limited()
    return Walk(limited, parts, reporter)
