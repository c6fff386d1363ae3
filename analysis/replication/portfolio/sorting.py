"""The best plan if practices have no limit: by sorting.

Without limits of practices, all constraints are bounds of nested sets: the pairs of an organisation, of a region, and
all pairs. The plans then are the independent sets of a laminar matroid, and the greedy choice by benefit is optimal
(J. Edmonds 1971, "Matroids and the greedy algorithm", Mathematical Programming 1). The floors are filled first with the
best pairs of their regions, which is optimal too: the best pairs of a region are in the best plan for any number of
pairs of the region.
"""

from __future__ import annotations

import numpy as np

from analysis.replication.portfolio.problem import Integers, PortfolioProblem, ranks_within


def best_without_limits(problem: PortfolioProblem) -> Integers:
    """Return the pairs of the best plan, ignoring the limits of practices, in descending order of benefit."""
    order = problem.order()
    owners = problem.organisations[order]
    order = order[ranks_within(owners) < problem.capacities[owners]]
    places = problem.region_of[order]
    first = ranks_within(places) < problem.floors[places]
    # the pairs below the floors come first, and the others follow by benefit
    taken = np.concatenate([np.flatnonzero(first), np.flatnonzero(~first)])[: problem.size]
    return np.asarray(order[np.sort(taken)])
