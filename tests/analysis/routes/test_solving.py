"""Properties of the solver of routes, against a trial of all routes."""

from __future__ import annotations

import pytest
from hypothesis import given

from analysis.routes import solving
from analysis.routes.problem import RouteItem, RouteProblem
from analysis.routes.solving import FoundRoute, RouteSolver, best_route
from tests.analysis.routes.route_problems import best_by_trying, can_be_done, problems
from tests.profiles import examples


def item(hours: int, *closes: int, requires: tuple[int, ...] = (), tie: int = 0) -> RouteItem:
    return RouteItem(hours, frozenset(closes), frozenset(requires), tie)


def found_by(solver: RouteSolver, problem: RouteProblem) -> FoundRoute:
    """Return the route that one of the algorithms finds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "MOST_DEFICITS", 12 if solver is RouteSolver.SUBSETS else 0)
        patch.setattr(solving, "available", lambda: solver is RouteSolver.CP_SAT)
        found = best_route(problem)
    assert found.solver is solver
    return found


@examples(300)
@given(problems())
def test_both_exact_algorithms_find_the_best_of_all_routes(problem: RouteProblem) -> None:
    for solver in (RouteSolver.SUBSETS, RouteSolver.CP_SAT):
        found = found_by(solver, problem)
        assert found.optimal
        assert found.value == best_by_trying(problem)


@examples(300)
@given(problems())
def test_every_route_keeps_its_hours_its_order_and_its_bounds(problem: RouteProblem) -> None:
    best = best_by_trying(problem)
    for solver in RouteSolver:
        found = found_by(solver, problem)
        assert sum(problem.items[each].hours for each in found.steps) <= problem.hours
        assert can_be_done(problem, found.steps)
        assert -found.value.severity <= found.severity_bound
        assert found.value >= best
        assert not found.optimal or found.value[:2] == best[:2]


@examples(100)
@given(problems())
def test_each_step_closes_a_deficit_that_no_other_step_closes(problem: RouteProblem) -> None:
    steps = [problem.items[each] for each in best_route(problem).steps]
    for each in steps:
        others = frozenset[int]().union(*(other.closes for other in steps if other is not each))
        required = frozenset[int]().union(*(other.requires for other in steps))
        assert each.closes - others or each.closes & required


def test_one_severe_deficit_outweighs_all_less_severe_ones() -> None:
    problem = RouteProblem((2, 1, 1, 1), 10, (item(10, 0), item(10, 1, 2, 3)))
    assert best_route(problem).steps == (0,)


def test_a_chain_of_requirements_is_followed_in_its_order() -> None:
    problem = RouteProblem((2, 0, 0), 12, (item(4, 0, requires=(1,)), item(4, 1, requires=(2,)), item(4, 2)))
    assert best_route(problem).steps == (2, 1, 0)


def test_items_that_require_each_other_are_in_no_route() -> None:
    problem = RouteProblem((2, 2), 12, (item(4, 0, requires=(1,)), item(4, 1, requires=(0,))))
    assert best_route(problem).steps == ()


def test_a_solver_that_is_stopped_leaves_the_greedy_route_and_a_gap() -> None:
    problem = RouteProblem((2, 1, 0), 8, (item(8, 0), item(4, 1), item(4, 2)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "MOST_TIME", 0.0)
        found = found_by(RouteSolver.CP_SAT, problem)
    assert found.steps == (0,)
    assert not found.optimal
    assert 0 < found.gap < 1


def test_items_that_were_not_compared_are_counted_and_leave_the_route_unproven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solving, "MOST_ITEMS", 1)
    found = best_route(RouteProblem((2, 1), 8, (item(4, 0), item(4, 1))))
    assert found.left_out == 1
    assert not found.optimal
