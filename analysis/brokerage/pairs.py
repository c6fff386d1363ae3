"""The network of brokerage: distinct pairs of linked nodes, with the directions in which they are linked.

Memory and time depend on the number of pairs and of triangles, never on the square of the number of nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


class DirectedLinks(NamedTuple):
    """Directed links: the node at the start and the node at the end of each, two arrays [a] without duplicates."""

    starts: Integers
    ends: Integers


@dataclass(frozen=True)
class LinkedPairs:
    """Distinct pairs [m] of linked nodes, of `nodes` nodes, ordered by `low` and then `high`; `low` < `high`.

    `up` [m] marks the pairs with a link from `low` to `high`, `down` [m] those with a link from `high` to `low`.
    """

    nodes: int
    low: Integers
    high: Integers
    up: Truths
    down: Truths

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.low)

    @cached_property
    def keys(self) -> Integers:
        """Return a sorted number for each pair: `low` times the number of nodes plus `high`."""
        return self.low * self.nodes + self.high

    @cached_property
    def arcs(self) -> DirectedLinks:
        """Return each direction of each pair that is linked in this direction."""
        return DirectedLinks(
            np.concatenate([self.low[self.up], self.high[self.down]]),
            np.concatenate([self.high[self.up], self.low[self.down]]),
        )

    @cached_property
    def degrees(self) -> Integers:
        """Return the number of neighbours of each node [n], regardless of the directions of links."""
        return np.bincount(self.low, minlength=self.nodes) + np.bincount(self.high, minlength=self.nodes)

    @cached_property
    def adjacency(self) -> csr_array:
        """Return the symmetric matrix [n, n] of linked pairs, regardless of the directions of links."""
        from scipy.sparse import csr_array

        rows, columns = np.concatenate([self.low, self.high]), np.concatenate([self.high, self.low])
        return csr_array((np.ones(len(rows)), (rows, columns)), shape=(self.nodes, self.nodes))

    def among(self, kept: Truths) -> LinkedPairs:
        """Return the pairs of which both nodes are kept; `kept` [n]. The numbers of nodes remain."""
        both = kept[self.low] & kept[self.high]
        return LinkedPairs(self.nodes, self.low[both], self.high[both], self.up[both], self.down[both])


def linked_pairs(nodes: int, starts: Integers, ends: Integers, both_ways: Truths) -> LinkedPairs:
    """Return the pairs of links from `starts` [l] to `ends` [l]; those in `both_ways` [l] hold in both directions.

    Links of a node to itself are omitted. Several links of a pair make one pair.
    """
    apart = starts != ends
    starts, ends, both_ways = starts[apart], ends[apart], both_ways[apart]
    low, high, upward = np.minimum(starts, ends), np.maximum(starts, ends), starts < ends
    keys, places = np.unique(low * nodes + high, return_inverse=True)
    up = np.bincount(places[upward | both_ways], minlength=len(keys)) > 0
    down = np.bincount(places[~upward | both_ways], minlength=len(keys)) > 0
    return LinkedPairs(nodes, keys // max(nodes, 1), keys % max(nodes, 1), up, down)
