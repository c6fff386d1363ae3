"""Choosing the nodes from which most are reached, with a guarantee of how near to the best the choice is.

Reverse reachable sets are drawn in two halves: greedy maximum coverage chooses on the first, the second tells without
bias how far the choice reaches; both are doubled until the guarantee is met (OPIM-C: Tang, Tang, Xiao, Yuan 2018,
"Online Processing Algorithms for Influence Maximization", SIGMOD, sections 4 to 6).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import e, log, sqrt
from typing import NamedTuple

import numpy as np

from analysis.influence.cascades import Walks, reverse_reachable
from analysis.influence.network import Integers, Network, NetworkError, ranges

FIRST_SETS = 1_000
# by how much the sets that the choice was made on may overrate it
OPTIMISM = 0.01
# half the interval of the spread, as a share of it
PRECISION = 0.02
# pairs of set and node that are kept for each half: some hundred megabytes
MOST_PAIRS = 5_000_000
LEVEL = 0.95
# what greedy choice reaches for certain (Nemhauser, Wolsey, Fisher 1978)
WANTED = 1 - 1 / e
NORMAL = 1.959963984540054


class Spread(NamedTuple):
    """An expected number of nodes with its interval."""

    value: float
    low: float
    high: float


class Step(NamedTuple):
    """One chosen node: what it adds to the expected number of nodes, and what all so far reach."""

    node: int
    gain: float
    reached: float


@dataclass(frozen=True)
class Chosen:
    """The chosen nodes in the order of choice; `guarantee` is the certified share of the best possible expected spread
    that they reach, at the confidence `LEVEL`; `sets` were drawn in all.
    """

    steps: tuple[Step, ...]
    spread: Spread
    guarantee: float
    sets: int


class Coverage(NamedTuple):
    """Nodes by greedy choice, how many sets each covers anew, and an upper bound of what any k nodes cover."""

    nodes: Integers
    gains: Integers
    most: float


def choose(
    network: Network,
    k: int,
    random: np.random.Generator,
    heard: Callable[[int, float], None] = lambda sets, guarantee: None,
) -> Chosen:
    """The `k` nodes from which most are reached (all where there are fewer).

    Sets are drawn until the choice is settled, or there are as many as memory holds; `heard` is told how many there
    are, and what is certain.
    Raises a `NetworkError` where there is nobody to choose.
    """
    if not k >= 1 or not network.size:
        msg = f"{k} of {network.size} nodes cannot be chosen."
        raise NetworkError(msg)
    k = min(k, network.size)
    halves = [reverse_reachable(network, FIRST_SETS, random) for _ in range(2)]
    while True:
        coverage = covering(halves[0], network.size, k)
        covered = covered_by(halves[1], network.size, coverage.nodes)
        certified = guarantee(coverage.most, covered, network.size, k)
        heard(2 * halves[0].count, certified)
        found = chosen(coverage, covered, halves[1].count, network.size, certified)
        if settled(found) or 2 * max(len(each.nodes) for each in halves) > MOST_PAIRS:
            return found
        halves = [doubled(each, network, random) for each in halves]


def settled(found: Chosen) -> bool:
    """Whether a choice is certain to reach `WANTED` of the best, is no longer overrated by the sets that it was made
    on, and its spread is known well enough.
    """
    spread = found.spread
    overrated = found.steps[-1].reached > (1 + OPTIMISM) * spread.value
    return found.guarantee >= WANTED and not overrated and spread.high - spread.low <= 2 * PRECISION * spread.value


def doubled(walks: Walks, network: Network, random: np.random.Generator) -> Walks:
    """As many sets again."""
    more = reverse_reachable(network, walks.count, random)
    return Walks(
        2 * walks.count,
        np.concatenate([walks.walks, more.walks + walks.count]),
        np.concatenate([walks.nodes, more.nodes]),
    )


def covering(sets: Walks, size: int, k: int) -> Coverage:
    """Greedy maximum coverage: each time the node in most sets that are not covered yet (the first of equals)."""
    by_node = np.argsort(sets.nodes, kind="stable")
    first_of_node = np.concatenate([[0], np.cumsum(np.bincount(sets.nodes, minlength=size))])
    first_of_set = np.concatenate([[0], np.cumsum(np.bincount(sets.walks, minlength=sets.count))])
    gains = np.bincount(sets.nodes, minlength=size)
    covered = np.zeros(sets.count, dtype=np.bool_)
    free = np.ones(size, dtype=np.bool_)
    nodes, added, most, total = np.empty(k, np.int64), np.empty(k, np.int64), np.inf, 0
    for place in range(k + 1):
        left = np.where(free, gains, -1)
        # what any k nodes cover is at most what is covered now and the k largest gains (submodularity)
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
    return Coverage(nodes, added, float(most))


def covered_by(sets: Walks, size: int, nodes: Integers) -> int:
    """How many sets hold one of the nodes."""
    wanted = np.zeros(size, dtype=np.bool_)
    wanted[nodes] = True
    return len(np.unique(sets.walks[wanted[sets.nodes]]))


def guarantee(most: float, covered: int, size: int, k: int) -> float:
    """The share of the best possible spread that is certain, from the bounds of both halves (Tang et al. 2018, section
    4); the chance of error is shared by the rounds that there can be.
    """
    error = log(3 * max(1.0, log(max(size, 2) * k, 2)) / (1 - LEVEL))
    low = max(0.0, sqrt(covered + 2 * error / 9) - sqrt(error / 2)) ** 2 - error / 18
    high = (sqrt(most + error / 2) + sqrt(error / 2)) ** 2
    return max(0.0, min(1.0, low / high))


def chosen(coverage: Coverage, covered: int, count: int, size: int, certified: float) -> Chosen:
    """The choice with its spread as the second half tells it (interval: Wilson 1927)."""
    share, z = covered / count, NORMAL
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    gains = coverage.gains * (size / count)
    steps = zip(coverage.nodes.tolist(), gains.tolist(), np.cumsum(gains).tolist(), strict=True)
    return Chosen(
        steps=tuple(Step(*each) for each in steps),
        spread=Spread(share * size, (middle - half) * size, min(float(size), (middle + half) * size)),
        guarantee=certified,
        sets=2 * count,
    )
