"""The best team of a lead by constraint programming: OR-Tools CP-SAT, of the extra `optimise`.

Perron, Didier and Gay (2023), "The CP-SAT-LP solver", CP 2023, LIPIcs 280. One worker, a fixed seed and a limit of
deterministic time make the result independent of the machine and of its load.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.teams.dominance import useful
from analysis.teams.problem import LeadGroup

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

Integers = NDArray[np.int64]

SEED = 1


class Solved(NamedTuple):
    """The members (positions in `LeadGroup.others`) of a team better than the cutoff, or None if none was found.

    `bound` is an upper bound for all teams of the lead; it is at least the cutoff. `spent` is in units of deterministic
    time.
    """

    chosen: Integers | None
    bound: int
    spent: float


def solved(group: LeadGroup, cutoff: int, limit: float) -> Solved:
    """Search for the best team of a lead with an objective above `cutoff` within a limit of deterministic time."""
    from ortools.sat.python import cp_model

    kept = useful(group, cutoff)
    if len(kept) < group.places:
        return Solved(None, cutoff, 0.0)
    program = Program(group, kept)
    program.model.add(program.objective >= cutoff + 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = limit
    status = solver.solve(program.model)
    spent = solver.response_proto.deterministic_time
    if status == cp_model.INFEASIBLE:
        return Solved(None, cutoff, spent)
    upper = group.bound if status == cp_model.UNKNOWN else min(round(solver.best_objective_bound), group.bound)
    chosen = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        chosen = kept[[bool(solver.value(each)) for each in program.joins]]
    return Solved(chosen, max(upper, cutoff), spent)


@dataclass
class Program:
    """The integer program for the team of a lead, with the candidates `kept` (positions in `LeadGroup.others`).

    A variable `joins` for each candidate says whether it is a member. For each topic, at most one member counts as the
    best and at most one other as the second-best.
    """

    group: LeadGroup
    kept: Integers

    def __post_init__(self) -> None:
        """Build the variables, the constraints and the objective."""
        from ortools.sat.python import cp_model

        self.model: CpModel = cp_model.CpModel()
        self.joins: list[IntVar] = [self.model.new_bool_var(f"joins {each}") for each in self.kept]
        self.model.add(sum(self.joins) == self.group.places)
        gains = self.group.gains[self.kept].tolist()
        terms: list[LinearExprT] = [gain * join for gain, join in zip(gains, self.joins, strict=True)]
        for topic in range(self.group.best.shape[1]):
            terms += self._covering(topic)
        self.objective: LinearExprT = sum(terms)
        self.model.maximize(self.objective)

    def _covering(self, topic: int) -> list[LinearExprT]:
        """Return the terms of a topic. The lead, always a member, comes first."""
        problem, lead = self.group.problem, self.group.lead
        best = [int(problem.best[lead, topic]), *self.group.best[self.kept, topic].tolist()]
        second = [int(problem.second[lead, topic]), *self.group.second[self.kept, topic].tolist()]
        joins: list[LinearExprT] = [1, *self.joins]
        counted = [number for number, each in enumerate(best) if each]
        as_best = {each: self.model.new_bool_var(f"best {topic} {each}") for each in counted}
        as_second = {each: self.model.new_bool_var(f"second {topic} {each}") for each in counted}
        self.model.add_at_most_one(as_best.values())
        self.model.add_at_most_one(as_second.values())
        for each in counted:
            self.model.add(as_best[each] + as_second[each] <= joins[each])
        return [best[each] * as_best[each] + second[each] * as_second[each] for each in counted]
