"""Rows during the compilation: their columns, the fields that read the columns, and the computed fields below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLObjectType, get_named_type, get_nullable_type, is_list_type, is_non_null_type

from graph_model.read_tree import Column
from resolvers.compiling.computed_field import ComputedField
from resolvers.compiling.fetched_columns import Nodes
from resolvers.compiling.selection import SelectedField
from resolvers.compiling.shapes import Object, Shape
from resolvers.requests.cost import Weight

# in the path to a computed field: every row of the current list
EACH = -1

Fields = list[tuple[str, int, Shape]]


@dataclass(frozen=True, eq=False)
class Use:
    """A computed field in an operation; `path` is the path of indices (`EACH`: every row) to its arrays.

    `weights` are the weights of its value. They and the selection of `nodes`, the nodes returned by its statement, are
    complete after the compilation of the whole operation.
    """

    path: tuple[int, ...]
    computed: ComputedField[Any, Any]
    requested: SelectedField
    nodes: Nodes
    weights: list[Weight] = field(default_factory=list)

    def below(self, *steps: int) -> Use:
        """Return the same field with the steps before its path."""
        return Use((*steps, *self.path), self.computed, self.requested, self.nodes, self.weights)


@dataclass
class Row:
    """The columns of one row, the fields that read them, and the computed fields and weights below."""

    columns: list[Column] = field(default_factory=list)
    fields: Fields = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)

    def place(self, column: Column) -> int:
        """Return the index of a column, which is added unless an equal column exists."""
        if column not in self.columns:
            self.columns.append(column)
        return self.columns.index(column)

    def object(self, nullable: bool) -> Object:
        """Return the shape of the row after all its columns were added."""
        return Object(tuple(self.fields), len(self.columns), nullable)


def may_be_null(requested: SelectedField) -> bool:
    """Return whether the field is nullable in the schema."""
    return requested.field is None or not is_non_null_type(requested.field.type)


def is_list(requested: SelectedField) -> bool:
    """Return whether the field is a list."""
    return requested.field is not None and is_list_type(get_nullable_type(requested.field.type))


def object_type(requested: SelectedField) -> GraphQLObjectType:
    """Return the object type inside the type of the field. Raises a `TypeError` for other types."""
    named: Any = get_named_type(requested.field.type) if requested.field else None
    if not isinstance(named, GraphQLObjectType):
        msg = f"{requested.name} is not an object"
        raise TypeError(msg)
    return named


def inner(requested: SelectedField, name: str) -> SelectedField:
    """Return the field `name` of the object of a field, without a selection."""
    return SelectedField(name, name, object_type(requested).fields[name], {}, [], requested.path)
