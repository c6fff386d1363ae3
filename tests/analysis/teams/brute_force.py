"""Small problems of teams, and their solution by trying all teams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from analysis.teams.problem import COOPERATION, RESERVE, SCALE, Floats, Integers, TeamProblem

LEVELS = st.sampled_from([0.0, 0.0, 0.2, 0.25, 0.5, 0.75, 1.0])
CLOSE = st.sampled_from([0.0, 0.0, 0.05, 0.3, 0.5, 1.0])


def problem_of(strengths: Floats, closeness: Floats, size: int, lead: int | None) -> TeamProblem:
    """Return a problem whose closeness is a matrix [n, n]."""

    def close(one: int, others: Integers) -> Floats:
        return np.asarray(closeness[one, others])

    return TeamProblem(strengths, close, size, lead)


@st.composite
def problems(draw: st.DrawFn, most: int = 8) -> tuple[TeamProblem, Floats]:
    """Draw a problem with its matrix of closeness."""
    count, topics = draw(st.integers(1, most)), draw(st.integers(1, 3))
    strengths = np.array(draw(st.lists(LEVELS, min_size=count * topics, max_size=count * topics))).reshape(
        count, topics
    )
    closeness = np.array(draw(st.lists(CLOSE, min_size=count * count, max_size=count * count))).reshape(count, count)
    closeness = np.maximum(closeness, closeness.T)
    lead = draw(st.none() | st.integers(0, count - 1))
    return problem_of(strengths, closeness, draw(st.integers(2, 5)), lead), closeness


def teams(problem: TeamProblem, closeness: Floats, size: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield all allowed teams of a size: the lead and the others."""
    count = len(problem.strengths)
    values = [sum(round(SCALE * each / problem.strengths.shape[1]) for each in row) for row in problem.strengths]
    for lead in range(count) if problem.lead is None else (problem.lead,):
        allowed = [each for each in range(count) if each != lead and closeness[lead, each] > 0]
        if problem.lead is None:
            allowed = [each for each in allowed if (-values[each], each) > (-values[lead], lead)]
        yield from ((lead, others) for others in combinations(allowed, size - 1))


def objective(problem: TeamProblem, closeness: Floats, size: int, lead: int, others: Sequence[int]) -> int:
    """Return the objective of a team by its definition."""
    total: int = 0
    columns: list[list[float]] = problem.strengths[[lead, *others]].T.tolist()
    for column in columns:
        best, second = sorted([0.0, *column], reverse=True)[:2]
        total += round(SCALE * best / problem.strengths.shape[1])
        total += round(SCALE * (RESERVE / problem.strengths.shape[1]) * second)
    gain = COOPERATION / max(size - 1, 1)
    return total + sum(round(SCALE * gain * float(closeness[lead, each])) for each in others)


def best_by_trying(problem: TeamProblem, closeness: Floats) -> tuple[int, int]:
    """Return the size and the objective of the best team of the requested size, else of the largest possible one."""
    for size in range(problem.size, 0, -1):
        values = [objective(problem, closeness, size, *each) for each in teams(problem, closeness, size)]
        if values:
            return size, max(values)
    raise AssertionError
