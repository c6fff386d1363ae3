"""Resolved type annotations of the attributes, properties and methods of Python classes."""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

Held = Any  # an annotation: a class, a generic alias or a union; Python has no common type for them


def file_of(held: Held) -> str:
    """Return the file of a class, relative to the project, for messages."""
    module = sys.modules.get(getattr(origin_class(held), "__module__", ""))
    return "/".join(Path(module.__file__).parts[-3:]) if module and module.__file__ else "no file"


def name_of(held: Held) -> str:
    """Return the name of a type for messages."""
    return held.__name__ if isinstance(held, type) and origin_of(held) is None else str(held).replace("typing.", "")


def origin_of(held: Held) -> Any:
    """Return the class or special form of an alias, or None for any other type."""
    return get_origin(held)


def origin_class(held: Held) -> Held:
    """Return the class of a generic alias."""
    return origin_of(held) or held


def options(held: Held) -> list[Held]:
    """Return the members of a union, or the type itself."""
    if origin_of(held) is Annotated:
        return options(get_args(held)[0])
    if origin_of(held) in (Union, types.UnionType):
        return [each for member in get_args(held) for each in options(member)]
    return [held]


def without_none(held: Held) -> tuple[list[Held], bool]:
    """Return the members of a type except None, and whether None is a member."""
    every = options(held)
    rest = [each for each in every if each is not types.NoneType]
    return rest, len(rest) < len(every)


def item_of(held: Held) -> Held | None:
    """Return the item type of a sequence, or None if the type is not a sequence."""
    origin, arguments = origin_of(held), get_args(held)
    if not isinstance(origin, type) or not issubclass(origin, Sequence) or not arguments:
        return None
    same = origin is not tuple or (len(arguments) == 2 and arguments[1] is Ellipsis)  # tuple[X, ...]
    return arguments[0] if same else None


def attribute(held: Held, name: str) -> Held | None:
    """Return the type of an attribute or property, or the return type of a method; None if the class has neither."""
    cls = origin_class(held)
    hints = get_type_hints(cls)
    if name in hints:
        return filled(hints[name], held)
    function = function_of(cls, name)
    return None if function is None else filled(get_type_hints(function).get("return", Any), held)


def function_of(cls: type, name: str) -> Callable[..., object] | None:
    """Return the function of a property, a cached property or a method of a class, or None."""
    found = inspect.getattr_static(cls, name, None)
    match found:
        case property():
            return found.fget
        case cached_property():
            return found.func
        case types.FunctionType():
            return found
    return None


def parameters_of(held: Held, name: str) -> frozenset[str]:
    """Return the names of the parameters of a method; an empty set for any other attribute."""
    found = inspect.getattr_static(origin_class(held), name, None)
    if not isinstance(found, types.FunctionType):
        return frozenset()
    return frozenset(inspect.signature(found).parameters) - {"self"}


def filled(hint: Held, held: Held) -> Held:
    """Return an annotation of a generic class with the type variables replaced by the arguments of its alias."""
    values = arguments_of(held)
    if isinstance(hint, TypeVar):
        return values.get(hint, hint)
    inside = getattr(hint, "__parameters__", ())
    return hint[tuple(values.get(each, each) for each in inside)] if inside and values else hint


def arguments_of(held: Held) -> dict[TypeVar, Held]:
    """Return the arguments of an alias and of the generic bases of a class by type variable."""
    cls = origin_class(held)
    own = dict(zip(getattr(cls, "__parameters__", ()), get_args(held), strict=False))
    inherited: dict[TypeVar, Held] = {}
    for base in vars(cls).get("__orig_bases__", ()):
        inherited |= arguments_of(base)
    return inherited | own
