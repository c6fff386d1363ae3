"""The best route by dynamic programming over sets of closed deficits, for at most `MOST_DEFICITS` deficits.

A set of deficits is a number whose bits are the deficits. The fewest hours that lead to a set, with the smallest sum of
hashes among equal hours, follow from those of its subsets (M. Held, R. M. Karp (1962): A dynamic programming approach
to sequencing problems, Journal of the SIAM 10(1)). An item is possible in every set that contains its requirements, so
that the order of the steps needs no further condition.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.routes.problem import Deficits, RouteProblem

Integers = NDArray[np.int64]

MOST_DEFICITS = 12
# an hour outweighs the hashes of all steps, which have 30 bits each
HOUR = 1 << 40
UNREACHED = np.iinfo(np.int64).max


def best_by_subsets(problem: RouteProblem) -> list[int]:
    """Return the items of the best route in a possible order."""
    table = SubsetTable(problem)
    for size in range(len(problem.ranks)):
        table.extend(size)
    return table.steps(table.best())


class SubsetTable:
    """The smallest cost [s] of each set of deficits; the item [s] that comes last, and the set [s] before it."""

    def __init__(self, problem: RouteProblem) -> None:
        self.problem = problem
        self.closes = np.array([bits(each.closes) for each in problem.items], dtype=np.int64)
        self.requires = np.array([bits(each.requires) for each in problem.items], dtype=np.int64)
        self.item_costs = np.array([each.hours * HOUR + each.tie for each in problem.items], dtype=np.int64)
        self.sets = np.arange(1 << len(problem.ranks))
        self.costs = np.full(len(self.sets), UNREACHED)
        self.costs[0] = 0
        self.last, self.before = np.zeros((2, len(self.sets)), dtype=np.int64)

    def extend(self, size: int) -> None:
        """Add each possible item to the reached sets of a size."""
        sets = self.sets[(np.bitwise_count(self.sets) == size) & (self.costs < UNREACHED)]
        possible = (self.requires & ~sets[:, None]) == 0
        possible &= (self.closes & ~sets[:, None]) != 0
        costs = self.costs[sets][:, None] + self.item_costs
        rows, items = np.nonzero(possible & (costs // HOUR <= self.problem.hours))
        reached, sums = sets[rows] | self.closes[items], costs[rows, items]
        np.minimum.at(self.costs, reached, sums)
        smallest = sums == self.costs[reached]
        self.last[reached[smallest]], self.before[reached[smallest]] = items[smallest], sets[rows[smallest]]

    def best(self) -> int:
        """Return the reached set of the most severity, of equal ones the one with the smallest cost."""
        severity = np.zeros(len(self.sets), dtype=np.int64)
        for deficit, weight in enumerate(self.problem.weights):
            severity += (self.sets >> deficit & 1) * weight
        reached = self.sets[self.costs < UNREACHED]
        return int(reached[np.lexsort((self.costs[reached], -severity[reached]))[0]])

    def steps(self, reached: int) -> list[int]:
        """Return the items that lead to a set, in their order."""
        found: list[int] = []
        while reached:
            found.insert(0, int(self.last[reached]))
            reached = int(self.before[reached])
        return found


def bits(deficits: Deficits) -> int:
    """Return the number of a set of deficits."""
    return sum(1 << each for each in deficits)
