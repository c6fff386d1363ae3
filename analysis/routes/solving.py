"""The solution of a route, with bounds for all other routes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from analysis.models.optimiser import available
from analysis.routes.exact import solved
from analysis.routes.greedy import greedy_route
from analysis.routes.problem import RouteProblem, RouteValue, closed_by, cost, ordered, useful, without_superfluous
from analysis.routes.subsets import MOST_DEFICITS, best_by_subsets

# the items that are compared, and the deterministic time of CP-SAT
MOST_ITEMS, MOST_TIME = 300, 1.0


class RouteSolver(Enum):
    """The algorithm that found a route."""

    SUBSETS = "dynamic programming over sets of deficits"
    CP_SAT = "OR-Tools CP-SAT"
    GREEDY = "greedy choice"


@dataclass(frozen=True)
class FoundRoute:
    """The best known route: the numbers of its items in a possible order.

    No route closes more than `severity_bound`, and none that closes as much takes less than `hours_bound`. `left_out`
    is the number of items that were not compared.
    """

    problem: RouteProblem
    steps: tuple[int, ...]
    severity_bound: int
    hours_bound: int
    left_out: int
    solver: RouteSolver

    @property
    def value(self) -> RouteValue:
        """Return the objective of the route."""
        return self.problem.value(self.steps)

    @property
    def gap(self) -> float:
        """Return by which share of its bound the severity of another route can be larger, 0 to 1."""
        return (self.severity_bound + self.value.severity) / max(self.severity_bound, 1)

    @property
    def optimal(self) -> bool:
        """Return whether the route is proven to close the most severity in the fewest hours."""
        return self.gap <= 0 and self.value.hours <= self.hours_bound


@dataclass(frozen=True)
class Choice:
    """Chosen items of a problem with the bounds of all routes."""

    chosen: list[int]
    severity_bound: int
    hours_bound: int
    solver: RouteSolver


def best_route(problem: RouteProblem) -> FoundRoute:
    """Return the best route. If more items are needed than can be compared, the others are left out."""
    needed = useful(problem)
    kept = sorted(sorted(needed, key=lambda each: preference(problem, each))[:MOST_ITEMS])
    choice = choice_of(replace(problem, items=tuple(problem.items[each] for each in kept)))
    severity, hours, left_out = choice.severity_bound, choice.hours_bound, len(needed) - len(kept)
    if left_out:
        severity, hours = problem.severity(closed_by(problem.items[each] for each in needed)), 0
    steps = ordered(problem.items, [kept[each] for each in choice.chosen])
    return FoundRoute(problem, tuple(steps), severity, hours, left_out, choice.solver)


def choice_of(problem: RouteProblem) -> Choice:
    """Choose items by dynamic programming for few deficits, else by CP-SAT, or greedily without OR-Tools."""
    if len(problem.ranks) <= MOST_DEFICITS:
        chosen = best_by_subsets(problem)
        value = problem.value(chosen)
        return Choice(chosen, -value.severity, value.hours, RouteSolver.SUBSETS)
    greedy = greedy_route(problem)
    if not available():
        return Choice(greedy, problem.severity(closed_by(problem.items)), 0, RouteSolver.GREEDY)
    found = solved(problem, MOST_TIME)
    exact = without_superfluous(problem.items, found.chosen)
    return Choice(min(exact, greedy, key=problem.value), found.severity_bound, found.hours_bound, RouteSolver.CP_SAT)


def preference(problem: RouteProblem, number: int) -> tuple[int, int, int]:
    """Return the key by which items are kept: the most severe deficits first, then fewer hours, then by hash."""
    item = problem.items[number]
    return (-problem.severity(item.closes), *cost(item))
