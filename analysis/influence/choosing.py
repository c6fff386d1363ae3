"""Choosing the nodes from which most are reached, with a guarantee of how near to the best the choice is.

Reverse reachable sets are drawn in two halves: greedy maximum coverage chooses on the first, the second tells without
bias how far the choice reaches; both are doubled until the guarantee is met (OPIM-C: Tang, Tang, Xiao, Yuan 2018,
"Online Processing Algorithms for Influence Maximization", SIGMOD, sections 4 to 6). The guarantee leaves room: where
simulations tell more than sets, the choice is made anew on them (`refining`), and its spread told by fresh ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import e, log, sqrt
from typing import NamedTuple

import numpy as np

from analysis.influence.cascades import Walks, reverse_reachable, simulated
from analysis.influence.covering import SetCoverage, covered_by, covering
from analysis.influence.network import CascadeNetwork, NetworkError
from analysis.influence.refining import Refined, refined

FIRST_SETS = 1_000
# by how much the sets that the choice was made on may overrate it
OPTIMISM = 0.01
# half the interval of the spread, as a share of it
PRECISION = 0.02
# pairs of set and node that are kept for each half: some hundred megabytes
MOST_PAIRS = 5_000_000
# simulations that tell the spread at last, and how many nodes they may reach together
MOST_SIMULATIONS, SIMULATED = 10_000, 1_000_000
LEVEL = 0.95
# what greedy choice reaches for certain (Nemhauser, Wolsey, Fisher 1978)
WANTED = 1 - 1 / e
NORMAL = 1.959963984540054


class ExpectedSpread(NamedTuple):
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
    that they reach, at the confidence `LEVEL`; `sets` and `graphs` were drawn in all.
    """

    steps: tuple[Step, ...]
    spread: ExpectedSpread
    guarantee: float
    sets: int
    graphs: int


def choose(
    network: CascadeNetwork,
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
        found = chosen(network, halves, coverage.most, greedy(coverage, halves[0], network.size))
        heard(2 * halves[0].count, found.guarantee)
        full = 2 * max(len(each.nodes) for each in halves) > MOST_PAIRS
        if full or found.guarantee >= WANTED:
            better = refined(network, halves[0], coverage, random)
            if better is not None:
                return simulated_spread(network, chosen(network, halves, coverage.most, better), random)
        if full or settled(found):
            return found
        halves = [doubled(each, network, random) for each in halves]


def greedy(coverage: SetCoverage, sets: Walks, size: int) -> Refined:
    """The choice on reverse reachable sets as it stands."""
    return Refined(coverage.nodes, coverage.gains.astype(np.float64) * (size / sets.count))


def settled(found: Chosen) -> bool:
    """Whether a choice is certain to reach `WANTED` of the best, is no longer overrated by the sets that it was made
    on, and its spread is known well enough.
    """
    spread = found.spread
    overrated = found.steps[-1].reached > (1 + OPTIMISM) * spread.value
    return found.guarantee >= WANTED and not overrated and spread.high - spread.low <= 2 * PRECISION * spread.value


def simulated_spread(network: CascadeNetwork, found: Chosen, random: np.random.Generator) -> Chosen:
    """A choice with its spread as fresh simulations tell it (interval: of their mean)."""
    simulations = int(min(MOST_SIMULATIONS, max(100, SIMULATED / found.spread.value)))
    counts = simulated(network, np.array([each.node for each in found.steps]), simulations, random)
    value, half = float(counts.mean()), NORMAL * float(counts.std()) / sqrt(simulations)
    return replace(found, spread=ExpectedSpread(value, max(value - half, 0.0), min(value + half, float(network.size))))


def doubled(walks: Walks, network: CascadeNetwork, random: np.random.Generator) -> Walks:
    """As many sets again."""
    more = reverse_reachable(network, walks.count, random)
    return Walks(
        2 * walks.count,
        np.concatenate([walks.walks, more.walks + walks.count]),
        np.concatenate([walks.nodes, more.nodes]),
    )


def guarantee(most: float, covered: int, size: int, k: int) -> float:
    """The share of the best possible spread that is certain, from the bounds of both halves (Tang et al. 2018, section
    4); the chance of error is shared by the rounds that there can be.
    """
    error = log(3 * max(1.0, log(max(size, 2) * k, 2)) / (1 - LEVEL))
    low = max(0.0, sqrt(covered + 2 * error / 9) - sqrt(error / 2)) ** 2 - error / 18
    high = (sqrt(most + error / 2) + sqrt(error / 2)) ** 2
    return max(0.0, min(1.0, low / high))


def chosen(network: CascadeNetwork, halves: Sequence[Walks], most: float, nodes: Refined) -> Chosen:
    """A choice with its spread as the second half tells it (interval: Wilson 1927), and the certain share of the best,
    of which no more than `most` of the first half can be covered.
    """
    size, count, z = network.size, halves[1].count, NORMAL
    covered = covered_by(halves[1], size, nodes.nodes)
    share = covered / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    steps = zip(nodes.nodes.tolist(), nodes.gains.tolist(), np.cumsum(nodes.gains).tolist(), strict=True)
    return Chosen(
        steps=tuple(Step(*each) for each in steps),
        spread=ExpectedSpread(share * size, (middle - half) * size, min(float(size), (middle + half) * size)),
        guarantee=guarantee(most, covered, size, len(nodes.nodes)) if len(nodes.nodes) < size else 1.0,
        sets=2 * count,
        graphs=nodes.graphs,
    )
