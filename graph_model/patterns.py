"""Patterns: every declared relation with the kinds of its start and end nodes."""

from collections.abc import Iterator

from graph_model.declarations import Node, Relation
from graph_model.model import kinds

Pattern = tuple[str, type[Relation], str]


def patterns() -> tuple[Pattern, ...]:
    """Return every declared relation with the kinds of its start and end nodes."""
    return tuple(dict.fromkeys(each for kind in kinds().values() for each in _patterns_from(kind)))


def _patterns_from(kind: type[Node]) -> Iterator[Pattern]:
    for navigation in kind.navigations().values():
        start = kind.__name__
        for hop in navigation.hops if navigation.keys is None else ():
            if hop.direction in ("out", "both"):
                yield start, hop.relation, hop.kind
            if hop.direction in ("in", "both"):
                yield hop.kind, hop.relation, start
            start = hop.kind
