"""The records of the demo and of the reference data as a graph that tests read like stored records."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from graph_model.declarations import Node, Relation
from graph_model.links import Link
from tests.generator.countries import demo_elements, reference

Kind = TypeVar("Kind", bound=Node)
Ends = dict[str, list[tuple[str, Relation]]]


@cache
def nodes_by_id() -> dict[str, Node]:
    """Return all nodes by global id."""
    return {each.id: each for each in (*reference().nodes, *demo_elements()[0])}


def nodes_of(kind: type[Kind]) -> list[Kind]:
    """Return the nodes of a kind."""
    return [each for each in nodes_by_id().values() if isinstance(each, kind)]


@cache
def links_by_pattern() -> dict[str, Sequence[Link]]:
    """Return all links by the kinds of their ends and their type, such as `Person TOOK Attempt`."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in (*reference().links, *demo_elements()[1]):
        found[link.pattern].append(link)
    return dict(found)


@cache
def ends(pattern: str) -> Ends:
    """Return the ends of the links of a pattern with their relations, by start."""
    found: Ends = defaultdict(list)
    for link in links_by_pattern()[pattern]:
        found[link.start].append((link.end, link.relation))
    return found


@cache
def starts(pattern: str) -> Ends:
    """Return the starts of the links of a pattern with their relations, by end."""
    found: Ends = defaultdict(list)
    for link in links_by_pattern()[pattern]:
        found[link.end].append((link.start, link.relation))
    return found


def only(found: Sequence[tuple[str, Relation]]) -> str:
    """Return the single end in a list of ends."""
    [(end, _)] = found
    return end
