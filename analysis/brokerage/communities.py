"""Components and communities of a network."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import igraph
import numpy as np

from analysis.brokerage.pairs import Integers, LinkedPairs


class Parts(NamedTuple):
    """A division of the nodes of a network: the part of each node [n] and the sizes of the parts, largest first.

    The largest part is 0. Of equally large parts, the one with the first node comes first.
    """

    parts: Integers
    sizes: Integers

    @property
    def connected(self) -> int:
        """The number of parts with at least two nodes."""
        return int((self.sizes > 1).sum())

    @property
    def largest(self) -> int:
        """The number of nodes of the largest part with at least two nodes; 0 if there is none."""
        return int(self.sizes[0]) if self.connected else 0


class Communities(NamedTuple):
    """Communities, and the modularity of this division: None without links."""

    parts: Parts
    modularity: float | None


def components(pairs: LinkedPairs) -> Parts:
    """Return the connected components, regardless of the directions of links; a node without links is one."""
    from scipy.sparse.csgraph import connected_components

    _, labels = connected_components(pairs.adjacency, directed=False)
    return largest_first(labels.astype(np.int64))


def communities(pairs: LinkedPairs, seed: int) -> Communities:
    """Return communities found by the Leiden algorithm, which maximises modularity, for a random `seed`.

    See Traag, Waltman and van Eck (2019), "From Louvain to Leiden", Scientific Reports 9, 5233. The algorithm is
    repeated until it changes nothing. The directions of links are ignored. Equal seeds give equal communities.
    """
    graph = igraph.Graph(pairs.nodes, np.column_stack([pairs.low, pairs.high]))
    igraph.set_random_number_generator(Random(seed))  # noqa: S311 # a reproducible choice, not a secret
    try:
        found = graph.community_leiden(objective_function="modularity", n_iterations=-1)
    finally:
        igraph.set_random_number_generator(None)
    modularity = float(found.modularity) if len(pairs) else None
    return Communities(largest_first(np.array(found.membership, dtype=np.int64)), modularity)


def largest_first(labels: Integers) -> Parts:
    """Return a division whose parts are numbered by size, the largest first."""
    _, first, places, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.arange(len(order))
    return Parts(numbers[places], sizes[order])
