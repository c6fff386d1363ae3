"""Tests that joint plans are the best of all plans, keep all limits and report a valid bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.replication.portfolio import solving
from analysis.replication.portfolio.flow import best_flow
from analysis.replication.portfolio.greedy import greedy_plan
from analysis.replication.portfolio.problem import Integers, PortfolioProblem, sufficient
from analysis.replication.portfolio.solving import Solver, solution_of
from analysis.replication.portfolio.sorting import best_without_limits

SMALL = settings(max_examples=150)


@st.composite
def problems(draw: st.DrawFn, most_pairs: int = 9) -> PortfolioProblem:
    """Draw a problem with at most 3 practices, 5 organisations and 3 regions."""
    organisations = draw(st.integers(1, 5))
    pairs = draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, organisations - 1)),
            unique=True,
            min_size=1,
            max_size=most_pairs,
        )
    )
    numbers = st.lists(st.integers(1, 6), min_size=len(pairs), max_size=len(pairs))
    practices, owners = np.array(pairs, dtype=np.int64).T
    return PortfolioProblem(
        practices=practices,
        organisations=owners,
        benefits=np.array(draw(numbers), dtype=np.int64),
        ties=np.arange(len(pairs)),
        regions=np.array(draw(st.lists(st.integers(0, 2), min_size=organisations, max_size=organisations))),
        capacities=np.array(draw(st.lists(st.integers(1, 3), min_size=organisations, max_size=organisations))),
        floors=np.array(draw(st.lists(st.integers(0, 2), min_size=3, max_size=3))),
        size=draw(st.integers(1, 6)),
        per_practice=draw(st.none() | st.integers(1, 3)),
    )


def allowed(problem: PortfolioProblem, chosen: Integers) -> bool:
    """Return whether a plan keeps the size and all limits."""
    limit = len(chosen) if problem.per_practice is None else problem.per_practice
    return (
        len(chosen) <= problem.size
        and len(set(chosen.tolist())) == len(chosen)
        and all(np.bincount(problem.organisations[chosen], minlength=len(problem.regions)) <= problem.capacities)
        and all(np.bincount(problem.practices[chosen]) <= limit)
    )


def plans(problem: PortfolioProblem) -> Iterator[Integers]:
    """Yield all plans."""
    for count in range(problem.size + 1):
        for each in combinations(range(len(problem.practices)), count):
            chosen = np.array(each, dtype=np.int64)
            if allowed(problem, chosen):
                yield chosen


def quality(problem: PortfolioProblem, chosen: Integers) -> tuple[int, int, int]:
    """Return the number of pairs, the negated number of pairs missing from the floors, and the benefit."""
    return len(chosen), -int(problem.missing(chosen).sum()), problem.value(chosen)


def best(problem: PortfolioProblem) -> tuple[int, int, int]:
    return max(quality(problem, each) for each in plans(problem))


@SMALL
@given(problems())
def test_a_plan_is_the_best_of_all_plans(problem: PortfolioProblem) -> None:
    pytest.importorskip("ortools")
    found = solution_of(problem)
    assert allowed(problem, found.chosen)
    assert quality(problem, found.chosen) == best(problem)
    assert found.optimal


@SMALL
@given(problems())
def test_sorting_is_exact_without_limits_of_practices(problem: PortfolioProblem) -> None:
    free = replace(problem, per_practice=None)
    found = solution_of(free)
    assert found.solver is Solver.SORTING
    assert quality(free, found.chosen) == best(free)


@SMALL
@given(problems())
def test_the_flow_and_sorting_agree(problem: PortfolioProblem) -> None:
    pytest.importorskip("ortools")
    free = replace(problem, per_practice=None)
    assert quality(free, best_flow(free)) == quality(free, best_without_limits(free))


@SMALL
@given(problems())
def test_a_greedy_plan_keeps_the_limits_and_its_bound_holds(problem: PortfolioProblem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "available", lambda: False)
        found = solution_of(problem)
    assert allowed(problem, found.chosen)
    assert found.solver is not Solver.FLOW
    assert best(problem)[2] <= found.bound
    assert allowed(problem, greedy_plan(problem))


@SMALL
@given(problems())
def test_the_pairs_kept_of_each_practice_are_sufficient(problem: PortfolioProblem) -> None:
    kept = []
    for practice in np.unique(problem.practices).tolist():
        own = np.flatnonzero(problem.practices == practice)
        regions = problem.region_of[own]
        kept.append(own[sufficient(problem.benefits[own], problem.ties[own], regions, problem.floors, problem.size)])
    reduced = problem.at(np.concatenate(kept))
    assert best(reduced) == best(problem)


@given(problems(), st.randoms())
def test_the_order_of_the_pairs_does_not_matter(problem: PortfolioProblem, random: object) -> None:
    order = np.arange(len(problem.practices))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = problem.at(order)

    def chosen(each: PortfolioProblem) -> set[tuple[int, int]]:
        found = solution_of(each).chosen
        return set(zip(each.practices[found].tolist(), each.organisations[found].tolist(), strict=True))

    assert chosen(turned) == chosen(problem)


def test_the_best_regions_give_way_to_floors() -> None:
    problem = PortfolioProblem(
        practices=np.array([0, 0, 0]),
        organisations=np.array([0, 1, 2]),
        benefits=np.array([9, 8, 1]),
        ties=np.zeros(3, dtype=np.int64),
        regions=np.array([0, 0, 1]),
        capacities=np.array([1, 1, 1]),
        floors=np.array([0, 1]),
        size=2,
    )
    assert solution_of(problem).chosen.tolist() == [0, 2]
    assert solution_of(problem.without_floors()).chosen.tolist() == [0, 1]
