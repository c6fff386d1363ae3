"""Choice among the most promising nodes on simulations, for networks in which reverse reachable sets are imprecise.

If the spread is small, a node lies in few sets other than those drawn for itself, and sets cannot distinguish the
better nodes from the good ones. With 10,000 nodes that reach 1.4 each, four million sets leave an error of four percent
in each gain; a simulation of the spread of the node leaves much less for the same work. So the sets and bounds select
candidates, and the choice is greedy on live graphs, the same for all candidates (NewGreedy: Chen, Wang, Yang 2009,
"Efficient Influence Maximization in Social Networks", KDD, section 2; StaticGreedy: Cheng, Shen, Huang, Zhang, Cheng
2013, CIKM). If the spread is large, the first nodes are kept: the gain of other nodes is then small and local, so that
these simulations are short too.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.influence.cascades import Walks
from analysis.influence.covering import SetCoverage, covering
from analysis.influence.limits import most_pairs, walks_in_batch
from analysis.influence.live_graphs import LiveGraphs
from analysis.influence.network import CascadeNetwork, Floats, Integers, Truths
from analysis.models.numbers import distinct

# candidates for each requested node, and their smallest number; length of the walks that find candidates
POOL, FEWEST, LONGEST = 4, 100, 5
TRIAL, ENOUGH_GRAPHS, MOST_GRAPHS = 50, 1_000, 10_000
# a gain estimated from this number of sets has an error of three percent
KNOWN = 1_000
# largest numbers of ties read, and of ties of candidates at a time
MOST_TIES, HELD = 120_000_000, 500_000


Places = NDArray[np.integer[Any]]


class Refined(NamedTuple):
    """The chosen nodes, the mean gain of each, and the number of live graphs of the choice (0: none)."""

    nodes: Integers
    gains: Floats
    graphs: int = 0


def refined(network: CascadeNetwork, sets: Walks, coverage: SetCoverage, random: np.random.Generator) -> Refined | None:
    """Return the greedy choice on live graphs, keeping as few nodes of the choice on sets as the limits allow.

    The result is None if the live graphs would be less precise than the sets, or if the sets do not yet determine which
    nodes to keep.
    """
    pool = candidates(network, sets, coverage.nodes)
    graphs, scale = LiveGraphs(network, int(random.integers(2**63))), network.size / sets.count
    limit = most_pairs(network)
    more = max(1.0, limit / len(sets.nodes))
    for kept in beginnings(coverage):
        base, count = coverage.nodes[:kept], len(coverage.nodes) - kept
        if ENOUGH_GRAPHS * scale * residual(sets, network.size, base)[pool].sum() > limit:
            continue
        refining = Refining(graphs, base, np.setdiff1d(pool, base))
        number = refining.affordable(count, more * float(coverage.gains[-1]))
        if not number:
            return None
        found = refining.chosen(count, number)
        return Refined(np.append(base, found.nodes), np.append(coverage.gains[:kept] * scale, found.gains), number)
    return None


def beginnings(coverage: SetCoverage) -> list[int]:
    """Return the numbers of first nodes that may be kept: 0, and 1, 2, 4, ... if the first gain is precise enough."""
    k = len(coverage.nodes)
    return [0, *(2**power for power in range(k.bit_length()) if 2**power < k and coverage.gains[0] >= KNOWN)]


def candidates(network: CascadeNetwork, sets: Walks, chosen: Integers) -> Integers:
    """Return the candidates: the chosen nodes, the next ones of greedy choice, and those with the largest bounds."""
    count = min(network.size, max(FEWEST, POOL * len(chosen)))
    next_ones = covering(sets, network.size, (count + 1) // 2).nodes
    hopeful = np.argsort(-bounds(network), kind="stable")[:count]
    return np.union1d(np.append(chosen, next_ones), hopeful)


def bounds(network: CascadeNetwork) -> Floats:
    """Return the mean number of walks of up to `LONGEST` passing ties that begin at each node [size].

    This is an upper bound of the spread of the node over such walks, and close to it if the spread is small (UBLF:
    Zhou, Zhang, Guo, Zhu, Guo 2013, ICDM, section III).
    """
    ties = network.forward
    sources = np.repeat(np.arange(network.size), np.diff(ties.start))
    found: Floats = np.ones(network.size)
    for _ in range(LONGEST):
        passed = ties.probabilities * found[ties.ends]
        found = 1.0 + np.bincount(sources, weights=passed, minlength=network.size).astype(np.float64)
    return found


def residual(sets: Walks, size: int, nodes: Integers) -> Integers:
    """Return the number of sets without any of `nodes` in which each node lies [size]."""
    chosen = np.zeros(size, dtype=np.bool_)
    chosen[nodes] = True
    covered = np.zeros(sets.count, dtype=np.bool_)
    covered[sets.walks[chosen[sets.nodes]]] = True
    return np.bincount(sets.nodes[~covered[sets.walks]], minlength=size)


class Refining:
    """The choice among the nodes of a pool in addition to the nodes `base`, which are kept."""

    def __init__(self, graphs: LiveGraphs, base: Integers, pool: Integers) -> None:
        self.graphs, self.base, self.pool = graphs, base, pool
        self._size = graphs.network.size

    def affordable(self, node_count: int, sets: float) -> int:
        """Return how many live graphs the limits allow, or 0 if sets are more precise.

        The precision of a gain from live graphs is compared with that from `sets` reverse reachable sets.
        """
        found, ties = self.reached(0, TRIAL)
        each = np.zeros((len(self.pool), TRIAL))
        np.add.at(each, (found.nodes, found.walks // self._size), 1.0)
        graphs = int(TRIAL * min(MOST_TIES / max(ties, 1), most_pairs(self.graphs.network) / max(len(found.nodes), 1)))
        good = np.argsort(-each.mean(axis=1))[: 2 * node_count]
        error = each[good].var(axis=1).mean() / max(float(each[good].mean()) ** 2, 1e-12)
        return min(MOST_GRAPHS, graphs) if error * sets < min(MOST_GRAPHS, graphs) else 0

    def chosen(self, node_count: int, graphs: int) -> Refined:
        """Return the choice of `node_count` nodes in addition to those kept."""
        ties = int(np.diff(self.graphs.network.forward.start)[self.pool].sum())
        batch = max(1, min(walks_in_batch(self._size), HELD // max(ties, len(self.pool))))
        # short integers take half the memory
        short = np.int32 if graphs * self._size <= np.iinfo(np.int32).max else np.int64
        walks, nodes = [], []
        for begun in range(0, graphs, batch):
            part, _ = self.reached(begun, min(begun + batch, graphs))
            walks.append(part.walks.astype(short))
            nodes.append(part.nodes.astype(np.int32))
        found = covering(numbered(np.concatenate(walks), np.concatenate(nodes)), len(self.pool), node_count)
        return Refined(self.pool[found.nodes], found.gains / graphs, graphs)

    def reached(self, first: int, last: int) -> tuple[Walks, int]:
        """Return the nodes that each candidate reaches and the base does not, in the live graphs `first` to `last` - 1.

        The pairs are live graph * size + node, and the index in the pool. The second value is the number of ties that
        were read.
        """
        count, size = last - first, self._size
        visited = np.zeros(count * size, dtype=np.bool_)
        fresh, looked = (np.arange(count)[:, None] * size + self.base).ravel(), 0
        while len(fresh):
            visited[fresh] = True
            fresh, ties = self._onward(fresh, first, count)
            fresh, looked = fresh[~visited[fresh]], looked + ties
        fresh = (np.arange(len(self.pool) * count) * size).reshape(-1, count) + self.pool[:, None]
        fresh, levels = fresh.ravel(), []
        fresh = fresh[~visited[fresh % (count * size)]]
        while len(fresh):
            levels.append(fresh)
            fresh, ties = self._onward(fresh, first, count)
            fresh, looked = fresh[~visited[fresh % (count * size)]], looked + ties
            for each in levels:
                fresh = fresh[~among(fresh, each)]
        every = np.concatenate([*levels, np.empty(0, np.int64)])
        places, items = np.divmod(every, count * size)
        return Walks(count, items + first * size, places), looked

    def _onward(self, keys: Integers, first: int, count: int) -> tuple[Integers, int]:
        """Return the nodes over the live ties of nodes, each once in ascending order, and the number of ties read.

        Keys are (any number * count + live graph) * size + node.
        """
        walks, nodes = np.divmod(keys, self._size)
        owners, ends, looked = self.graphs.onward(first + walks % count, nodes)
        return distinct(walks[owners] * self._size + ends), looked


def numbered(keys: Places, nodes: Places) -> Walks:
    """Return pairs of key and node as walks: each key is one walk, numbered in ascending order."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    walks = np.zeros(len(keys), dtype=np.int32)
    np.cumsum(ordered[1:] != ordered[:-1], out=walks[1:])
    return Walks(int(walks[-1]) + 1 if len(walks) else 0, walks, nodes[order])


def among(keys: Integers, ordered: Integers) -> Truths:
    """Return a mask of the keys that occur in the ascending array `ordered`."""
    places = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    found: Truths = ordered[places] == keys
    return found
