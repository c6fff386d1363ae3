"""A connection over a plain list: the page, the page info, the total and the counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph_model.declarations import Node, Relation
from resolvers.requests.cursors import decoded, encoded
from tests.resolvers.naive.days import holds_on
from tests.resolvers.naive.lists import (
    Key,
    compared,
    counts,
    facet_values,
    in_order,
    keys_of,
    km_from,
    passes,
    place,
    signed,
)
from tests.resolvers.naive.tables import Row, Tables, plain_value

DEFAULT_PAGE = 20


@dataclass(frozen=True)
class Edge:
    """A row with its cursor."""

    row: Row
    cursor: str
    keys: list[Key]

    def field(self, name: str) -> Any:
        """Return one field of the edge."""
        if name == "nearKm":
            place = next((key.place for key in self.keys if key.place), None)
            return km_from(place, self.row.node) if place else None
        own = {"node": self.row.node, "cursor": self.cursor}
        return own[name] if name in own else plain_value(self.row.link.get(name))


@dataclass(frozen=True)
class Listed:
    """The rows of a connection before they are filtered, ordered and cut."""

    tables: Tables
    kind: type[Node]
    rows: list[Row]
    arguments: Mapping[str, Any]
    edge: type[Relation] | None
    # the type and the field of the list
    name: str

    @cached_property
    def keys(self) -> list[Key]:
        """Return the keys of the order."""
        return keys_of(self.kind, self.arguments.get("orderBy"), self.edge)

    @cached_property
    def all_rows(self) -> list[Row]:
        """Return all rows that pass the filter, in order."""
        where = self.arguments.get("where") or {}
        held = [row for row in self.rows if holds_on(self.tables, row, self.arguments)]
        return in_order(self.keys, [row for row in held if passes(self.tables, row.node, where)])

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """Return the start and the end of the page in the whole list."""
        first, last = self.arguments.get("first"), self.arguments.get("last")
        begin, end = self.up_to("after", inclusive=True, default=0), self.up_to("before", False, len(self.all_rows))
        if last is not None:
            return max(min(begin, end), end - last), end
        return begin, min(max(begin, end), begin + (DEFAULT_PAGE if first is None else first))

    def up_to(self, argument: str, inclusive: bool, default: int) -> int:
        """Return the number of rows before a cursor, with the row at the cursor if `inclusive`."""
        cursor = self.arguments.get(argument)
        if cursor is None:
            return default
        position = decoded(cursor, self.signed, len(self.keys))
        results = [compared(self.keys, place(self.keys, row), position) for row in self.all_rows]
        return sum(result < 0 or (inclusive and result == 0) for result in results)

    @property
    def signed(self) -> str:
        """Return the list and its order in the form used in cursors."""
        return signed(self.name, self.keys)

    def edges(self) -> list[Edge]:
        """Return the edges of the page."""
        begin, end = self.bounds
        return [Edge(row, encoded(self.signed, place(self.keys, row)), self.keys) for row in self.all_rows[begin:end]]

    def page_info(self) -> dict[str, Any]:
        """Return the page info."""
        begin, end = self.bounds
        cursors = [edge.cursor for edge in self.edges()]
        return {
            "hasNextPage": end < len(self.all_rows),
            "hasPreviousPage": begin > 0,
            "startCursor": cursors[0] if cursors else None,
            "endCursor": cursors[-1] if cursors else None,
        }

    def field(self, name: str) -> Any:
        """Return one field of the connection."""
        match name:
            case "edges":
                return self.edges()
            case "nodes":
                return [edge.row.node for edge in self.edges() if edge.row in self.firsts]
            case "pageInfo":
                return self.page_info()
            case "facets":
                each = self.kind.facets.items()
                found = {facet: counts(self.tables, self.kind, declared, self.firsts) for facet, declared in each}
                return found | {
                    f"{facet}Absent": sum(not facet_values(self.tables, row.node, declared) for row in self.firsts)
                    for facet, declared in each
                }
            case "edgeCount":
                return len(self.all_rows)
        return len(self.firsts)

    @cached_property
    def firsts(self) -> list[Row]:
        """Return the first row of each node."""
        found: dict[str, Row] = {}
        for row in self.all_rows:
            found.setdefault(row.node.id, row)
        return [*found.values()]
