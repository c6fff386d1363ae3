"""Greedy choice on simulations that are drawn once: the exact and slow way to find with whom to begin.

Under the independent cascade model a simulation is a live graph: each tie is kept with its probability, and seeds reach
whom they lead to over the kept ties (Kempe, Kleinberg, Tardos 2003, section 2). Greedy choice on the same live graphs
for all candidates (NewGreedy: Chen, Wang, Yang 2009, "Efficient Influence Maximization in Social Networks", KDD,
section 2; StaticGreedy: Cheng, Shen, Huang, Zhang, Cheng 2013, CIKM) weighs every gain by as many simulations as there
are graphs, without comparing candidates by different luck, and a gain that was found earlier is an upper bound of the
gain now, exactly, so that lazy choice (CELF: Leskovec et al. 2007) takes the nodes of one that looks at everybody.
"""

from __future__ import annotations

import heapq

import numpy as np
from igraph import Graph
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, connected_components

from analysis.influence.network import CascadeNetwork, Floats, Integers, distinct, ranges

# a component of so many nodes is worth finding: who leads into it reaches all that it reaches
LARGE = 30


class Simulations:
    """`count` live graphs side by side: node i of graph r is the node r * size + i of one large graph."""

    def __init__(self, network: CascadeNetwork, count: int, random: np.random.Generator, alone: bool = False) -> None:
        """Draw the graphs; with `alone` tell how many each node reaches by itself, on average (float[size])."""
        self.count, self.size = count, network.size
        self.alone = np.zeros(network.size)
        sources = np.repeat(np.arange(network.size), np.diff(network.forward.start))
        starts, ends = [np.zeros(1, dtype=np.int64)], []
        kept = 0
        for _ in range(count):
            live = np.flatnonzero(random.random(network.ties) < network.forward.probabilities)
            start = np.searchsorted(sources[live], np.arange(1, network.size + 1))
            starts.append(kept + start)
            ends.append(network.forward.ends[live].astype(np.int32))
            kept += len(live)
            if alone:
                self.alone += reached_by_each(sources[live], network.forward.ends[live], network.size)
        self._start, self._ends = np.concatenate(starts), np.concatenate(ends)
        self._covered = np.zeros(count * network.size, dtype=np.bool_)
        self.alone /= count

    def gain(self, node: int) -> float:
        """How many a node would add to those that are reached, on average."""
        fresh = self._walk(node)
        self._covered[fresh] = False
        return len(fresh) / self.count

    def add(self, node: int) -> Floats:
        """Let a node reach whom it can; how many it adds in each graph [count]."""
        return np.bincount(self._walk(node) // self.size, minlength=self.count).astype(np.float64)

    def forget(self) -> None:
        """Nobody is reached any more."""
        self._covered[:] = False

    def _walk(self, node: int) -> Integers:
        """Mark whom a node reaches anew."""
        covered, reached = self._covered, []
        fresh: Integers = np.arange(self.count, dtype=np.int64) * self.size + node
        fresh = fresh[~covered[fresh]]
        while len(fresh):
            covered[fresh] = True
            reached.append(fresh)
            first, last = self._start[fresh], self._start[fresh + 1]
            onward = np.repeat(fresh // self.size * self.size, last - first) + self._ends[ranges(first, last)]
            fresh = distinct(onward[~covered[onward]])
        return np.concatenate([*reached, np.empty(0, np.int64)])


def reached_by_each(sources: Integers, ends: Integers, size: int) -> Integers:
    """How many nodes each node of one graph reaches, itself among them, exactly.

    Whoever leads into the largest strong component reaches all that it reaches; what else each reaches is counted node
    by node, without that component, so that little is left to count.
    """
    matrix = csr_matrix((np.ones(len(ends), dtype=np.int8), (sources, ends)), shape=(size, size))
    _, labels = connected_components(matrix, connection="strong")
    sizes = np.bincount(labels)
    if sizes.max() < LARGE:
        return counted(sources, ends, np.arange(size), size)
    one = int(np.flatnonzero(labels == sizes.argmax())[0])
    below, above = (np.zeros(size, dtype=np.bool_) for _ in range(2))
    below[breadth_first_order(matrix, one, return_predecessors=False)] = True
    above[breadth_first_order(matrix.T.tocsr(), one, return_predecessors=False)] = True
    found = np.zeros(size, dtype=np.int64)
    found[above] = below.sum()
    leading, apart = above & ~below, ~above
    rest = ~below[sources] & ~below[ends]
    found[leading] += counted(sources[rest], ends[rest], np.flatnonzero(leading), size)
    rest = ~above[sources]
    found[apart] = counted(sources[rest], ends[rest], np.flatnonzero(apart), size)
    return found


def counted(sources: Integers, ends: Integers, nodes: Integers, size: int) -> Integers:
    """How many nodes each of some reaches, itself among them."""
    graph = Graph(n=size, edges=np.column_stack([sources, ends]), directed=True)
    return np.array(graph.neighborhood_size(nodes.tolist(), order=size, mode="out"), dtype=np.int64)


def lazy_greedy(graphs: Simulations, k: int) -> list[int]:
    """The nodes in the order of choice: a gain is looked at again only where it could still be the largest."""
    queue = [(-float(spread), node, 0) for node, spread in enumerate(graphs.alone)]
    heapq.heapify(queue)
    taken: list[int] = []
    while len(taken) < min(k, graphs.size):
        _, node, known_at = heapq.heappop(queue)
        if known_at == len(taken):
            taken.append(node)
            graphs.add(node)
        else:
            heapq.heappush(queue, (-graphs.gain(node), node, len(taken)))
    return taken


def reached_by(
    network: CascadeNetwork, sets: list[list[int]], count: int, random: np.random.Generator
) -> NDArray[np.float64]:
    """How many each set reaches in the same `count` fresh live graphs (float[sets, count])."""
    batch, parts = min(count, max(1, 20_000_000 // network.size)), []
    for begun in range(0, count, batch):
        graphs = Simulations(network, min(batch, count - begun), random)
        found = []
        for each in sets:
            graphs.forget()
            found.append(np.sum([graphs.add(node) for node in each], axis=0))
        parts.append(np.array(found))
    return np.concatenate(parts, axis=1)
