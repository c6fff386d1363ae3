"""The solution of an assignment: a flow of minimum cost, or a greedy choice without OR-Tools."""

from __future__ import annotations

from enum import Enum

import numpy as np

from analysis.mentoring.assignment.problem import PairProblem
from analysis.models.minimum_cost_flow import SINK, SOURCE, columns, largest_flow
from analysis.models.numbers import Integers


class PairSolver(Enum):
    """The algorithm that found an assignment."""

    FLOW = "OR-Tools minimum-cost flow"
    GREEDY = "greedy choice"


def best_pairs(problem: PairProblem, solver: PairSolver) -> Integers:
    """Return the indices of the chosen pairs. The greedy choice may not be the best one."""
    return pairs_of_flow(problem) if solver is PairSolver.FLOW else greedy_pairs(problem)


def pairs_of_flow(problem: PairProblem) -> Integers:
    """Return the pairs of the best assignment: a flow from the source through teachers and mentors to the sink."""
    teachers, teacher = np.unique(problem.teachers, return_inverse=True)
    mentors, mentor = np.unique(problem.mentors, return_inverse=True)
    of_teacher = 2 + np.arange(len(teachers))
    of_mentor = 2 + len(teachers) + np.arange(len(mentors))
    arcs = [
        columns(of_teacher[teacher], of_mentor[mentor], 1, -problem.benefits),
        columns(SOURCE, of_teacher, 1, 0),
        columns(of_mentor, SINK, problem.places[mentors], 0),
    ]
    if not len(problem.teachers):
        return np.empty(0, dtype=np.int64)
    flow = largest_flow(np.concatenate(arcs), len(teachers))
    return np.flatnonzero(flow[: len(problem.teachers)])


def greedy_pairs(problem: PairProblem) -> Integers:
    """Return pairs in descending order of benefit, as long as the teacher has no mentor and the mentor has a place."""
    left, served, chosen = problem.places.tolist(), set[int](), []
    teachers, mentors = problem.teachers.tolist(), problem.mentors.tolist()
    for pair in np.argsort(-problem.benefits, kind="stable").tolist():
        if teachers[pair] not in served and left[mentors[pair]]:
            left[mentors[pair]] -= 1
            served.add(teachers[pair])
            chosen.append(pair)
    return np.array(sorted(chosen), dtype=np.int64)
