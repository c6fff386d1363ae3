"""Rows while they are compiled: columns, the fields over them, and the computed fields below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLObjectType, get_named_type, get_nullable_type, is_list_type, is_non_null_type

from graph_model.read_tree import Column
from resolvers.compiling.brought_columns import Nodes
from resolvers.compiling.computed_field import ComputedField
from resolvers.compiling.selection import SelectedField
from resolvers.compiling.shapes import Object, Shape
from resolvers.requests.cost import Weight

# in the path to a computed field: every row of the current list, or the row after the name of its kind
EACH = -1

Fields = list[tuple[str, int, Shape]]


@dataclass(frozen=True, eq=False)
class Use:
    """A computed field in an operation; `path` leads through indices (`EACH`: every row) to its arrays.

    `weights` are those of its answer, which is projected once the whole operation is known; so is what is asked of the
    `nodes` that its statement brings.
    """

    path: tuple[int, ...]
    computed: ComputedField[Any, Any]
    asked: SelectedField
    nodes: Nodes
    weights: list[Weight] = field(default_factory=list)

    def below(self, *steps: int) -> Use:
        """The same, seen from further up."""
        return Use((*steps, *self.path), self.computed, self.asked, self.nodes, self.weights)


@dataclass
class Row:
    """The columns of one row while they are gathered, the fields over them, and what hangs below."""

    columns: list[Column] = field(default_factory=list)
    fields: Fields = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)

    def place(self, column: Column) -> int:
        """Return the index of a column; equal columns share one."""
        if column not in self.columns:
            self.columns.append(column)
        return self.columns.index(column)

    def object(self, nullable: bool) -> Object:
        """The shape of the row, once all its columns are there."""
        return Object(tuple(self.fields), len(self.columns), nullable)


def may_be_null(asked: SelectedField) -> bool:
    """Whether the schema lets the field be null."""
    return asked.field is None or not is_non_null_type(asked.field.type)


def is_list(asked: SelectedField) -> bool:
    """Whether the field is a list."""
    return asked.field is not None and is_list_type(get_nullable_type(asked.field.type))


def object_type(asked: SelectedField) -> GraphQLObjectType:
    """The object type inside the field's type."""
    named: Any = get_named_type(asked.field.type) if asked.field else None
    if not isinstance(named, GraphQLObjectType):
        msg = f"{asked.name} is no object"
        raise TypeError(msg)
    return named


def inner(asked: SelectedField, name: str) -> SelectedField:
    """The field `name` of the object behind a field, with nothing selected."""
    return SelectedField(name, name, object_type(asked).fields[name], {}, [], asked.path)
