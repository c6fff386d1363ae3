"""Selection of the seeds with the largest expected spread, with a guaranteed share of the best possible spread.

Reverse reachable sets are drawn in two halves. Greedy maximum coverage chooses on the first half, and the second half
estimates the spread of the choice. Both halves are doubled until the guarantee is sufficient
(OPIM-C: Tang, Tang, Xiao, Yuan 2018, "Online Processing Algorithms for Influence Maximization", SIGMOD, sections 4 to
6). If simulations are more precise than sets, the choice is repeated on simulations (`refining`). Fresh sets or fresh
simulations estimate the spread of the final choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import e, log, sqrt
from typing import NamedTuple

import numpy as np

from analysis.influence.cascades import Walks, reverse_reachable, simulated
from analysis.influence.covering import SetCoverage, covered_by, covering
from analysis.influence.limits import most_pairs
from analysis.influence.network import CascadeNetwork, NetworkError
from analysis.influence.refining import Refined, refined
from analysis.models.intervals import LEVEL, NORMAL, share_bounds

# number of sets at the start, and of pairs of set and node that are drawn at a time for the estimate
FIRST_SETS, FRESH_PAIRS = 1_000, 200_000
# largest relative overestimate of the spread by the sets of the choice
OPTIMISM = 0.01
# half the width of the interval of the spread, as a share of the spread
PRECISION = 0.02
# largest number of simulations for the final estimate of the spread, and of the nodes that they reach together
MOST_SIMULATIONS, SIMULATED = 10_000, 1_000_000
# share of the best spread that greedy choice guarantees (Nemhauser, Wolsey, Fisher 1978)
REQUIRED_SHARE = 1 - 1 / e


class ExpectedSpread(NamedTuple):
    """An expected number of nodes with its interval."""

    value: float
    low: float
    high: float


class Step(NamedTuple):
    """One chosen node: its gain in the expected number of nodes, and the number that all nodes so far reach."""

    node: int
    gain: float
    reached: float


@dataclass(frozen=True)
class Chosen:
    """The chosen nodes in the order of choice.

    `guarantee` is the certified share of the best possible expected spread that they reach, at the confidence `LEVEL`.
    `sets` and `graphs` are the total numbers of drawn sets and live graphs.
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
    """Return the `k` nodes with the largest expected spread, or all nodes if there are fewer.

    Sets are drawn until the choice is settled or the limit of memory is reached. `heard` is called with the number of
    sets and the guarantee. Raises `NetworkError` if `k` is less than 1 or the network has no nodes.
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
        full = 2 * max(len(each.nodes) for each in halves) > most_pairs(network)
        if full or found.guarantee >= REQUIRED_SHARE:
            better = refined(network, halves[0], coverage, random)
            if better is not None:
                return simulated_spread(network, chosen(network, halves, coverage.most, better), random)
        if full or settled(found):
            return fresh_spread(network, found, halves[1], random)
        halves = [doubled(each, network, random) for each in halves]


def greedy(coverage: SetCoverage, sets: Walks, size: int) -> Refined:
    """Return the choice on reverse reachable sets without refinement."""
    return Refined(coverage.nodes, coverage.gains.astype(np.float64) * (size / sets.count))


def settled(found: Chosen) -> bool:
    """Return whether a choice is final.

    A final choice certainly reaches the share `REQUIRED_SHARE` of the best spread, its spread is not overestimated by
    the sets of the choice, and the interval of its spread is narrow enough.
    """
    spread = found.spread
    overrated = found.steps[-1].reached > (1 + OPTIMISM) * spread.value
    return (
        found.guarantee >= REQUIRED_SHARE and not overrated and spread.high - spread.low <= 2 * PRECISION * spread.value
    )


def simulated_spread(network: CascadeNetwork, found: Chosen, random: np.random.Generator) -> Chosen:
    """Return a choice with its spread as estimated by fresh simulations (interval: of their mean)."""
    simulations = int(min(MOST_SIMULATIONS, max(100, SIMULATED / found.spread.value)))
    counts = simulated(network, np.array([each.node for each in found.steps]), simulations, random)
    value, half = float(counts.mean()), NORMAL * float(counts.std()) / sqrt(simulations)
    return scaled(found, ExpectedSpread(value, max(value - half, 0.0), min(value + half, float(network.size))))


def fresh_spread(network: CascadeNetwork, found: Chosen, half: Walks, random: np.random.Generator) -> Chosen:
    """Return a choice with its spread on as many sets as the second half has, drawn after the choice.

    The search ends sooner if the second half overestimates the spread, so that this half is not unbiased.
    """
    nodes, covered = np.array([each.node for each in found.steps]), 0
    batch = max(1, half.count * FRESH_PAIRS // max(len(half.nodes), 1))
    for begun in range(0, half.count, batch):
        sets = reverse_reachable(network, min(batch, half.count - begun), random)
        covered += covered_by(sets, network.size, nodes)
    fresh = scaled(found, estimated(covered, half.count, network.size))
    return replace(fresh, sets=found.sets + half.count)


def scaled(found: Chosen, spread: ExpectedSpread) -> Chosen:
    """Return a choice with another estimate of its spread, to which the gains add up.

    The data of the choice overestimate the gains, because the choice takes the nodes with the largest estimates.
    """
    ratio = spread.value / found.steps[-1].reached
    steps = tuple(Step(each.node, each.gain * ratio, each.reached * ratio) for each in found.steps)
    return replace(found, steps=steps, spread=spread)


def estimated(covered: int, sets: int, size: int) -> ExpectedSpread:
    """Return the spread of nodes that cover some of the sets (interval: Wilson 1927)."""
    low, high = share_bounds(np.array([covered]), np.array([sets]))
    return ExpectedSpread(covered / sets * size, float(low[0]) * size, float(high[0]) * size)


def doubled(walks: Walks, network: CascadeNetwork, random: np.random.Generator) -> Walks:
    """Return the sets together with as many new sets."""
    more = reverse_reachable(network, walks.count, random)
    return Walks(
        2 * walks.count,
        np.concatenate([walks.walks, more.walks + walks.count]),
        np.concatenate([walks.nodes, more.nodes]),
    )


def guarantee(most: float, covered: int, size: int, k: int) -> float:
    """Return the guaranteed share of the best possible spread, from the bounds of both halves.

    Tang et al. 2018, section 4. The probability of error is divided among the possible rounds.
    """
    error = log(3 * max(1.0, log(max(size, 2) * k, 2)) / (1 - LEVEL))
    low = max(0.0, sqrt(covered + 2 * error / 9) - sqrt(error / 2)) ** 2 - error / 18
    high = (sqrt(most + error / 2) + sqrt(error / 2)) ** 2
    return max(0.0, min(1.0, low / high))


def chosen(network: CascadeNetwork, halves: Sequence[Walks], most: float, nodes: Refined) -> Chosen:
    """Return a choice with its spread as estimated by the second half, and its guarantee.

    `most` is an upper bound of the number of sets of the first half that any choice covers.
    """
    size, covered = network.size, covered_by(halves[1], network.size, nodes.nodes)
    steps = zip(nodes.nodes.tolist(), nodes.gains.tolist(), np.cumsum(nodes.gains).tolist(), strict=True)
    return Chosen(
        steps=tuple(Step(*each) for each in steps),
        spread=estimated(covered, halves[1].count, size),
        guarantee=guarantee(most, covered, size, len(nodes.nodes)) if len(nodes.nodes) < size else 1.0,
        sets=2 * halves[1].count,
        graphs=nodes.graphs,
    )
