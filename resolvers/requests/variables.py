"""Variables: the division of their values into the shape of a statement and the values of its parameters.

A compiled plan is used for every request whose variables have the same shape. The compiler therefore reads only the
structure of the variables: filters, orders, flags, and kinds of ids. Each value that becomes a parameter is replaced
by a `Slot`, which is the path of the value among the variables of a request.
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
    """The path of a value among the variables: the variable's name, then keys and indices."""

    path: tuple[str | int, ...]

    def value(self, variables: Mapping[str, object]) -> object:
        """Return the value of the slot in a request."""
        found: Any = variables
        for part in self.path:
            found = found[part]
        return found


def filled(template: object, variables: Mapping[str, object]) -> object:
    """Return the template with every slot replaced by its value."""
    if isinstance(template, Slot):
        return template.value(variables)
    if isinstance(template, list):
        return [filled(each, variables) for each in template]
    if isinstance(template, dict):
        return {key: filled(each, variables) for key, each in template.items()}
    return template


def is_structural(type_: GraphQLInputType) -> bool:
    """Return whether the text of a statement depends on the value: flags, fields and directions of an order."""
    marked = isinstance(type_, GraphQLEnumType) and STRUCTURAL in type_.extensions
    return type_ is GraphQLBoolean or marked


def shaper_of(type_: GraphQLInputType) -> Shaper:
    """Return the function that maps a coerced value of the type to its shape."""
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
    """Return the shape of a plain value: whether it is null."""
    return value is None


def kind_named(identifier: object) -> Hashable:
    """Return the shape of a global id: its kind."""
    return kind_of_id(str(identifier))


def _object_shaper(type_: GraphQLInputObjectType) -> Shaper:
    shapers: dict[str, Shaper] = {}

    def shape(value: object) -> Hashable:
        if not isinstance(value, dict):
            return None
        return tuple((key, _lazily(shapers, type_, key)(each)) for key, each in value.items())

    return shape


def _lazily(shapers: dict[str, Shaper], type_: GraphQLInputObjectType, key: str) -> Shaper:
    # input types can be recursive, so each shaper is made at its first use
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
    """Return the value with a slot in place of each value that becomes a parameter."""
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
