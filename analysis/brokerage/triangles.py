"""Enumeration of the triangles of a network.

Each pair is directed from the node with fewer neighbours to the node with more (Chiba and Nishizeki 1985, "Arboricity
and subgraph listing algorithms", SIAM Journal on Computing 14(1)). A node then has at most sqrt(2m) outgoing pairs, so
that organisations with thousands of links do not dominate the time, which is O(m^1.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from analysis.brokerage.pairs import Integers, LinkedPairs
from analysis.ties.common_projects import pairs_within

# the number of candidates that are tested together: 100 MB
TOGETHER = 1_000_000


class Triangles(NamedTuple):
    """Triangles: their `nodes` [t, 3], and for each node the index of the opposite pair, `opposite` [t, 3]."""

    nodes: Integers
    opposite: Integers


def triangles(pairs: LinkedPairs, together: int = TOGETHER) -> Iterator[Triangles]:
    """Yield all triangles, each once, in parts of about `together` candidates.

    Two pairs that begin at the same node are a candidate, which is a triangle if their ends are linked.
    """
    rank = np.empty(pairs.nodes, dtype=np.int64)
    rank[np.lexsort((np.arange(pairs.nodes), pairs.degrees))] = np.arange(pairs.nodes)
    ascending = rank[pairs.low] < rank[pairs.high]
    begins, ends = np.where(ascending, [pairs.low, pairs.high], [pairs.high, pairs.low])
    order = np.argsort(begins, kind="stable")
    for part in parts_of(begins[order], together):
        yield closed_candidates(pairs, begins, ends, order[part])


def parts_of(groups: Integers, together: int) -> Iterator[slice]:
    """Yield slices of a sorted array, each with about `together` pairs of equal values; no group is split."""
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    sizes = np.diff(np.append(starts, len(groups)))
    parts = np.cumsum(sizes * (sizes - 1) // 2) // together
    firsts = starts[np.flatnonzero(np.diff(parts, prepend=-1))]
    for first, last in pairwise([*firsts.tolist(), len(groups)]):
        yield slice(first, last)


def closed_candidates(pairs: LinkedPairs, begins: Integers, ends: Integers, part: Integers) -> Triangles:
    """Return the triangles among the candidates of some pairs (`part`, indices of pairs in the order of `begins`)."""
    one, other = (part[each] for each in pairs_within(begins[part]))
    keys = np.minimum(ends[one], ends[other]) * pairs.nodes + np.maximum(ends[one], ends[other])
    third = np.minimum(np.searchsorted(pairs.keys, keys), len(pairs) - 1)
    closed = pairs.keys[third] == keys
    one, other, third = one[closed], other[closed], third[closed]
    # the node at the common start is opposite the third pair, the end of a pair is opposite the other pair
    return Triangles(np.column_stack([begins[one], ends[one], ends[other]]), np.column_stack([third, other, one]))
