"""Directions of exported edges: undirected graphs, and symmetric relations in directed graphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.graph_formats.attributes import Attribute, symmetric
from exchange.table_forms import LinkTable

# both edges of a symmetric relation have the number of the relation
RELATION_ID = Attribute("relationId", "long")


@dataclass(frozen=True)
class Directions:
    """The directions of the edges of one graph.

    An undirected graph has one edge for each relation. A directed graph has two edges, one in each direction, for a
    symmetric relation. With a single edge, a centrality would depend on the order of the ids of its ends.
    """

    undirected: bool

    @classmethod
    def of(cls, links: Sequence[LinkTable], undirected: bool) -> Directions:
        """Return the directions for relations. A graph that has only symmetric relations is undirected."""
        return cls(undirected or (bool(links) and all(symmetric(each) for each in links)))

    @property
    def name(self) -> str:
        """The name of the default direction of edges in GraphML and GEXF."""
        return "undirected" if self.undirected else "directed"

    def edges(self, mutual: bool, start: str, end: str) -> tuple[tuple[str, str], ...]:
        """Return the ends of each edge of one relation, which has no direction of its own if it is `mutual`."""
        if self.undirected or start == end or not mutual:
            return ((start, end),)
        return ((start, end), (end, start))

    def remark(self, links: Sequence[LinkTable]) -> str:
        """Return a sentence on the edges of the exported relations, empty if each edge has the stored direction."""
        return self.sentence(any(symmetric(each) for each in links))

    def sentence(self, any_mutual: bool) -> str:
        """Return the sentence on the edges of a graph with or without symmetric relations."""
        if self.undirected:
            return "The graph is undirected: each relation is one edge."
        if any_mutual:
            return (
                "The graph is directed: each symmetric relation is two edges with a common relationId. "
                "Use --undirected for an undirected graph."
            )
        return ""
