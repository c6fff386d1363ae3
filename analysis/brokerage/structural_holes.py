"""Structural holes around nodes: constraint and effective size (Burt 1992, "Structural Holes", Harvard, chapter 2).

Both figures ignore the directions and the number of links of a pair: two nodes are linked or not. A node without a
neighbour has neither figure (NaN).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.brokerage.pairs import Floats, Integers, LinkedPairs
from analysis.brokerage.triangles import Triangles


class StructuralHoles:
    """The constraint and the effective size of each node, complete after each triangle of the network was added.

    The constraint of i is the sum over its neighbours j of (p_ij + sum over q of p_iq p_qj)^2, where q are the common
    neighbours and p_ij is one part of the number of neighbours of i. The effective size of i is n - 2t/n, with n
    neighbours and t links between them (Borgatti 1997, "Structural Holes: Unpacking Burt's Redundancy Measures",
    Connections 20(1)).
    """

    def __init__(self, pairs: LinkedPairs) -> None:
        """Begin without triangles."""
        self._pairs = pairs
        with np.errstate(divide="ignore"):
            self._shares = np.where(pairs.degrees > 0, 1 / pairs.degrees, np.nan)
        self._indirect, self._closed = np.zeros(2 * len(pairs)), np.zeros(pairs.nodes)

    def add(self, found: Triangles) -> None:
        """Add triangles."""
        self._closed += np.bincount(found.nodes.ravel(), minlength=self._pairs.nodes)
        for places, weights in indirect_shares(self._pairs, found, self._shares):
            self._indirect += np.bincount(places, weights, minlength=len(self._indirect))

    def constraint(self) -> Floats:
        """Return the constraint of each node [n]; NaN without neighbours."""
        owners = np.concatenate([self._pairs.low, self._pairs.high])
        sums = np.bincount(owners, (self._shares[owners] + self._indirect) ** 2, minlength=self._pairs.nodes)
        return np.where(self._pairs.degrees > 0, sums, np.nan)

    def effective_size(self) -> Floats:
        """Return the effective size of each node [n]; NaN without neighbours."""
        return self._pairs.degrees - 2 * self._closed * self._shares


def indirect_shares(pairs: LinkedPairs, found: Triangles, shares: Floats) -> Iterator[tuple[Integers, Floats]]:
    """Yield the place of each pair (i, j) of each triangle, and the share p_iq p_qj over its third node q.

    The place is the index of the pair if i is its lower node, otherwise the index plus the number of pairs.
    """
    for i in range(3):
        for q in {0, 1, 2} - {i}:
            node, other = found.nodes[:, i], found.nodes[:, 3 - i - q]
            weights = shares[node] * shares[found.nodes[:, q]]
            yield found.opposite[:, q] + np.where(node < other, 0, len(pairs)), weights
