"""The check of computed fields against the schema: arguments, results, and the fields of result classes."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
)
from pydantic.alias_generators import to_snake

from graph_model.declarations import kinds
from resolvers.compiling.computed_field import ComputedField, ComputedFields
from schema.held import Held, attribute, file_of, item_of, name_of, origin_class, parameters_of, without_none

# the Python types that are serialised as each scalar
SCALARS: Mapping[str, tuple[type, ...]] = {
    "String": (str,),
    "ID": (str,),
    "Int": (int,),
    "Float": (float, int),
    "Boolean": (bool,),
    "Date": (date,),
    "DateTime": (datetime,),
    "JSON": (Mapping, str, int, float, list),
}
Pair = tuple[str, Held]


def computed_mismatches(built: GraphQLSchema, computed: ComputedFields) -> Iterator[str]:
    """Yield a message for each mismatch between the computed fields and the schema."""
    for each in computed:
        type_ = built.type_map.get(each.type_name)
        promised = type_.fields.get(each.field_name) if isinstance(type_, GraphQLObjectType) else None
        if promised is None:
            yield f"{each.name} is computed, but the schema does not declare it"
            continue
        yield from argument_mismatches(each, promised)
        yield from Comparing().mismatches(each.name, promised.type, result_of(each))


def argument_mismatches(computed: ComputedField[Any, Any], promised: GraphQLField) -> Iterator[str]:
    """Yield a message for each argument that exists only in the schema or only in the computed field."""
    cls = get_type_hints(computed.arguments).get("return")
    if not isinstance(cls, type) or not is_dataclass(cls):
        yield f"{computed.name}: the arguments must be a dataclass, not {name_of(cls)}"
        return
    accepted = {each.name.rstrip("_") for each in fields(cls)}
    for name in promised.args:
        if name not in computed.filtered and to_snake(name) not in accepted:
            place = f"{cls.__name__} ({file_of(cls)})"
            yield f"{computed.name}: the argument {name} is declared, but {place} has no field for it"
    for name in (*computed.filtered, *computed.sent):
        if name not in promised.args:
            yield f"{computed.name} reads the argument {name}, which is not declared"


def result_of(computed: ComputedField[Any, Any]) -> Held:
    """Return the result type of the function of a computed field."""
    held = get_type_hints(computed.compute).get("return", Any)
    return get_args(held)[2] if get_origin(held) is Generator else held


class Comparing:
    """A comparison of types of the schema with Python types. Each pair of types is compared once."""

    def __init__(self) -> None:
        self._checked: set[Pair] = set()

    def mismatches(self, where: str, promised: GraphQLOutputType, held: Held) -> Iterator[str]:
        """Yield a message for each difference between the type in the schema and the Python type."""
        members, nullable = without_none(held)
        if isinstance(promised, GraphQLNonNull):
            if nullable:
                yield f"{where} is declared as non-null, but {name_of(held)} can be None"
            promised = promised.of_type
        for each in members:
            yield from self._one(where, promised, each)

    def _one(self, where: str, promised: Any, held: Held) -> Iterator[str]:
        if isinstance(promised, GraphQLList):
            yield from self._many(where, promised, held)
        elif isinstance(promised, GraphQLScalarType | GraphQLEnumType):
            if not is_leaf_of(promised, held):
                yield f"{where} is declared as {promised}, but is {name_of(held)}"
        elif is_abstract_type(promised) or promised.name in kinds():
            if held is not str:
                yield f"{where} is declared as {promised}, which requires a global id (str), but is {name_of(held)}"
        elif connects_stored(promised):
            if item_of(held) is not str:
                yield f"{where} is declared as {promised}, which requires a list of global ids, but is {name_of(held)}"
        else:
            yield from self._object(where, promised, held)

    def _many(self, where: str, promised: GraphQLList[Any], held: Held) -> Iterator[str]:
        item = item_of(held)
        if item is None:
            yield f"{where} is declared as {promised}, but is {name_of(held)}"
        else:
            yield from self.mismatches(where, promised.of_type, item)

    def _object(self, where: str, promised: GraphQLObjectType, held: Held) -> Iterator[str]:
        if not isinstance(origin_class(held), type) or held in (Any, object, str, int, float, bool, dict):
            yield f"{where} is declared as {promised}, but is {name_of(held)}"
            return
        if (promised.name, held) in self._checked:
            return
        self._checked.add((promised.name, held))
        for name, field in promised.fields.items():
            yield from self._field(promised.name, name, field, held)

    def _field(self, type_name: str, name: str, field: GraphQLField, held: Held) -> Iterator[str]:
        found = attribute(held, to_snake(name))
        place = f"{name_of(held)} ({file_of(held)})"
        if found is None:
            yield f"{type_name}.{name} is declared, but {place} has no {to_snake(name)}"
            return
        if not connects_stored(get_named_type(field.type)):
            accepted = parameters_of(held, to_snake(name))
            for argument in field.args:
                if to_snake(argument) not in accepted:
                    yield f"{type_name}.{name}: the argument {argument} is declared, but {place} does not accept it"
        yield from self.mismatches(f"{type_name}.{name}", field.type, found)


def is_leaf_of(promised: GraphQLScalarType | GraphQLEnumType, held: Held) -> bool:
    """Return whether values of a Python type are valid values of a scalar or an enumeration."""
    cls = origin_class(held)
    if not isinstance(cls, type):
        return False
    if isinstance(promised, GraphQLEnumType):
        return cls is str or (issubclass(cls, Enum) and {each.name for each in cls} <= set(promised.values))
    known = SCALARS.get(promised.name, ())
    return issubclass(cls, known) and not (issubclass(cls, bool) and promised.name != "Boolean")


def connects_stored(promised: object) -> bool:
    """Return whether a type is a connection over a stored type."""
    if not isinstance(promised, GraphQLObjectType) or "pageInfo" not in promised.fields:
        return False
    return get_named_type(promised.fields["nodes"].type).name in kinds()
