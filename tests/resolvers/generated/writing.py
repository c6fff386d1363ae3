"""The state of a generated operation: its variables, its fragments, and its random choices."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from graphql import GraphQLInputType, is_non_null_type
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.resolvers.naive.tables import Tables

Value = TypeVar("Value")


class Draw(Protocol):
    """A function that draws a value from a strategy."""

    def __call__(self, strategy: SearchStrategy[Value]) -> Value:
        """Return a value of the strategy."""
        ...


class Name(str):
    """A value of an enumeration, written without quotation marks."""

    __slots__ = ()


@dataclass(frozen=True)
class Variable:
    """A variable in place of a value."""

    name: str


def literal(value: Any) -> str:
    """Return a value in the syntax of GraphQL."""
    match value:
        case Variable():
            return f"${value.name}"
        case Name():
            return str(value)
        case dict():
            return "{" + ", ".join(f"{key}: {literal(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@dataclass
class Writing:
    """The random choices, variables and fragments of one operation; `tables` provide the values for filters."""

    draw: Draw
    tables: Tables
    declarations: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    # fragments that can be spread again, by type and depth
    spread: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    # fields with arguments that are used somewhere without an alias
    unaliased: set[str] = field(default_factory=set)
    # inside nodes of several types, a response key must have only one meaning
    among_types: bool = False
    # inside a filter or a list that people lead to, where distances are refused
    by_people: bool = False
    _in_variable: bool = False
    _counted: int = 0

    def number(self, least: int, most: int) -> int:
        """Return an integer from `least` to `most`."""
        return self.draw(st.integers(least, most))

    def chance(self, one_in: int) -> bool:
        """Return true once in `one_in` draws; Hypothesis shrinks it to false."""
        return self.number(1, one_in) == one_in

    def pick(self, options: Sequence[Value]) -> Value:
        """Return a random option."""
        return options[self.number(0, len(options) - 1)]

    def fresh(self, prefix: str) -> str:
        """Return an unused name."""
        self._counted += 1
        return f"{prefix}{self._counted}"

    @contextmanager
    def one_of_types(self) -> Iterator[None]:
        """Mark the selection inside the context as a selection on nodes of several types."""
        before, self.among_types = self.among_types, True
        yield
        self.among_types = before

    @contextmanager
    def led_by_people(self, by_people: bool) -> Iterator[None]:
        """Mark the filters and orders inside the context as reached by way of people, if they are."""
        before, self.by_people = self.by_people, self.by_people or by_people
        yield
        self.by_people = before

    def given(self, type_: GraphQLInputType | str, make: Callable[[], Any]) -> Any:
        """Return a value as a literal or in a new variable."""
        if self._in_variable or not self.chance(3):
            return make()
        self._in_variable = True
        value = make()
        self._in_variable = False
        return self.declared(str(type_), value)

    def declared(self, type_: str, value: Any) -> Variable:
        """Return a new variable with the value: sent, omitted for its default, or sent in place of the default."""
        name = self.fresh("v")
        text = type_ if type_.endswith("!") or value is None or not self.chance(3) else f"{type_}!"
        default = f" = {literal(value)}" if self.chance(3) else ""
        self.declarations.append(f"${name}: {text}{default}")
        if not default or self.chance(2):
            self.variables[name] = value
        return Variable(name)

    def nothing(self, type_: GraphQLInputType) -> Any:
        """Return null for a nullable argument: as a literal, or as a variable that is null or not sent."""
        if is_non_null_type(type_) or self.chance(2):
            return None
        name = self.fresh("v")
        self.declarations.append(f"${name}: {type_}")
        if self.chance(2):
            self.variables[name] = None
        return Variable(name)

    def flag(self) -> Any:
        """Return a Boolean for a directive."""
        value = self.number(0, 2) > 0
        return self.declared("Boolean!", value) if self.chance(2) else value
