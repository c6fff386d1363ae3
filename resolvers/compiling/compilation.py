"""The state of the compilation of one operation, which all parts of the compiler share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graphql import GraphQLObjectType

from graph_model.declarations import ID, Node, kinds
from graph_model.read_tree import PropertyColumn, Read, Variants
from resolvers.compiling.anchors import Anchors
from resolvers.compiling.computed_field import ComputedFields
from resolvers.compiling.rows import Fields, Row
from resolvers.compiling.selection import SelectedField, Selection
from resolvers.compiling.shapes import Object, Variant
from resolvers.requests.cost import Weight

# lists also in statements that sort the rows of a page; lists only in other statements; no lists
ListUse = Literal["next to rows", "alone", "none"]
SMALLER: Mapping[ListUse, ListUse] = {"next to rows": "alone", "alone": "none"}


@dataclass
class Compilation(ABC):
    """The compilation of one operation.

    `variables` are the values of one request of the compiled shape. They are read only where the text depends on them.
    """

    selection: Selection
    computed: ComputedFields
    variables: Mapping[str, object]
    # the choice of the start of each statement
    anchors: Anchors = field(default_factory=Anchors)
    # the selected fields whose values are hidden from all users, with the reason of each
    withheld: dict[str, str] = field(default_factory=dict)
    # whether every row of a list begins with its id, so that a warning can name a row with a missing value
    with_ids: bool = False
    # `lists`: the permitted lists of all nodes that pass a filter; `large_lists`: whether the current statement holds a
    # list that takes much memory while the rows of its page are sorted
    lists: ListUse = "next to rows"
    large_lists: bool = False

    def row(self) -> Row:
        """Return a new row for a stored node."""
        return Row([PropertyColumn(ID)] if self.with_ids else [])

    def identity(self, *steps: int) -> tuple[int, ...] | None:
        """Return the indices from an item of a list to its id, with `steps` leading to the row; None without ids."""
        return (*steps, 0) if self.with_ids else None

    @abstractmethod
    def fill(self, row: Row, type_: GraphQLObjectType, parent: SelectedField, may_compute: bool) -> Row:
        """Add to `row` the columns and fields of all selected fields of a stored type."""

    @abstractmethod
    def variants(self, requested: SelectedField, only: frozenset[type[Node]] | None = None) -> VariantRows:
        """Return a row for each stored type of an interface or a union, restricted to the kinds `only`."""


@dataclass
class VariantRows:
    """The rows for the types of an interface or a union, filled by one or more selections.

    Computed fields are not supported here, since a list of nodes of different kinds has no place for their arrays.
    """

    compiler: Compilation
    rows: dict[str, tuple[GraphQLObjectType, Row]]

    def select(self, requested: SelectedField) -> dict[str, Fields]:
        """Add the columns of one selection, and return its fields by type."""
        return {name: self._select(type_, row, requested) for name, (type_, row) in self.rows.items()}

    def _select(self, type_: GraphQLObjectType, row: Row, requested: SelectedField) -> Fields:
        self.compiler.fill(row, type_, requested, may_compute=False)
        fields, row.fields = row.fields, []
        return fields

    def shape(self, fields: dict[str, Fields], nullable: bool, width: int | None = None) -> Variant:
        """Return the shape of one selection after all were added; `width` overrides the number of columns."""
        widths = {name: len(row.columns) if width is None else width for name, (_, row) in self.rows.items()}
        named = ((name, Object(tuple(fields[name]), widths[name], False)) for name in self.rows)
        return Variant(tuple(named), nullable)

    def reads(self) -> Variants:
        """Return the reads of the statement, one for each type."""
        return Variants(tuple(Read(kinds()[name], tuple(row.columns)) for name, (_, row) in self.rows.items()))

    def weights(self) -> tuple[Weight, ...]:
        """Return the weights below a node, of all types."""
        return tuple(weight for _, row in self.rows.values() for weight in row.weights)
