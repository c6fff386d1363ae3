"""The state of a stored node: complete, incomplete or withdrawn.

The label gives the state, so that lists read only complete nodes. A complete node has the label of its kind. A node
that lacks a required value or end has the label `Incomplete`; `lacks` contains the names of the missing values, and a
further property the place in the source. A node that its source withdrew has the label `Withdrawn`. A node with a
withdrawn required end has the same label, and `withdrawnWith` is the id of that end. The id of an incomplete or
withdrawn node gives its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from graph_model.declarations import Navigation, Node, kinds

INCOMPLETE, WITHDRAWN = "Incomplete", "Withdrawn"
STATES = (INCOMPLETE, WITHDRAWN)
# the properties that a state adds; sources do not contain them
LACKS, ORIGIN, WITHDRAWN_WITH = "lacks", "told", "withdrawnWith"


def in_any_state(kind: str) -> str:
    """Return the labels of the nodes of a kind in any state. For other states, the id gives the kind."""
    return "|".join((kind, *STATES))


def or_withdrawn(kind: str) -> str:
    """Return the labels of complete and withdrawn nodes of a kind. For withdrawn nodes, the id gives the kind."""
    return f"{kind}|{WITHDRAWN}"


def of_kind(variable: str, kind: str) -> str:
    """Return the Cypher condition that a node in any state is of a kind."""
    return f"({variable}:{kind} OR {variable}.id STARTS WITH '{kind}:')"


def withdrawn_by_source(variable: str) -> str:
    """Return the Cypher condition that a node was withdrawn by its source, and not together with another node."""
    return f"({variable}.removedOn IS NOT NULL AND {variable}.{WITHDRAWN_WITH} IS NULL)"


@cache
def required_navigations(kind: type[Node]) -> tuple[Navigation, ...]:
    """Return the required navigations over one relation."""
    return tuple(
        navigation for navigation in kind.navigations().values() if navigation.required and len(navigation.hops) == 1
    )


@cache
def requirements() -> Mapping[tuple[str, str, str], tuple[str, ...]]:
    """Return the sides (`start`, `end`) that require a relation, by the labels of its ends and its type."""
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for name, kind in kinds().items():
        for navigation in required_navigations(kind):
            hop = navigation.hops[0]
            start, end, side = (hop.kind, name, "end") if hop.direction == "in" else (name, hop.kind, "start")
            pattern = (start, hop.relation.type, end)
            found[pattern] = (*found.get(pattern, ()), side)
    return found


@cache
def order_of_kinds() -> tuple[str, ...]:
    """Return the kinds in dependency order: each follows the kinds that it requires.

    Raises:
        ValueError: Kinds require each other.
    """
    ordered: list[str] = []

    def enter(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            msg = f"{' requires '.join((*above, name))}: such nodes could never be complete"
            raise ValueError(msg)
        for navigation in required_navigations(kinds()[name]):
            enter(navigation.kind.__name__, (*above, name))
        if name not in ordered:
            ordered.append(name)

    for name in kinds():
        enter(name, ())
    return tuple(ordered)


def requiring(start: str, relation: str, end: str) -> Iterator[tuple[str, str]]:
    """Yield the sides of a pattern that require it, each with the kind of that side."""
    for side in requirements().get((start, relation, end), ()):
        yield side, start if side == "start" else end
