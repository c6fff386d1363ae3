"""Nodes that the statement of a computed field returns next to its rows, which saves a further statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pydantic.alias_generators import to_camel

from graph_model.cypher.matched import is_matched, matched
from graph_model.declarations import Node, Parameter
from graph_model.read_tree import Column, OneColumn, PointColumn, PropertyColumn
from resolvers.compiling.shapes import HERE, Object, Shape
from resolvers.requests.parameters import MostOf

# the parameter of a statement that says up to how many rows nodes are brought
MOST_ROWS = "mostRows"
# Measured on a graph of the country: a node beside a row costs 5 microseconds, a further statement 2,000 and 14 for
# each of its nodes. So many rows may be brought in any case, and so many for each node that a page can show.
ROWS_AT_LEAST = 400
ROWS_FOR_EACH_SHOWN = 3


# a navigation ("" for the node itself), and the property that is read at its end
Place = tuple[str, PropertyColumn | PointColumn]
# as in `Object`: the response key, the index of the column, its shape
Field = tuple[str, int, Shape]


@dataclass(frozen=True, eq=False)
class MatchedNodes:
    """The nodes of a kind that a statement matches for its rows.

    `field` of the statement's row lists rows of the type `row`, each about a node. Fields of `row` that are named in
    `held` are properties of the node (`id` must be among them). `ways` lead to nodes that are matched too and of which
    there is always one: `organisation`, `organisation.region`.
    """

    kind: type[Node]
    row: type[tuple[Any, ...]]
    field: str
    held: tuple[str, ...]
    ways: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields of each row."""
        names: tuple[str, ...] = self.row._fields  # type: ignore[attr-defined] # every named tuple has it
        return names

    @cached_property
    def places(self) -> Mapping[Place, int]:
        """Return the indices of the properties."""
        properties = self.kind.properties()
        return {("", PropertyColumn(properties[to_camel(each)])): self.fields.index(each) for each in self.held}


@dataclass(eq=False)
class Nodes:
    """What an operation asks of the nodes that a statement brings.

    `columns` follow the fields of each row. They and `sizes` are gathered while the operation is compiled, before the
    statement is written.
    """

    brings: MatchedNodes | None
    columns: list[Place] = field(default_factory=list)
    # how many nodes the lists show whose items name them
    sizes: list[Parameter | int] = field(default_factory=list)

    @cached_property
    def most_rows(self) -> Parameter:
        """The parameter that says up to how many rows the columns are brought."""
        return Parameter(MostOf(self.sizes, lambda shown: ROWS_AT_LEAST + ROWS_FOR_EACH_SHOWN * shown))

    @property
    def width(self) -> int:
        """The length of a row with all columns."""
        return len(self.brings.fields) + len(self.columns) if self.brings else 0

    def fields(
        self, kind: type[Node], columns: Sequence[Column], fields: Sequence[Field], shown: Parameter | int
    ) -> tuple[Field, ...] | None:
        """Return fields over columns of a node as fields over a row; None where the statement does not match them all.

        `shown` says how many of these nodes are named.
        """
        brings = self.brings
        if brings is None or kind is not brings.kind or not all(is_matched(each, brings.ways) for each in columns):
            return None
        self.sizes.append(shown)
        return tuple(self._field(brings, each, columns, "") for each in fields)

    def _field(self, brings: MatchedNodes, given: Field, columns: Sequence[Column], way: str) -> Field:
        key, index, shape = given
        column = None if index == HERE else columns[index]
        if isinstance(column, PropertyColumn | PointColumn):
            return key, self._place(brings, (way, column)), shape
        if not isinstance(column, OneColumn) or not isinstance(shape, Object):
            return given
        beyond = f"{way}.{column.name}".removeprefix(".")
        inner = (self._field(brings, each, column.read.columns, beyond) for each in shape.fields)
        return key, HERE, replace(shape, fields=tuple(inner))

    def _place(self, brings: MatchedNodes, place: Place) -> int:
        if place in brings.places:
            return brings.places[place]
        if place not in self.columns:
            self.columns.append(place)
        return len(brings.fields) + self.columns.index(place)

    def few(self, number: str, parameter: Callable[[str], str]) -> str:
        """Write the condition under which the columns are returned; `number` is the number of rows."""
        return f"{number} <= {parameter(MOST_ROWS)}"

    def row(self, row: str, condition: str, variable: str, ways: Mapping[str, str]) -> str:
        """Write the list of a row and, under the condition, of the columns behind it.

        `ways` gives the variable at the end of each way. Raises a `TypeError` where they are not those that were
        declared.
        """
        if not self.columns:
            return row
        if self.brings is None or {*ways} != {*self.brings.ways}:
            msg = f"the statement matches the ways {', '.join(ways)}, which are not those that it declares"
            raise TypeError(msg)
        variables = {"": variable, **ways}
        columns = ", ".join(matched(variables[way], column) for way, column in self.columns)
        # to join two lists takes longer than to write one
        return f"CASE WHEN {condition} THEN {row.removesuffix(']')}, {columns}] ELSE {row} END"

    def taken(self, rows: Sequence[list[Any]], statement_row: type[tuple[Any, ...]]) -> dict[str, list[Any]]:
        """Take the columns off the rows of a statement; answers with the rows that have them by the id of the node.

        Of several rows about one node the first counts.
        """
        if self.brings is None:
            return {}
        names: tuple[str, ...] = statement_row._fields  # type: ignore[attr-defined] # every named tuple has it
        listed, fields, identifier = names.index(self.brings.field), self.brings.fields, self.brings.fields.index("id")
        found: dict[str, list[Any]] = {}
        width = self.width
        for row in rows:
            # from the end, so that the first counts
            found |= {each[identifier]: each for each in reversed(row[listed]) if len(each) == width}
            if self.columns:
                row[listed] = [each[: len(fields)] for each in row[listed]]
        return found
