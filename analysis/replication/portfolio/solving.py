"""The solution of a joint plan, with a bound for all other plans."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.models.optimiser import available
from analysis.replication.portfolio.flow import best_flow
from analysis.replication.portfolio.greedy import greedy_plan
from analysis.replication.portfolio.problem import Integers, PortfolioProblem
from analysis.replication.portfolio.sorting import best_without_limits


class Solver(Enum):
    """The algorithm that found a plan."""

    SORTING = "sorting, laminar matroid"
    FLOW = "OR-Tools minimum-cost flow"
    GREEDY = "greedy choice"


@dataclass(frozen=True, eq=False)
class PortfolioSolution:
    """The chosen pairs, in descending order of benefit, with the benefit and a bound in units of 1 / `SCALE`.

    No plan that misses as few pairs below the floors has a benefit above the `bound`.
    """

    chosen: Integers
    value: int
    bound: int
    solver: Solver

    @property
    def optimal(self) -> bool:
        """Return whether the plan is proven to be the best one."""
        return self.value >= self.bound


def solution_of(problem: PortfolioProblem) -> PortfolioSolution:
    """Return the best plan, or a greedy one if practices have binding limits and OR-Tools is not installed."""
    chosen = best_without_limits(problem)
    if within_limits(problem, chosen):
        return PortfolioSolution(chosen, problem.value(chosen), problem.value(chosen), Solver.SORTING)
    if available():
        chosen = best_flow(problem)
        return PortfolioSolution(chosen, problem.value(chosen), problem.value(chosen), Solver.FLOW)
    bound = problem.value(best_without_limits(problem.without_floors()))
    chosen = greedy_plan(problem)
    return PortfolioSolution(chosen, problem.value(chosen), bound, Solver.GREEDY)


def within_limits(problem: PortfolioProblem, chosen: Integers) -> bool:
    """Return whether a plan keeps the limits of practices."""
    counts = np.bincount(problem.practices[chosen])
    return problem.per_practice is None or int(counts.max(initial=0)) <= problem.per_practice
