"""A plan by greedy choice, for limits of practices without OR-Tools: the best pair that is still allowed comes next."""

from __future__ import annotations

import numpy as np

from analysis.replication.portfolio.problem import Integers, PortfolioProblem


def greedy_plan(problem: PortfolioProblem) -> Integers:
    """Return the pairs of a plan, in descending order of benefit: first those for the floors, then the others."""
    choice = GreedyChoice(problem)
    order = problem.order()
    for below_floor in (True, False):
        for pair in order.tolist():
            if len(choice.taken) == problem.size:
                break
            if choice.allows(pair, below_floor):
                choice.take(pair)
    return order[np.isin(order, np.array(sorted(choice.taken), dtype=np.int64))]


class GreedyChoice:
    """A growing plan, with the remaining limits and the assignments that are missing from the floors."""

    def __init__(self, problem: PortfolioProblem) -> None:
        self._practices, self._organisations = problem.practices.tolist(), problem.organisations.tolist()
        self._regions = problem.region_of.tolist()
        limit = problem.size if problem.per_practice is None else problem.per_practice
        self._limits = dict.fromkeys(self._practices, limit)
        self._capacities, self._missing = problem.capacities.tolist(), problem.floors.tolist()
        self.taken: set[int] = set()

    def allows(self, pair: int, below_floor: bool) -> bool:
        """Return whether a pair can be added; with `below_floor`, only if its region misses pairs."""
        within = self._limits[self._practices[pair]] > 0 and self._capacities[self._organisations[pair]] > 0
        return within and pair not in self.taken and (not below_floor or self._missing[self._regions[pair]] > 0)

    def take(self, pair: int) -> None:
        """Add a pair."""
        self.taken.add(pair)
        self._limits[self._practices[pair]] -= 1
        self._capacities[self._organisations[pair]] -= 1
        self._missing[self._regions[pair]] -= 1
