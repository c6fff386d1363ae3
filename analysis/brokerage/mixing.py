"""Mixing of groups in a network: links within and between groups."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.brokerage.pairs import Integers, LinkedPairs


class Mixing(NamedTuple):
    """The numbers of linked pairs within and between groups, and two figures of them.

    `e_i_index` is (between - within) / all pairs (Krackhardt and Stern 1988, "Informal Networks and Organizational
    Crises", Social Psychology Quarterly 51(2)): -1 if all pairs are within groups, 1 if all are between groups.
    `assortativity` is (trace e - sum e^2) / (1 - sum e^2) (Newman 2003, "Mixing patterns in networks", Physical Review
    E 67, 026126, eq. 2): 0 if links do not depend on groups, 1 if all are within groups. A figure is None if it is not
    defined: without pairs, and for the assortativity also if all links are in one group.
    """

    within: int
    between: int
    e_i_index: float | None
    assortativity: float | None


def mixing(pairs: LinkedPairs, groups: Integers) -> Mixing:
    """Return the mixing of groups; `groups` [n] are numbers from 0. The directions of links are ignored."""
    one, other = groups[pairs.low], groups[pairs.high]
    within, total = int((one == other).sum()), len(pairs)
    if not total:
        return Mixing(0, 0, None, None)
    ends = np.bincount(np.concatenate([one, other])) / (2 * total)
    by_chance = float((ends**2).sum())
    trace = within / total
    assortativity = (trace - by_chance) / (1 - by_chance) if by_chance < 1 else None
    return Mixing(within, total - within, (total - 2 * within) / total, assortativity)


def links_between(pairs: LinkedPairs, groups: Integers, count: int) -> Integers:
    """Return the number of linked pairs between any two of `count` groups, a symmetric matrix [count, count].

    The diagonal contains the pairs within groups.
    """
    from scipy.sparse import csr_array

    one, other = groups[pairs.low], groups[pairs.high]
    counts = csr_array((np.ones(len(pairs), dtype=np.int64), (one, other)), shape=(count, count)).toarray()
    return np.asarray(counts + counts.T - np.diag(np.diag(counts)), dtype=np.int64)
