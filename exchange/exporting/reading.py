"""Reads of a selection, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from exchange.exporting.members import chunks, resolved
from exchange.exporting.selection import Selection
from exchange.exporting.statements import AFTER, MEMBERS, SIZE, Statement, page_of
from exchange.table_forms import LinkTable, NodeTable, Table
from graph_model.database.contents import counts_of_patterns
from graph_model.database.driver import Database, Rows
from graph_model.record_states import WITHDRAWN
from graph_model.writing.ended_records import ENDED

PAGE = 5000
MANY_PARTS = 20
LONGEST_SECONDS = 600
IN_USE = """
CALL () { CALL db.labels() YIELD label RETURN collect(label) AS labels }
CALL () { CALL db.relationshipTypes() YIELD relationshipType RETURN collect(relationshipType) AS types }
RETURN labels, types
"""


@dataclass(frozen=True)
class Reading:
    """A reader of a selection in pages of about `size` rows; with `ended`, ended links are included."""

    database: Database
    selection: Selection
    ended: bool
    size: int = PAGE

    async def limited(self) -> tuple[Reading, list[Table]]:
        """Return a reader with resolved members, and the tables that can have rows."""
        [[labels, types]] = await self.database.read(IN_USE, {})
        within_limits = replace(
            self, selection=await resolved(self.database, self.selection), ended=self.ended and ENDED in types
        )
        any_withdrawn = self.selection.withdrawn and WITHDRAWN in labels
        nodes = [each for each in self.selection.nodes if any_withdrawn or each.name in labels]
        links = [each for each in self.selection.links if within_limits.ended or each.relation.type in types]
        if len(links) > MANY_PARTS:
            links = await within_limits.filled(links)
        filled = {each.name for each in nodes}
        return within_limits, [*nodes, *(each for each in links if {each.start.__name__, each.end.__name__} <= filled)]

    async def filled(self, links: list[LinkTable]) -> list[LinkTable]:
        """Return the tables with links. One count of all relations replaces a statement for each table."""
        patterns = await self.database.read_together(counts_of_patterns, LONGEST_SECONDS)

        def is_filled(each: LinkTable, name: str) -> bool:
            starts, ends = ((kind.__name__, *withdrawn) for kind in (each.start, each.end))
            return any(((start,), name, (end,)) in patterns for start in starts for end in ends)

        withdrawn = (WITHDRAWN,) if self.selection.withdrawn else ()
        names = (ENDED,) if self.ended else ()
        return [each for each in links if any(is_filled(each, name) for name in (each.relation.type, *names))]

    def pages(self, table: Table) -> AsyncIterator[Rows]:
        """Yield the non-empty pages of a table in the order of their ids.

        Rows of nodes are [id, value, ...], rows of links [start, end, value, ...].
        """
        read = page_of(table, self.selection, self.ended)
        return self._complete(table, read) if self.selection.members is None else self._members(table, read)

    async def _complete(self, table: Table, read: Statement) -> AsyncIterator[Rows]:
        """Yield pages by keyset; the links of a start that a page may have cut off are read with the next page."""
        after, size, full = "", self.size, True
        while full:
            page = await self.database.read(read.text, {**read.parameters, AFTER: after, SIZE: size})
            full = len(page) == size
            complete = _without_last_start(page) if full and isinstance(table, LinkTable) else page
            if complete:
                yield _in_order(table, complete)
                after, size = complete[-1][0], self.size
            else:
                # the links of a single start fill the page
                size *= 2

    async def _members(self, table: Table, read: Statement) -> AsyncIterator[Rows]:
        """Yield the member nodes, or the links between members."""
        members = self.selection.members or {}
        first = table.kind if isinstance(table, NodeTable) else table.start
        ends = members[table.end.__name__] if isinstance(table, LinkTable) else None
        for chunk in chunks(sorted(members[first.__name__]), self.size):
            page = await self.database.read(read.text, {**read.parameters, MEMBERS: chunk})
            kept = page if ends is None else [row for row in page if row[1] in ends]
            if kept:
                yield _in_order(table, kept)


def _without_last_start(page: Rows) -> Rows:
    last = page[-1][0]
    return [row for row in page if row[0] != last]


def _in_order(table: Table, page: Rows) -> Rows:
    """Return the rows in an order that depends on their content only, so that equal graphs give equal bytes."""
    return page if isinstance(table, NodeTable) else sorted(page, key=_place)


def _place(row: list[object]) -> tuple[str, str, str]:
    return str(row[0]), str(row[1]), str(row[2:])
