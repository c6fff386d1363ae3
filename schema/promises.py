"""Decorators and field types that declare the schema.

Each type is a class, and each field has a description. Filters, orders and pages are derived from the model.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.scalars import JSON
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import UNRESOLVED, StrawberryField

from graph_model.declarations import Node
from graph_model.model import kinds
from graph_model.terms import Term

Class = TypeVar("Class", bound=type)

# the namespace of the annotations of the schema
NAMES: dict[str, Any] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "list": list,
    "date": date,
    "datetime": datetime,
    "None": None,
    "ID": strawberry.ID,
    "JSON": JSON,
}


@dataclass(frozen=True)
class Argument:
    """An argument of a field: its type as an annotation, its description and its default."""

    annotation: str
    description: str
    default: Any = strawberry.UNSET


class Promised(StrawberryField):
    """A field whose annotation is resolved when the whole schema is declared, so that types can refer to each other."""

    annotation: str = ""
    model: type[Node] | None = None
    declared_arguments: dict[str, Argument] | None = None
    all_arguments: list[StrawberryArgument] | None = None

    def __copy__(self) -> Promised:
        """Return a copy for a subclass, with the attributes of this class."""
        copy = super().__copy__()
        copy.annotation, copy.model, copy.declared_arguments = self.annotation, self.model, self.declared_arguments
        return copy

    def resolve_type(self, *, type_definition: Any = None) -> Any:
        """Return the type of the annotation, or `UNRESOLVED` while the schema is being declared."""
        del type_definition
        if not READY:
            return UNRESOLVED
        try:
            return annotated(self).resolve()
        except NameError:
            # the other type is not declared yet; Strawberry resolves the field again later
            return UNRESOLVED

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """Return the declared arguments and the arguments implied by the type."""
        if not READY:
            return []
        if self.all_arguments is None:
            every = {**(self.declared_arguments or {}), **implied_arguments(self)}
            self.all_arguments = [made(name, each) for name, each in every.items()]
        return self.all_arguments

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Ignore the value: arguments follow from the declaration."""


@dataclass(frozen=True)
class Generic:
    """Functions for fields with a generic annotation such as `Connection[Region]`: for their types and arguments."""

    type_of: Callable[[Promised], Any]
    arguments_of: Callable[[Promised], dict[str, Argument]]


GENERICS: dict[str, Generic] = {}

# not empty once every type is declared
READY: list[bool] = []


def described(description: str, **arguments: Argument) -> Any:
    """Return a declared field with its description and its own arguments."""
    field = Promised(description=description)
    field.declared_arguments = arguments or None
    return field


def optional(description: str) -> Any:
    """Return a declared field of an input type that can be omitted."""
    return Promised(description=description, default=strawberry.UNSET)


def stored(cls: Class) -> Class:
    """Register a stored type. The name of the class is the kind of the model, its docstring the description."""
    return _entered(cls, kinds()[cls.__name__], strawberry.type)


def computed(cls: Class) -> Class:
    """Register a type whose values are computed."""
    return _entered(cls, None, strawberry.type)


def request(cls: Class) -> Class:
    """Register an input type for the argument of a computed field."""
    return _entered(cls, None, strawberry.input)


def interface(cls: Class) -> Class:
    """Register an interface."""
    return _entered(cls, None, strawberry.interface)


def _entered(cls: Class, model: type[Node] | None, decorate: Any) -> Class:
    for name, annotation in cls.__annotations__.items():
        field = cls.__dict__[name]
        field.annotation, field.model, field.name = annotation, model, name
    # the fields hold the annotations now; `dataclasses` must not evaluate them
    cls.__annotations__ = dict.fromkeys(cls.__annotations__, Any)
    made_type = decorate(cls, name=cls.__name__, description=inspect.getdoc(cls))
    NAMES[cls.__name__] = made_type
    return made_type  # type: ignore[no-any-return]


def term(cls: type[Term]) -> Any:
    """Return the enumeration of a vocabulary. Each value is described by its Russian term."""
    if cls.__name__ not in NAMES:
        made_enum = strawberry.enum(cls, description=inspect.getdoc(cls))
        for value, member in zip(made_enum.__strawberry_definition__.values, cls, strict=True):  # type: ignore[attr-defined]
            value.description = member.russian
        NAMES[cls.__name__] = made_enum
    return NAMES[cls.__name__]


@cache
def evaluated(annotation: str) -> StrawberryAnnotation:
    """Return the type behind an annotation of the schema; equal annotations are evaluated once."""
    return StrawberryAnnotation(annotation, namespace=NAMES)


def annotated(field: Promised) -> StrawberryAnnotation:
    """Return the type of a field."""
    generic = generic_of(field)
    return StrawberryAnnotation(generic.type_of(field)) if generic else evaluated(field.annotation)


def implied_arguments(field: Promised) -> dict[str, Argument]:
    """Return the arguments that follow from the type of a field."""
    generic = generic_of(field)
    return generic.arguments_of(field) if generic else {}


def generic_of(field: Promised) -> Generic | None:
    """Return the `Generic` of a field with an annotation such as `Connection[Region]`, or None."""
    return GENERICS.get(field.annotation.partition("[")[0])


def made(name: str, given: Argument) -> StrawberryArgument:
    """Return an argument as a Strawberry argument."""
    annotation = evaluated(given.annotation)
    return StrawberryArgument(name, name, annotation, description=given.description, default=given.default)
