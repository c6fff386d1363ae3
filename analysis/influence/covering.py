"""Greedy maximum coverage of sets by the nodes that they hold."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.influence.cascades import Walks
from analysis.influence.network import Integers
from analysis.models.numbers import distinct, ranges


class SetCoverage(NamedTuple):
    """Nodes in the order of greedy choice, the number of sets that each covers first, and a bound for any k nodes.

    `most` is an upper bound of the number of sets that any k nodes cover.
    """

    nodes: Integers
    gains: Integers
    most: float


def covering(sets: Walks, size: int, k: int) -> SetCoverage:
    """Return the greedy maximum coverage by `k` nodes.

    Each step chooses the node in most sets that are not covered yet (the first of equals).
    """
    by_node = np.argsort(sets.nodes, kind="stable")
    first_of_node = np.concatenate([[0], np.cumsum(np.bincount(sets.nodes, minlength=size))])
    first_of_set = np.concatenate([[0], np.cumsum(np.bincount(sets.walks, minlength=sets.count))])
    gains = np.bincount(sets.nodes, minlength=size)
    covered = np.zeros(sets.count, dtype=np.bool_)
    free = np.ones(size, dtype=np.bool_)
    nodes, added, most, total = np.empty(k, np.int64), np.empty(k, np.int64), np.inf, 0
    for place in range(k + 1):
        left = np.where(free, gains, -1)
        # any k nodes cover at most the sets covered now plus the k largest gains (submodularity)
        most = min(most, total + int(np.partition(np.maximum(left, 0), size - k)[size - k :].sum()))
        if place == k:
            break
        nodes[place] = node = int(left.argmax())
        added[place] = gains[node]
        total, free[node] = total + int(gains[node]), False
        mine = sets.walks[by_node[first_of_node[node] : first_of_node[node + 1]]]
        fresh = mine[~covered[mine]]
        covered[fresh] = True
        members = sets.nodes[ranges(first_of_set[fresh], first_of_set[fresh + 1])]
        gains = gains - np.bincount(members, minlength=size)
    return SetCoverage(nodes, added, float(most))


def covered_by(sets: Walks, size: int, nodes: Integers) -> int:
    """Return how many sets hold at least one of the nodes."""
    chosen = np.zeros(size, dtype=np.bool_)
    chosen[nodes] = True
    return len(distinct(sets.walks[chosen[sets.nodes]]))
