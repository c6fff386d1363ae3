"""Greedy choice of seed nodes on a fixed set of simulations: the exact and slow reference method.

Under the independent cascade model a simulation is a live graph: each tie is kept with its probability, and seeds reach
the nodes to which kept ties lead (Kempe, Kleinberg, Tardos 2003, section 2). Greedy choice uses the same live graphs
for all candidates (NewGreedy: Chen, Wang, Yang 2009, "Efficient Influence Maximization in Social Networks", KDD,
section 2; StaticGreedy: Cheng, Shen, Huang, Zhang, Cheng 2013, CIKM). Every gain is then a mean over all graphs, and
candidates are compared on the same random draws. An earlier gain is an exact upper bound of the current gain, so lazy
choice (CELF: Leskovec et al. 2007) selects the same nodes as the evaluation of all candidates.
"""

from __future__ import annotations

import heapq

import numpy as np
from igraph import Graph
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, connected_components

from analysis.influence.network import CascadeNetwork, Floats, Integers
from analysis.models.numbers import distinct, ranges

# the size from which a strong component is treated separately: all nodes that lead into it reach the same nodes
LARGE = 30


class Simulations:
    """`count` live graphs as one large graph, in which node i of graph r has the number r * size + i."""

    def __init__(self, network: CascadeNetwork, count: int, random: np.random.Generator, alone: bool = False) -> None:
        """Draw the graphs. With `alone`, compute the mean number of nodes that each node reaches (float[size])."""
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
        """Return the mean number of nodes that a node would add to the reached nodes."""
        fresh = self._walk(node)
        self._covered[fresh] = False
        return len(fresh) / self.count

    def add(self, node: int) -> Floats:
        """Add a seed and return the number of newly reached nodes in each graph, of shape (count,)."""
        return np.bincount(self._walk(node) // self.size, minlength=self.count).astype(np.float64)

    def forget(self) -> None:
        """Reset the reached nodes."""
        self._covered[:] = False

    def _walk(self, node: int) -> Integers:
        """Mark the nodes that a node newly reaches, and return them."""
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
    """Return the exact number of nodes that each node of a graph reaches, including itself, of shape (size,).

    All nodes that lead into the largest strong component reach the nodes that the component reaches. The other reached
    nodes are counted for each node without the component, which is fast.
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
    """Return the number of nodes that each of the given nodes reaches, including itself, of shape (nodes,)."""
    graph = Graph(n=size, edges=np.column_stack([sources, ends]), directed=True)
    return np.array(graph.neighborhood_size(nodes.tolist(), order=size, mode="out"), dtype=np.int64)


def lazy_greedy(graphs: Simulations, k: int) -> list[int]:
    """Return `k` nodes in the order of choice. A gain is recomputed only if it could be the largest."""
    queue = [(-float(spread), node, 0) for node, spread in enumerate(graphs.alone)]
    heapq.heapify(queue)
    chosen: list[int] = []
    while len(chosen) < min(k, graphs.size):
        _, node, known_at = heapq.heappop(queue)
        if known_at == len(chosen):
            chosen.append(node)
            graphs.add(node)
        else:
            heapq.heappush(queue, (-graphs.gain(node), node, len(chosen)))
    return chosen


def reached_by(
    network: CascadeNetwork, sets: list[list[int]], count: int, random: np.random.Generator
) -> NDArray[np.float64]:
    """Return the number of nodes that each set reaches in the same `count` new live graphs (float[sets, count])."""
    batch, parts = min(count, max(1, 20_000_000 // network.size)), []
    for begun in range(0, count, batch):
        graphs = Simulations(network, min(batch, count - begun), random)
        found = []
        for each in sets:
            graphs.forget()
            found.append(np.sum([graphs.add(node) for node in each], axis=0))
        parts.append(np.array(found))
    return np.concatenate(parts, axis=1)
