"""Truth values by which nodes can be filtered although they are not stored: other values and the day decide them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from pydantic.alias_generators import to_camel

from graph_model.declarations import Filter, Node, Parameter
from graph_model.properties import Declared, Property, Stored

# a function that returns the parameter of a value that is computed from the day of a request
OfDay = Callable[[Callable[[date], object]], Parameter]


@dataclass(frozen=True)
class Filters:
    """The filter of the nodes for which a value is true, and of those for which it is false.

    The value is unknown for the nodes that pass neither.
    """

    holds: Filter
    fails: Filter


@dataclass(frozen=True)
class UnnamedDecision(Declared):
    """A decided value before it has a name; `decided_values` names it after the attribute that declares it."""

    filters: Callable[[type[Node], OfDay], Filters]


@dataclass(frozen=True)
class DecidedValue(Property):
    """A decided value of a kind, as a property that is not stored, with the function that returns its filters."""

    filters: Callable[[OfDay], Filters]


@cache
def decided_values(kind: type[Node]) -> dict[str, DecidedValue]:
    """Return the decided values of a kind by camelCase name."""
    declared = {
        to_camel(name): unnamed
        for base in reversed(kind.__mro__)
        for name, unnamed in vars(base).items()
        if isinstance(unnamed, UnnamedDecision)
    }
    return {
        name: DecidedValue(name, bool, nullable=True, many=False, stored=Stored(), filters=partial(each.filters, kind))
        for name, each in declared.items()
    }
