"""Variables: what of their values shapes a statement, and what only fills its parameters.

A compiled plan serves every request whose variables have the same shape. So the compiler sees the structure of the
variables (which filters, which orders, which flags, which kinds of ids) and, in place of each value that becomes a
parameter, a `Slot` that says where to find it in the next request.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
)

from graph_model.declarations import kind_of_id

Shaper: TypeAlias = Callable[[Any], Hashable]
STRUCTURAL = "structural"


@dataclass(frozen=True)
class Slot:
    """The place of a value among the variables: the variable's name, then keys and indices."""

    path: tuple[str | int, ...]

    def value(self, variables: Mapping[str, object]) -> object:
        """The value that the slot has in a request."""
        found: Any = variables
        for part in self.path:
            found = found[part]
        return found


def filled(template: object, variables: Mapping[str, object]) -> object:
    """The template with every slot replaced by its value."""
    if isinstance(template, Slot):
        return template.value(variables)
    if isinstance(template, list):
        return [filled(each, variables) for each in template]
    if isinstance(template, dict):
        return {key: filled(each, variables) for key, each in template.items()}
    return template


def is_structural(type_: GraphQLInputType) -> bool:
    """Whether the value itself decides the text of a statement: flags, fields and directions of an order."""
    marked = isinstance(type_, GraphQLEnumType) and STRUCTURAL in type_.extensions
    return type_ is GraphQLBoolean or marked


def shaper_of(type_: GraphQLInputType) -> Shaper:
    """A function from a coerced value of the type to its shape."""
    if isinstance(type_, GraphQLNonNull):
        return shaper_of(type_.of_type)
    if isinstance(type_, GraphQLInputObjectType):
        return _object_shaper(type_)
    if isinstance(type_, GraphQLList):
        return _list_shaper(type_.of_type)
    if is_structural(type_):
        return lambda value: value
    return kind_named if type_ is GraphQLID else is_absent


def is_absent(value: object) -> Hashable:
    """The shape of a plain value: only whether there is one."""
    return value is None


def kind_named(identifier: object) -> Hashable:
    """The shape of a global id: the kind that it names."""
    return kind_of_id(str(identifier))


def _object_shaper(type_: GraphQLInputObjectType) -> Shaper:
    shapers: dict[str, Shaper] = {}

    def shape(value: object) -> Hashable:
        if not isinstance(value, dict):
            return None
        return tuple((key, _lazily(shapers, type_, key)(each)) for key, each in value.items())

    return shape


def _lazily(shapers: dict[str, Shaper], type_: GraphQLInputObjectType, key: str) -> Shaper:
    # input types refer to themselves, so that shapers are made when first needed
    if key not in shapers:
        shapers[key] = shaper_of(type_.fields[key].type)
    return shapers[key]


def _list_shaper(item: GraphQLInputType) -> Shaper:
    inner = item.of_type if isinstance(item, GraphQLNonNull) else item
    if isinstance(inner, GraphQLInputObjectType) or is_structural(inner):
        shaper = shaper_of(inner)
        return lambda value: tuple(map(shaper, value)) if isinstance(value, list) else None
    if inner is GraphQLID:
        return lambda value: frozenset(map(kind_named, value)) if isinstance(value, list) else None
    return is_absent


def slotted(value: object, type_: GraphQLInputType, path: tuple[str | int, ...]) -> object:
    """The value with a slot in place of everything that becomes a parameter."""
    if isinstance(type_, GraphQLNonNull):
        return slotted(value, type_.of_type, path)
    if value is None or is_structural(type_):
        return value
    if isinstance(type_, GraphQLInputObjectType) and isinstance(value, dict):
        return {key: slotted(each, type_.fields[key].type, (*path, key)) for key, each in value.items()}
    if isinstance(type_, GraphQLList) and isinstance(value, list) and _has_structure(type_.of_type):
        return [slotted(each, type_.of_type, (*path, index)) for index, each in enumerate(value)]
    return Slot(path)


def _has_structure(type_: GraphQLInputType) -> bool:
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return isinstance(inner, GraphQLInputObjectType) or is_structural(inner)
