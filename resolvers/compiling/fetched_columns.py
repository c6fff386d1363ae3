"""Columns of nodes that the statement of a computed field returns with its rows to save a second statement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pydantic.alias_generators import to_camel

from graph_model.cypher.matched import is_matched, matched
from graph_model.declarations import Node, Parameter
from graph_model.read_tree import Column, OneColumn, PointColumn, PropertyColumn
from resolvers.compiling.shapes import CURRENT, Object, Shape
from resolvers.requests.parameters import MostOf

# the parameter for the largest number of rows with which a statement returns the columns
MOST_ROWS = "mostRows"
# Measured on a graph of the country: the columns of a node cost 5 microseconds for each row. A second statement costs
# 2,000 microseconds and 14 for each of its nodes. The limit of rows is a fixed number plus a number for each node that
# a page can show.
ROWS_AT_LEAST = 400
ROWS_FOR_EACH_SHOWN = 3


# a navigation ("" for the node itself), and the property that is read at the end of the navigation
Place = tuple[str, PropertyColumn | PointColumn]
# the response key, the index of the column and its shape, as in `Object`
Field = tuple[str, int, Shape]


@dataclass(frozen=True, eq=False)
class MatchedNodes:
    """The nodes of a kind that a statement matches for its rows.

    The attribute `field` of the statement's row is a list of rows of the type `row`, one for each node. `held` names
    the fields of `row` that are properties of the node; they must include `id`. `navigations` lists the navigations to
    other matched nodes, of which exactly one must exist, such as `organisation` and `organisation.region`.
    """

    kind: type[Node]
    row: type[tuple[Any, ...]]
    field: str
    held: tuple[str, ...]
    navigations: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields of each row."""
        names: tuple[str, ...] = self.row._fields  # type: ignore[attr-defined] # every named tuple has it
        return names

    @cached_property
    def places(self) -> Mapping[Place, int]:
        """The index of each property in a row."""
        properties = self.kind.properties()
        return {("", PropertyColumn(properties[to_camel(each)])): self.fields.index(each) for each in self.held}


@dataclass(eq=False)
class Nodes:
    """The columns that an operation selects of the nodes matched by a statement.

    `columns` follow the fields of each row. `columns` and `sizes` are collected during the compilation of the
    operation, before the statement is written.
    """

    matched_nodes: MatchedNodes | None
    columns: list[Place] = field(default_factory=list)
    # the sizes of the lists whose items refer to the nodes
    sizes: list[Parameter | int] = field(default_factory=list)

    @cached_property
    def most_rows(self) -> Parameter:
        """The parameter for the largest number of rows with which the columns are returned."""
        return Parameter(MostOf(self.sizes, lambda shown: ROWS_AT_LEAST + ROWS_FOR_EACH_SHOWN * shown))

    @property
    def width(self) -> int:
        """The length of a row with all columns."""
        return len(self.matched_nodes.fields) + len(self.columns) if self.matched_nodes else 0

    def fields(
        self, kind: type[Node], columns: Sequence[Column], fields: Sequence[Field], shown: Parameter | int
    ) -> tuple[Field, ...] | None:
        """Return the fields with indices in a row, or None if the statement does not match all columns.

        `shown` is the number of nodes in the response.
        """
        matched_nodes = self.matched_nodes
        if (
            matched_nodes is None
            or kind is not matched_nodes.kind
            or not all(is_matched(each, matched_nodes.navigations) for each in columns)
        ):
            return None
        self.sizes.append(shown)
        return tuple(self._field(matched_nodes, each, columns, "") for each in fields)

    def _field(self, matched_nodes: MatchedNodes, given: Field, columns: Sequence[Column], path: str) -> Field:
        key, index, shape = given
        column = None if index == CURRENT else columns[index]
        if isinstance(column, PropertyColumn | PointColumn):
            return key, self._place(matched_nodes, (path, column)), shape
        if not isinstance(column, OneColumn) or not isinstance(shape, Object):
            return given
        beyond = f"{path}.{column.name}".removeprefix(".")
        inner = (self._field(matched_nodes, each, column.read.columns, beyond) for each in shape.fields)
        return key, CURRENT, replace(shape, fields=tuple(inner))

    def _place(self, matched_nodes: MatchedNodes, place: Place) -> int:
        if place in matched_nodes.places:
            return matched_nodes.places[place]
        if place not in self.columns:
            self.columns.append(place)
        return len(matched_nodes.fields) + self.columns.index(place)

    def few(self, number: str, parameter: Callable[[str], str]) -> str:
        """Write the condition under which the columns are returned; `number` is the expression of the row count."""
        return f"{number} <= {parameter(MOST_ROWS)}"

    def row(self, row: str, condition: str, variable: str, navigations: Mapping[str, str]) -> str:
        """Write the list of a row, extended by the columns if the condition is true.

        `navigations` gives the variable at the end of each navigation. Raises a `TypeError` if the navigations differ
        from the declared ones.
        """
        if not self.columns:
            return row
        if self.matched_nodes is None or {*navigations} != {*self.matched_nodes.navigations}:
            msg = f"the statement matches the navigations {', '.join(navigations)}, which differ from the declared ones"
            raise TypeError(msg)
        variables = {"": variable, **navigations}
        columns = ", ".join(matched(variables[path], column) for path, column in self.columns)
        # concatenating two lists is slower than writing one
        return f"CASE WHEN {condition} THEN {row.removesuffix(']')}, {columns}] ELSE {row} END"

    def extracted(self, rows: Sequence[list[Any]], statement_row: type[tuple[Any, ...]]) -> dict[str, list[Any]]:
        """Remove the columns from the rows of a statement, and return the rows that have them by the id of the node.

        If a node has several rows, the first is returned.
        """
        if self.matched_nodes is None:
            return {}
        names: tuple[str, ...] = statement_row._fields  # type: ignore[attr-defined] # every named tuple has it
        listed, fields, identifier = (
            names.index(self.matched_nodes.field),
            self.matched_nodes.fields,
            self.matched_nodes.fields.index("id"),
        )
        found: dict[str, list[Any]] = {}
        width = self.width
        for row in rows:
            # reversed, so that the first row of a node overwrites the others
            found |= {each[identifier]: each for each in reversed(row[listed]) if len(each) == width}
            if self.columns:
                row[listed] = [each[: len(fields)] for each in row[listed]]
        return found
