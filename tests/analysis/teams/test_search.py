"""Tests of the search for teams against all teams of small problems."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.teams import dominance, search, sketch
from analysis.teams.problem import Floats, TeamProblem, greedy
from analysis.teams.search import best_team
from tests.analysis.teams.brute_force import best_by_trying, objective, problems, teams

MANY = settings(max_examples=200, deadline=None)
SOME = settings(max_examples=60, deadline=None)


@MANY
@given(problems())
def test_the_team_is_the_best_of_all_teams(drawn: tuple[TeamProblem, Floats]) -> None:
    problem, closeness = drawn
    found = best_team(problem)
    assert found is not None
    assert (found.problem.size, found.value) == best_by_trying(problem, closeness)
    assert found.optimal


@MANY
@given(problems())
def test_a_team_obeys_the_constraints(drawn: tuple[TeamProblem, Floats]) -> None:
    problem, closeness = drawn
    found = best_team(problem)
    assert found is not None
    team = found.lead, found.others
    assert team in set(teams(problem, closeness, found.problem.size))
    assert found.value == objective(problem, closeness, found.problem.size, *team)
    assert found.value == found.problem.value(*team)


@SOME
@given(problems())
def test_without_the_solver_the_bound_holds_for_all_teams(drawn: tuple[TeamProblem, Floats]) -> None:
    problem, closeness = drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "available", lambda: False)
        found = best_team(problem)
    assert found is not None
    size, best = best_by_trying(problem, closeness)
    assert found.problem.size == size
    assert not found.by_solver
    assert found.value <= best <= found.bound
    assert found.optimal == (found.value == found.bound)


@SOME
@given(problems())
def test_limits_of_the_search_leave_a_valid_bound(drawn: tuple[TeamProblem, Floats]) -> None:
    problem, closeness = drawn
    size, best = best_by_trying(problem, closeness)
    for module, name, value in (
        (search, "MOST_SOLVED", 0),
        (search, "MOST_LEADS", 1),
        (search, "MOST_TIME", 0.0),
        (dominance, "BLOCK", 1),
        (sketch, "OF_SUMS", 1),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, name, value)
            found = best_team(problem)
        assert found is not None
        assert found.problem.size == size
        assert found.value <= best <= found.bound, name


@MANY
@given(problems())
def test_bounds_of_a_lead_hold_for_its_teams(drawn: tuple[TeamProblem, Floats]) -> None:
    problem, closeness = drawn
    by_lead: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for lead, others in teams(problem, closeness, problem.size):
        value = objective(problem, closeness, problem.size, lead, others)
        by_lead.setdefault(lead, []).append((value, others))
    reach = problem.reach_bounds()
    for lead, found in by_lead.items():
        group, (best, _) = problem.group(lead), max(found)
        assert best <= group.bound
        with_each = dict(zip(group.others.tolist(), group.bounds_with().tolist(), strict=True))
        assert all(value <= with_each[each] for value, others in found for each in others)
        if problem.lead is None:
            assert best <= reach[problem.ranks[lead]]
            for strongest in (1, 2, 100):
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(sketch, "OF_TOPIC", strongest)
                    patch.setattr(sketch, "OF_SUMS", strongest)
                    assert group.bound <= sketch.sketch(problem, 0).bound(lead)


@MANY
@given(problems())
def test_the_greedy_team_gains_most_of_what_the_best_team_gains(drawn: tuple[TeamProblem, Floats]) -> None:
    problem, closeness = drawn
    for lead in {lead for lead, _ in teams(problem, closeness, problem.size)}:
        group = problem.group(lead)
        best = max(
            objective(problem, closeness, problem.size, *each)
            for each in teams(problem, closeness, problem.size)
            if each[0] == lead
        )
        gained = group.value(greedy(group)) - group.alone
        # rounding moves a value by less than one unit for each term
        assert gained >= (1 - 1 / 2.718281828) * (best - group.alone) - 10


ROWS = st.lists(st.tuples(*[st.integers(0, 3)] * 3, st.integers(1, 4)), max_size=30, unique_by=lambda each: each[:3])


@MANY
@given(ROWS, st.integers(1, 4), st.sampled_from([1, 3, 256]))
def test_candidates_are_left_out_only_for_enough_better_ones(
    drawn: list[tuple[int, ...]], places: int, block: int
) -> None:
    table = np.array(drawn, dtype=np.int64).reshape(-1, 4)
    rows, counts = table[:, :3], table[:, 3]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dominance, "BLOCK", block)
        needed = dominance.skyband(rows, counts, places)
    for row, count, kept in zip(rows, counts, needed, strict=True):
        better = sum(
            int(other) for one, other in zip(rows, counts, strict=True) if (one >= row).all() and (one != row).any()
        )
        assert kept == max(0, min(int(count), places - better))
