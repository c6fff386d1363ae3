"""The compilation of one operation: what all parts of the compiler know of it."""

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

# lists next to the rows of a page that is sorted; only lists that no rows are sorted next to; no lists
ListUse = Literal["next to rows", "alone", "none"]
SMALLER: Mapping[ListUse, ListUse] = {"next to rows": "alone", "alone": "none"}


@dataclass
class Compilation(ABC):
    """The compilation of one operation.

    `variables` are the values of one request of the shape that is compiled, needed only where they decide the text.
    """

    selection: Selection
    computed: ComputedFields
    variables: Mapping[str, object]
    # where statements start
    anchors: Anchors = field(default_factory=Anchors)
    # selected fields whose values are hidden from all users, each with the reason
    withheld: dict[str, str] = field(default_factory=dict)
    # whether every row of a list begins with its id, so that a row that lacks a value can be named
    with_ids: bool = False
    # which lists of all nodes that pass a filter a statement may hold, and whether the one that is being compiled holds
    # a list that takes much memory next to the rows of its page
    lists: ListUse = "next to rows"
    large_lists: bool = False

    def row(self) -> Row:
        """A new row about a stored node."""
        return Row([PropertyColumn(ID)] if self.with_ids else [])

    def identity(self, *steps: int) -> tuple[int, ...] | None:
        """The way from an item of a list to its id, over the row to which `steps` lead; None where rows have none."""
        return (*steps, 0) if self.with_ids else None

    @abstractmethod
    def fill(self, row: Row, type_: GraphQLObjectType, parent: SelectedField, may_compute: bool) -> Row:
        """Add to `row` the columns and fields of everything that is asked of a stored type."""

    @abstractmethod
    def variants(self, asked: SelectedField, only: frozenset[type[Node]] | None = None) -> VariantRows:
        """Return a row for each stored type of an interface or a union (`only` these kinds)."""


@dataclass
class VariantRows:
    """Rows for the types of an interface or a union, filled by one or more selections.

    Computed fields are not among them: a list of unlike nodes has no place for their arrays.
    """

    compiler: Compilation
    rows: dict[str, tuple[GraphQLObjectType, Row]]

    def select(self, asked: SelectedField) -> dict[str, Fields]:
        """Add the columns of one selection; answers with its fields by type."""
        return {name: self._select(type_, row, asked) for name, (type_, row) in self.rows.items()}

    def _select(self, type_: GraphQLObjectType, row: Row, asked: SelectedField) -> Fields:
        self.compiler.fill(row, type_, asked, may_compute=False)
        fields, row.fields = row.fields, []
        return fields

    def shape(self, fields: dict[str, Fields], nullable: bool, width: int | None = None) -> Variant:
        """The shape of one selection, once all of them are in; `width` where the rows do not come from the reads."""
        widths = {name: len(row.columns) if width is None else width for name, (_, row) in self.rows.items()}
        named = ((name, Object(tuple(fields[name]), widths[name], False)) for name in self.rows)
        return Variant(tuple(named), nullable)

    def reads(self) -> Variants:
        """What the statement reads for each type."""
        return Variants(tuple(Read(kinds()[name], tuple(row.columns)) for name, (_, row) in self.rows.items()))

    def weights(self) -> tuple[Weight, ...]:
        """Return the weights below a node of any of the types."""
        return tuple(weight for _, row in self.rows.values() for weight in row.weights)
