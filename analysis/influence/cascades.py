"""Random cascades: many walks at once, over the ties that randomly pass something on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.influence.limits import walks_in_batch
from analysis.influence.network import Arcs, CascadeNetwork, Integers
from analysis.models.numbers import distinct


@dataclass(frozen=True)
class Walks:
    """The nodes that each of `count` walks reached: arrays with one entry for each pair, in the order of the walks."""

    count: int
    walks: NDArray[np.integer[Any]]
    nodes: NDArray[np.integer[Any]]


class Walker:
    """Walks over the ties of a network in one direction, in batches whose size the limit on marks determines."""

    def __init__(self, arcs: Arcs, size: int) -> None:
        self._arcs, self._size = arcs, size
        self.batch = walks_in_batch(size)
        self._visited = np.zeros(self.batch * size, dtype=np.bool_)

    def walk(self, walks: Integers, nodes: Integers, random: np.random.Generator) -> Integers:
        """Return all pairs of walk and node that are reached, as walk * size + node in ascending order.

        The walks begin with the given pairs of walk (0 to `batch` - 1) and node. Each tie of every reached node has one
        chance to pass something on.
        """
        size, visited, reached = self._size, self._visited, []
        fresh = distinct(walks * size + nodes)
        while len(fresh):
            visited[fresh] = True
            reached.append(fresh)
            walk, node = np.divmod(fresh, size)
            owners, ties = self._arcs.of(node)
            passed = random.random(len(ties)) < self._arcs.probabilities[ties]
            onward = walk[owners[passed]] * size + self._arcs.ends[ties[passed]]
            fresh = distinct(onward[~visited[onward]])
        every = np.sort(np.concatenate([*reached, np.empty(0, np.int64)]))
        visited[every] = False
        return every


def reverse_reachable(network: CascadeNetwork, count: int, random: np.random.Generator) -> Walks:
    """Return `count` reverse reachable sets: each holds all nodes that would have reached a node drawn at random.

    Borgs, Brautbar, Chayes, Lucier 2014, "Maximizing Social Influence in Nearly Optimal Time", SODA.
    """
    walker, parts = Walker(network.backward, network.size), []
    for begun in range(0, count, walker.batch):
        roots = random.integers(network.size, size=min(walker.batch, count - begun))
        parts.append(walker.walk(np.arange(len(roots)), roots, random) + begun * network.size)
    return Walks(count, *np.divmod(np.concatenate(parts), network.size))


def simulated(network: CascadeNetwork, seeds: Integers, simulations: int, random: np.random.Generator) -> Integers:
    """Return the number of nodes that each simulated cascade from the seeds reaches: int64[simulations].

    The number includes the seeds.
    """
    walker, found = Walker(network.forward, network.size), []
    for begun in range(0, simulations, walker.batch):
        number = min(walker.batch, simulations - begun)
        reached = walker.walk(np.repeat(np.arange(number), len(seeds)), np.tile(seeds, number), random)
        found.append(np.bincount(reached // network.size, minlength=number))
    return np.concatenate(found)
