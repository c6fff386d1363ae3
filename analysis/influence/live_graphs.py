"""Live graphs: simulations whose ties are drawn only when they are read.

Whether a tie is live in a graph follows from the numbers of both (SplitMix64: Steele, Lea, Flood 2014, "Fast Splittable
Pseudorandom Number Generators", OOPSLA). So every read of a graph gives the same ties, and no graph has to be stored.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.influence.network import CascadeNetwork, Integers, Truths

STEP, FIRST, SECOND = (np.uint64(each) for each in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


@dataclass(frozen=True)
class LiveGraphs:
    """The live graphs 0, 1, 2, ... of a network. Node i of graph r has the key r * size + i."""

    network: CascadeNetwork
    seed: int

    def live(self, graphs: Integers, ties: Integers) -> Truths:
        """Return a mask of the ties (numbers in `network.forward`) that are live in their graph."""
        drawn = (graphs * self.network.ties + ties).astype(np.uint64)
        drawn *= STEP
        drawn += np.uint64(self.seed)
        for shift, factor in ((30, FIRST), (27, SECOND)):
            drawn ^= drawn >> np.uint64(shift)
            drawn *= factor
        drawn ^= drawn >> np.uint64(31)
        passed: Truths = (drawn >> np.uint64(11)) * 2.0**-53 < self.network.forward.probabilities[ties]
        return passed

    def onward(self, graphs: Integers, nodes: Integers) -> tuple[Integers, Integers, int]:
        """Return the live ties of nodes in graphs, and the number of ties that were read.

        The first array holds the index of the node at the start of each live tie, and the second the node at its end.
        """
        owners, ties = self.network.forward.of(nodes)
        live = np.flatnonzero(self.live(graphs[owners], ties))
        return owners[live], self.network.forward.ends[ties[live]], len(ties)
