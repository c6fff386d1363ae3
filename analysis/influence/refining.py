"""Choosing among the most promising nodes on simulations, where reverse reachable sets tell too little.

Where little spreads, a node lies in few sets beside those drawn for itself, and sets cannot tell the better from the
good: with 10,000 nodes that reach 1.4 each, four million sets leave an error of four percent in each gain, a simulation
of what the node reaches much less for the same work. So the sets and bounds name candidates, and the choice is greedy
on live graphs, the same for all candidates (NewGreedy: Chen, Wang, Yang 2009, "Efficient Influence Maximization in
Social Networks", KDD, section 2; StaticGreedy: Cheng, Shen, Huang, Zhang, Cheng 2013, CIKM). Where much spreads the
first nodes are kept: what others add to them is little and near, so that these simulations are short too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.influence.cascades import MARKS, Walks
from analysis.influence.covering import SetCoverage, covering
from analysis.influence.live_graphs import LiveGraphs
from analysis.influence.network import CascadeNetwork, Floats, Integers, Truths, distinct

# candidates for each node that is wanted, and at least; ties of the walks by which they are found
POOL, FEWEST, LONGEST = 4, 100, 5
TRIAL, ENOUGH_GRAPHS, MOST_GRAPHS = 50, 1_000, 10_000
# a gain that rests on so many sets is known to three percent
KNOWN = 1_000
# ties that are looked at, and pairs of live graph and node that are kept, at most; walks that are held at a time
MOST_TIES, MOST_PAIRS, HELD = 120_000_000, 5_000_000, 200_000


class Refined(NamedTuple):
    """The chosen nodes, how many each adds on average, and among how many live graphs they were chosen (0: none)."""

    nodes: Integers
    gains: Floats
    graphs: int = 0


def refined(network: CascadeNetwork, sets: Walks, coverage: SetCoverage, random: np.random.Generator) -> Refined | None:
    """A greedy choice on reverse reachable sets made anew on live graphs from as early as can be afforded; None where
    these would tell less than sets do, or sets do not yet tell whom to keep.
    """
    pool = candidates(network, sets, coverage.nodes)
    graphs, scale = LiveGraphs(network, int(random.integers(2**63))), network.size / sets.count
    more = max(1.0, MOST_PAIRS / len(sets.nodes))
    for kept in beginnings(coverage):
        base, wanted = coverage.nodes[:kept], len(coverage.nodes) - kept
        if ENOUGH_GRAPHS * scale * residual(sets, network.size, base)[pool].sum() > MOST_PAIRS:
            continue
        refining = Refining(graphs, base, np.setdiff1d(pool, base))
        number = refining.affordable(wanted, more * float(coverage.gains[-1]))
        if not number:
            return None
        found = refining.chosen(wanted, number)
        return Refined(np.append(base, found.nodes), np.append(coverage.gains[:kept] * scale, found.gains), number)
    return None


def beginnings(coverage: SetCoverage) -> list[int]:
    """How many of a choice may be kept: 0, and 1, 2, 4, ... where the sets tell enough of the first."""
    k = len(coverage.nodes)
    return [0, *(2**power for power in range(k.bit_length()) if 2**power < k and coverage.gains[0] >= KNOWN)]


def candidates(network: CascadeNetwork, sets: Walks, chosen: Integers) -> Integers:
    """Whom to look at again: the chosen, those who would come next, and those of whom most could be expected."""
    wanted = min(network.size, max(FEWEST, POOL * len(chosen)))
    next_ones = covering(sets, network.size, (wanted + 1) // 2).nodes
    hopeful = np.argsort(-bounds(network), kind="stable")[:wanted]
    return np.union1d(np.append(chosen, next_ones), hopeful)


def bounds(network: CascadeNetwork) -> Floats:
    """How many walks of up to `LONGEST` ties that pass on begin at each node, on average [size]: an upper bound of whom
    it reaches by them, near where little spreads (UBLF: Zhou, Zhang, Guo, Zhu, Guo 2013, ICDM, section III).
    """
    ties = network.forward
    sources = np.repeat(np.arange(network.size), np.diff(ties.start))
    found: Floats = np.ones(network.size)
    for _ in range(LONGEST):
        passed = ties.probabilities * found[ties.ends]
        found = 1.0 + np.bincount(sources, weights=passed, minlength=network.size).astype(np.float64)
    return found


def residual(sets: Walks, size: int, nodes: Integers) -> Integers:
    """In how many sets that hold none of the nodes each node lies [size]."""
    wanted = np.zeros(size, dtype=np.bool_)
    wanted[nodes] = True
    covered = np.zeros(sets.count, dtype=np.bool_)
    covered[sets.walks[wanted[sets.nodes]]] = True
    return np.bincount(sets.nodes[~covered[sets.walks]], minlength=size)


class Refining:
    """The choice among the nodes of a pool that follow on the nodes `base`, which are kept."""

    def __init__(self, graphs: LiveGraphs, base: Integers, pool: Integers) -> None:
        self.graphs, self.base, self.pool = graphs, base, pool
        self._size = graphs.network.size

    def affordable(self, wanted: int, sets: float) -> int:
        """How many live graphs can be afforded; 0 where they tell less of a gain than so many sets that it rests on."""
        found, ties = self.reached(0, TRIAL)
        each = np.zeros((len(self.pool), TRIAL))
        np.add.at(each, (found.nodes, found.walks // self._size), 1.0)
        graphs = int(TRIAL * min(MOST_TIES / max(ties, 1), MOST_PAIRS / max(len(found.nodes), 1)))
        good = np.argsort(-each.mean(axis=1))[: 2 * wanted]
        error = each[good].var(axis=1).mean() / max(float(each[good].mean()) ** 2, 1e-12)
        return min(MOST_GRAPHS, graphs) if error * sets < min(MOST_GRAPHS, graphs) else 0

    def chosen(self, wanted: int, graphs: int) -> Refined:
        """So many nodes beside those kept."""
        batch = max(1, min(MARKS // self._size, HELD // len(self.pool)))
        parts = [self.reached(begun, min(begun + batch, graphs))[0] for begun in range(0, graphs, batch)]
        keys, items = np.unique(np.concatenate([each.walks for each in parts]), return_inverse=True)
        order = np.argsort(items, kind="stable")
        members = np.concatenate([each.nodes for each in parts])
        found = covering(Walks(len(keys), items[order], members[order]), len(self.pool), wanted)
        return Refined(self.pool[found.nodes], found.gains / graphs, graphs)

    def reached(self, first: int, last: int) -> tuple[Walks, int]:
        """Whom each candidate reaches beside those whom the base reaches, in the live graphs from `first` to before
        `last`: pairs of live graph * size + node, and place in the pool; and how many ties were looked at.
        """
        count, size = last - first, self._size
        taken = np.zeros(count * size, dtype=np.bool_)
        fresh, looked = (np.arange(count)[:, None] * size + self.base).ravel(), 0
        while len(fresh):
            taken[fresh] = True
            fresh, ties = self._onward(fresh, first, count)
            fresh, looked = fresh[~taken[fresh]], looked + ties
        fresh = (np.arange(len(self.pool) * count) * size).reshape(-1, count) + self.pool[:, None]
        fresh, levels = fresh.ravel(), []
        fresh = fresh[~taken[fresh % (count * size)]]
        while len(fresh):
            levels.append(fresh)
            fresh, ties = self._onward(fresh, first, count)
            fresh, looked = fresh[~taken[fresh % (count * size)]], looked + ties
            for each in levels:
                fresh = fresh[~among(fresh, each)]
        every = np.concatenate([*levels, np.empty(0, np.int64)])
        places, items = np.divmod(every, count * size)
        return Walks(count, items + first * size, places), looked

    def _onward(self, keys: Integers, first: int, count: int) -> tuple[Integers, int]:
        """To whom nodes pass on: (anything * count + live graph) * size + node, each once, in order."""
        walks, nodes = np.divmod(keys, self._size)
        owners, ends, looked = self.graphs.onward(first + walks % count, nodes)
        return distinct(walks[owners] * self._size + ends), looked


def among(keys: Integers, ordered: Integers) -> Truths:
    """Which keys are among others that are in order."""
    places = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    found: Truths = ordered[places] == keys
    return found
