"""The best route by constraint programming: OR-Tools CP-SAT, of the extra `optimise`.

Perron, Didier and Gay (2023), "The CP-SAT-LP solver", CP 2023, LIPIcs 280. One worker, a fixed seed and a limit of
deterministic time make the result independent of the machine and of its load.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from analysis.routes.problem import RouteProblem, closed_by

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar, LinearExprT

SEED = 1


class SolvedRoute(NamedTuple):
    """The best known items, and bounds: no route closes more severity, none of this severity takes fewer hours."""

    chosen: list[int]
    severity_bound: int
    hours_bound: int


def solved(problem: RouteProblem, limit: float) -> SolvedRoute:
    """Search for the best route within a limit of deterministic time: one objective after the other."""
    program = RouteProgram(problem, limit)
    severity = program.smallest(-program.severity)
    if severity is None:
        return SolvedRoute([], problem.severity(closed_by(problem.items)), 0)
    hours = program.smallest(program.hours) if severity.proven else None
    if hours is not None and hours.proven:
        program.smallest(program.tie)
    return SolvedRoute(program.chosen, -severity.bound, hours.bound if hours else 0)


class Optimum(NamedTuple):
    """The bound of one objective, and whether the best known route reaches it."""

    bound: int
    proven: bool


@dataclass
class RouteProgram:
    """The integer program. A variable `joins` for each item says whether it is a step.

    A deficit that some item requires has a stage. The step that is named as its supplier requires only deficits of
    earlier stages, so that steps cannot require each other in a circle.
    """

    problem: RouteProblem
    left: float

    def __post_init__(self) -> None:
        """Build the variables, the constraints and the objectives."""
        from ortools.sat.python import cp_model

        items = self.problem.items
        self.model: CpModel = cp_model.CpModel()
        self.chosen: list[int] = []
        self.joins: list[IntVar] = [self.model.new_bool_var(f"joins {each}") for each in range(len(items))]
        required = sorted(frozenset[int]().union(*(each.requires for each in items)))
        self.stages: dict[int, IntVar] = {
            each: self.model.new_int_var(0, len(required), f"stage {each}") for each in required
        }
        self.closed: list[IntVar] = [self._closing(each) for each in range(len(self.problem.ranks))]
        for item, join in zip(items, self.joins, strict=True):
            for deficit in item.requires:
                self.model.add_implication(join, self.closed[deficit])
        self.severity = weighted(self.problem.weights, self.closed)
        self.hours = weighted([each.hours for each in items], self.joins)
        self.tie = weighted([each.tie for each in items], self.joins)
        self.model.add(self.hours <= self.problem.hours)

    def _closing(self, deficit: int) -> IntVar:
        """Return the variable that says whether a deficit is closed."""
        closed = self.model.new_bool_var(f"closed {deficit}")
        closing = [number for number, each in enumerate(self.problem.items) if deficit in each.closes]
        if deficit in self.stages:
            self.model.add(closed == sum(self._supplying(number, deficit) for number in closing))
        else:
            self.model.add(closed <= sum(self.joins[number] for number in closing))
        return closed

    def _supplying(self, number: int, deficit: int) -> IntVar:
        """Return the variable that names an item as the supplier of a required deficit."""
        supplies = self.model.new_bool_var(f"supplies {number} {deficit}")
        self.model.add_implication(supplies, self.joins[number])
        for earlier in self.problem.items[number].requires:
            self.model.add(self.stages[earlier] + 1 <= self.stages[deficit]).only_enforce_if(supplies)
        return supplies

    def smallest(self, objective: LinearExprT) -> Optimum | None:
        """Minimise an objective, and keep its best value for the next one. The result is None without any route."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.max_deterministic_time = max(self.left, 0.0)
        self.model.minimize(objective)
        status = solver.solve(self.model)
        self.left -= solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        self._keep(solver)
        value = round(solver.objective_value)
        self.model.add(objective <= value)
        return Optimum(min(round(solver.best_objective_bound), value), status == cp_model.OPTIMAL)

    def _keep(self, solver: CpSolver) -> None:
        """Keep the route of a solution, with which the next search begins."""
        self.chosen = [number for number, join in enumerate(self.joins) if solver.value(join)]
        self.model.clear_hints()  # type: ignore[no-untyped-call] # OR-Tools does not annotate it
        for each in (*self.joins, *self.closed, *self.stages.values()):
            self.model.add_hint(each, solver.value(each))


def weighted(weights: Iterable[int], variables: Iterable[IntVar]) -> LinearExprT:
    """Return the sum of variables with weights."""
    return sum(weight * variable for weight, variable in zip(weights, variables, strict=True))
