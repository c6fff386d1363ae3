"""Positions of organisations in a network: degree, betweenness, PageRank and community, computed by igraph.

The network has one undirected, unweighted edge for each pair of linked organisations. The kinds and the number of links
make no difference. Sources:

- betweenness: Freeman (1977, "A set of measures of centrality based on betweenness", Sociometry 40(1)), not normalised:
  the number of pairs of other organisations whose shortest paths run through the organisation, where a pair with
  several shortest paths counts with the share of those paths;
- PageRank: Brin and Page (1998, "The anatomy of a large-scale hypertextual web search engine", Computer Networks 30);
- community: Leiden, maximising modularity: Traag, Waltman and van Eck (2019, "From Louvain to Leiden: guaranteeing
  well-connected communities", Scientific Reports 9, 5233).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from analysis.answers import Method

if TYPE_CHECKING:
    from igraph import Graph

DAMPING, RESOLUTION, SEED = 0.85, 1.0, 20
REFERENCE = "Freeman (1977); Brin and Page (1998); Traag, Waltman and van Eck (2019). See docs/methods.md."
METHOD = Method(
    "positions in the ego network",
    "1",
    {
        "network": "nodes and links of this answer, undirected, unweighted",
        "betweenness": "not normalised",
        "pageRankDamping": DAMPING,
        "community": "Leiden, modularity",
        "resolution": RESOLUTION,
        "seed": SEED,
    },
    REFERENCE,
)


class Positions(NamedTuple):
    """The figures of n organisations: four lists. Communities are numbered from 1, the largest first."""

    degrees: list[int]
    betweenness: list[float]
    page_ranks: list[float]
    communities: list[int]


def positions_of(size: int, pairs: Sequence[tuple[int, int]]) -> Positions:
    """Return the figures of `size` organisations, linked by pairs of their indices; repeated pairs count once."""
    # igraph takes longer to import than a network to be computed, and only this function needs it
    from igraph import Graph

    graph = Graph(size, sorted({(min(pair), max(pair)) for pair in pairs}))
    return Positions(
        degrees=graph.degree(),
        betweenness=graph.betweenness(directed=False),
        page_ranks=graph.pagerank(directed=False, damping=DAMPING),
        communities=communities_of(graph),
    )


def communities_of(graph: Graph) -> list[int]:
    """Return the number of the community of each organisation; equal sizes are ordered by the first member."""
    from igraph import set_random_number_generator

    set_random_number_generator(random.Random(SEED))  # noqa: S311 # a repeatable result, no secret
    try:
        found = graph.community_leiden(objective_function="modularity", resolution=RESOLUTION, n_iterations=-1)
    finally:
        set_random_number_generator(random)
    groups = sorted(found, key=lambda members: (-len(members), members[0]))
    numbers = {member: number for number, members in enumerate(groups, 1) for member in members}
    return [numbers[each] for each in range(graph.vcount())]
