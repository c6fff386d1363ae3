"""Selections: the only module that reads operations with graphql-core.

It returns the selected fields of a type, merged and with directives applied, and their arguments, in which slots
replace variables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from graphql import (
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values

from resolvers.requests.errors import PathPart, RequestError

INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True)
class SelectedField:
    """One response key: its field, its arguments (with slots for variables) and its merged selections."""

    key: str
    name: str
    field: GraphQLField | None
    arguments: Mapping[str, Any]
    details: list[FieldDetails]
    path: tuple[PathPart, ...]


@dataclass(frozen=True)
class Selection:
    """An operation with slots in place of the values of its variables."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    slots: Mapping[str, object]

    def roots(self) -> list[SelectedField]:
        """Return the root fields in the order of the response."""
        query = self.schema.query_type
        if query is None:
            return []
        with refusing(()):
            fields = collect_fields(self.schema, self._fragments(), self._variables(), query, self.operation)
        return [self._selected(query, key, details, ()) for key, details in fields.grouped_field_set.items()]

    def fields(self, type_: GraphQLObjectType, parent: SelectedField) -> list[SelectedField]:
        """Return the selected fields of an object of `type_` under the field `parent`."""
        with refusing(parent.path):
            fields = collect_subfields(
                self.schema, self._fragments(), self._variables(), self.operation, type_, parent.details
            )
        return [self._selected(type_, key, details, parent.path) for key, details in fields.grouped_field_set.items()]

    def _selected(
        self, type_: GraphQLObjectType, key: str, details: list[FieldDetails], above: tuple[PathPart, ...]
    ) -> SelectedField:
        node = details[0].node
        name = node.name.value
        field = type_.fields.get(name)
        with refusing((*above, key)):
            arguments = get_argument_values(field, node, self._variables()) if field and field.args else {}
        return SelectedField(key, name, field, arguments, details, (*above, key))

    def _variables(self) -> VariableValues:
        # the sources of the values are not used
        return VariableValues({}, dict(self.slots))

    def _fragments(self) -> dict[str, FragmentDetails]:
        return {name: FragmentDetails(definition) for name, definition in self.fragments.items()}


@contextmanager
def refusing(path: Sequence[PathPart]) -> Iterator[None]:
    """Return a context that converts errors of graphql-core to `RequestError`.

    Validation does not report a null in a variable with a default if the schema requires a value there.
    """
    try:
        yield
    except GraphQLError as error:
        raise RequestError("BAD_USER_INPUT", error.message, path) from error
