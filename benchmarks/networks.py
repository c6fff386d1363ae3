"""Standard random networks for the comparison of seed choices. All of them are undirected."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.influence.network import CascadeNetwork, Integers, network_of, weighted_cascade

Pairs = tuple[Integers, Integers]
SEED = 7


def network(kind: str, nodes: int, ties: int, probability: float | None) -> CascadeNetwork:
    """Return a network of a kind with `ties` ties per node. If `probability` is None, it is a weighted cascade."""
    one, other = KINDS[kind](nodes, ties, np.random.default_rng(SEED))
    sources, targets = np.concatenate([one, other]), np.concatenate([other, one])
    given = weighted_cascade(targets) if probability is None else np.full(len(sources), probability)
    return network_of(sources, targets, given, nodes)


def preferential_attachment(nodes: int, ties: int, random: np.random.Generator) -> Pairs:
    """Draw a network in which new nodes prefer earlier nodes with many ties (Barabasi, Albert 1999)."""
    ends, pairs = list(range(ties)), []
    for node in range(ties, nodes):
        others = {ends[place] for place in random.integers(len(ends), size=ties)}
        pairs += [(node, other) for other in others]
        ends += [*others, *[node] * len(others)]
    one, other = np.array(pairs, dtype=np.int64).T
    return one, other


def at_random(nodes: int, ties: int, random: np.random.Generator) -> Pairs:
    """Draw distinct random pairs (Erdos, Renyi 1959)."""
    one, other = np.sort(random.integers(nodes, size=(2, ties * nodes)), axis=0)
    return split(np.unique(one[one != other] * nodes + other[one != other]), nodes)


def small_world(nodes: int, ties: int, random: np.random.Generator) -> Pairs:
    """Draw a ring with ties to the next `ties` nodes, a tenth of which are rewired (Watts, Strogatz 1998)."""
    one = np.repeat(np.arange(nodes), ties)
    other = (one + np.tile(np.arange(1, ties + 1), nodes)) % nodes
    other = np.where(random.random(len(other)) < 0.1, random.integers(nodes, size=len(other)), other)
    first, last = np.minimum(one, other), np.maximum(one, other)
    return split(np.unique(first[first != last] * nodes + last[first != last]), nodes)


def split(keys: Integers, nodes: int) -> Pairs:
    """Return the pairs of the keys first * nodes + last."""
    one, other = np.divmod(keys, nodes)
    return one, other


KINDS: dict[str, Callable[[int, int, np.random.Generator], Pairs]] = {
    "preferential": preferential_attachment,
    "random": at_random,
    "small-world": small_world,
}
