"""A network over which something spreads: each tie passes it on at most once, with its own probability.

The independent cascade model: Kempe, Kleinberg, Tardos 2003, "Maximizing the Spread of Influence through a Social
Network", KDD, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.models.numbers import ranges
from graph_model.errors import MetodGraphError

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


class NetworkError(MetodGraphError):
    """Ties that cannot be used. The message states the reason."""

    code = "TIES_REFUSED"


@dataclass(frozen=True)
class Arcs:
    """Ties by the node at one end.

    The ties of node i are `start[i]` to `start[i + 1]` - 1 (int64[nodes + 1]). `ends` are the nodes at the other end.
    `probabilities` are greater than 0 and at most 1.
    """

    start: Integers
    ends: Integers
    probabilities: Floats

    def of(self, nodes: Integers) -> tuple[Integers, Integers]:
        """Return the ties of several nodes: for each tie the index of its node in `nodes`, and the index of the tie."""
        first, last = self.start[nodes], self.start[nodes + 1]
        return np.repeat(np.arange(len(nodes)), last - first), ranges(first, last)


@dataclass(frozen=True)
class CascadeNetwork:
    """Nodes 0 to `size` - 1 with directed ties, which can be walked in both directions.

    `parallel` counts ties merged into others, `loops` the excluded ties of a node to itself.
    """

    size: int
    forward: Arcs
    backward: Arcs
    parallel: int
    loops: int

    @property
    def ties(self) -> int:
        """Return the number of ties after merging parallel ones."""
        return len(self.forward.ends)


def network_of(sources: Integers, targets: Integers, probabilities: Floats, size: int) -> CascadeNetwork:
    """Return the network of ties between nodes 0 to `size` - 1. The three arrays have one entry for each tie.

    Parallel ties act independently and are merged into one with the probability 1 - (1 - p)(1 - q). Ties of a node to
    itself and ties with probability 0 are excluded. Raises `NetworkError` if a probability or a node is out of range,
    or the lengths differ.
    """
    if not len(sources) == len(targets) == len(probabilities):
        msg = (
            f"{len(sources)} sources, {len(targets)} targets and {len(probabilities)} probabilities do not fit: "
            "give one of each for every tie."
        )
        raise NetworkError(msg)
    if np.any(~(probabilities >= 0) | (probabilities > 1)):
        raise NetworkError("Every probability must lie between 0 and 1.")
    if len(sources) and not (min(sources.min(), targets.min()) >= 0 and max(sources.max(), targets.max()) < size):
        msg = f"A tie leads to a node outside 0 to {size - 1}."
        raise NetworkError(msg)
    kept = (sources != targets) & (probabilities > 0)
    keys, place = np.unique(sources[kept] * size + targets[kept], return_inverse=True)
    not_reached = np.ones(len(keys))
    np.multiply.at(not_reached, place, 1 - probabilities[kept])
    starts, ends = np.divmod(keys, max(size, 1))
    return CascadeNetwork(
        size=size,
        forward=arcs(starts, ends, 1 - not_reached, size),
        backward=arcs(ends, starts, 1 - not_reached, size),
        parallel=int(np.count_nonzero(kept)) - len(keys),
        loops=int(np.count_nonzero(sources == targets)),
    )


def arcs(starts: Integers, ends: Integers, probabilities: Floats, size: int) -> Arcs:
    """Return ties ordered by the node at their start."""
    order = np.argsort(starts, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(starts, minlength=size))]).astype(np.int64)
    return Arcs(first, ends[order], probabilities[order])


def weighted_cascade(targets: Integers) -> Floats:
    """Return the probability of each tie as 1 / the number of ties to its target (Kempe et al. 2003, section 2)."""
    shares: Floats = 1.0 / np.bincount(targets)[targets]
    return shares
