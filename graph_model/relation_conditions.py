"""The properties of relations by which lists can be filtered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from graph_model.declarations import Navigation, Node, Relation
from graph_model.kinds.personal import Personal, is_personal
from graph_model.model import kinds
from graph_model.properties import Property


@cache
def relations_to(target: type[Node]) -> tuple[type[Relation], ...]:
    """Return the relations with properties over which lists of a kind are reached, each once."""
    return tuple(dict.fromkeys(each.edge for _, each in _lists_of(target) if each.edge is not None))


@cache
def conditions_on_relations(target: type[Node]) -> Mapping[str, Property]:
    """Return the properties of all these relations that can be compared, by name.

    A property has one type in the filter of a kind. If relations differ in the type, the relations of people yield.
    """
    found: dict[str, Property] = {}
    for owner, navigation in sorted(_lists_of(target), key=lambda each: personal(*each)):
        for name, each in _comparable(owner, navigation).items():
            found.setdefault(name, each)
    return found


def conditions_on(owner: type[Node], navigation: Navigation) -> Mapping[str, Property]:
    """Return the properties of the relation of a navigation from `owner` by which its list can be filtered."""
    common = conditions_on_relations(navigation.kind)
    own = _comparable(owner, navigation)
    return {name: each for name, each in own.items() if common[name].type is each.type}


def personal(owner: type[Node], navigation: Navigation) -> bool:
    """Return whether a navigation leads from or to people or records about them."""
    return issubclass(owner, Personal) or is_personal(navigation)


def _comparable(owner: type[Node], navigation: Navigation) -> dict[str, Property]:
    """Return the properties of a relation; without the days of people, which could identify them."""
    if not navigation.many or navigation.edge is None:
        return {}
    own = navigation.edge.own_properties().items()
    return {name: each for name, each in own if not (each.type is date and personal(owner, navigation))}


def _lists_of(target: type[Node]) -> Iterator[tuple[type[Node], Navigation]]:
    for owner in kinds().values():
        for navigation in owner.navigations().values():
            if navigation.many and navigation.kind is target and navigation.edge is not None:
                yield owner, navigation
