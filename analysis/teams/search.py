"""The search for the best team over all leads: bounds first, then the exact solution for each remaining lead.

The leads are examined in descending order of their own strength, which bounds the teams that they can lead, until no
further lead can have a better team than the best known one. A greedy choice gives a first team for each lead. Then
CP-SAT solves the leads whose bound exceeds the best team, those with the largest bound first. A lead that is not solved
leaves its bound, so that the bound of the result holds for all teams.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.models.optimiser import available
from analysis.teams.exact import solved
from analysis.teams.problem import LeadGroup, TeamProblem, greedy
from analysis.teams.sketch import LEADS, sketch

Integers = NDArray[np.int64]

# limits of the search: leads that are examined, leads that CP-SAT solves, and its deterministic time for all of them
MOST_LEADS, MOST_SOLVED, MOST_TIME = 300, 60, 0.5
# leads that are examined if none of them has enough candidates for the size
MOST_FRUITLESS = 1_000


@dataclass(frozen=True)
class FoundTeam:
    """The best known team of a problem.

    `lead` and `others` are candidates. `value` and `bound` are objectives in units of 1 / `SCALE`; every team has at
    most the `bound`. `by_solver` says whether CP-SAT took part in the search. `fruitless` is the number of leads after
    which the search for a larger team ended without having examined all; 0 if all were examined.
    """

    problem: TeamProblem
    lead: int
    others: tuple[int, ...]
    value: int
    bound: int
    examined: int
    solved: int
    by_solver: bool
    fruitless: int = 0

    @property
    def optimal(self) -> bool:
        """Return whether the team is proven to be the best one."""
        return self.value >= self.bound


class TeamSearch:
    """The search for a team of one size."""

    def __init__(self, problem: TeamProblem) -> None:
        self.problem = problem
        self.value, self.lead, self.others = -1, -1, np.zeros(0, dtype=np.int64)
        self.open: list[LeadGroup] = []
        # the largest team for which a lead has candidates
        self.largest = 0
        self.examined = self.solved = 0
        self.rest = -1
        self.fruitless = 0

    def examine(self) -> None:
        """Examine the leads: find a greedy team for each, and keep the leads that can have a better one."""
        problem = self.problem
        if problem.lead is not None:
            self.examined = 1
            self._enter(problem.group(problem.lead))
            return
        bounds = problem.reach_bounds()
        for number, lead in enumerate(problem.order.tolist()):
            if bounds[number] <= self.value:
                return
            if number >= MOST_LEADS and self.value >= 0:
                self.rest = int(bounds[number])
                return
            if number >= MOST_FRUITLESS:
                self.fruitless = number
                return
            if number % LEADS == 0:
                strongest = sketch(problem, number)
            self.examined += 1
            if self.value < 0 or strongest.bound(lead) > self.value:
                self._enter(problem.group(lead))

    def _enter(self, group: LeadGroup) -> None:
        """Add a lead to the open ones, with its greedy team."""
        self.largest = max(self.largest, len(group.others) + 1)
        if not group.feasible or group.bound <= self.value:
            return
        self._keep(group, greedy(group))
        self.open.append(group)

    def _keep(self, group: LeadGroup, chosen: Integers) -> None:
        """Keep a team if it is better than the best known one."""
        value = group.value(chosen)
        if value > self.value:
            self.value, self.lead, self.others = value, group.lead, group.others[chosen]

    def solve(self) -> None:
        """Solve the open leads, those with the largest bound first, within the limits."""
        left = MOST_TIME
        for group in sorted(self.open, key=lambda each: -each.bound):
            if group.bound <= self.value:
                return
            if left <= 0 or self.solved >= MOST_SOLVED:
                self.rest = max(self.rest, group.bound)
                return
            found = solved(group, self.value, left)
            self.solved, left, self.rest = self.solved + 1, left - found.spent, max(self.rest, found.bound)
            if found.chosen is not None:
                self._keep(group, found.chosen)


def best_team(problem: TeamProblem) -> FoundTeam | None:
    """Return the best team of the requested size, else of the largest possible smaller size.

    The result is None without any candidate. Its `problem` has the size of the team.
    """
    if not len(problem.strengths):
        return None
    search = TeamSearch(problem)
    search.examine()
    if search.value < 0:
        smaller = best_team(replace(problem, size=search.largest))
        return smaller and replace(smaller, fruitless=max(search.fruitless, smaller.fruitless))
    by_solver = available()
    if by_solver:
        search.solve()
    else:
        search.rest = max([search.rest, *(each.bound for each in search.open)])
    return FoundTeam(
        problem=search.problem,
        lead=search.lead,
        others=tuple(sorted(search.others.tolist())),
        value=search.value,
        bound=max(search.value, search.rest),
        examined=search.examined,
        solved=search.solved,
        by_solver=by_solver,
    )
