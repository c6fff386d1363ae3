"""Quick bounds for many leads: the strongest candidates stand for all.

The closeness of a lead to tens of thousands of candidates takes much longer to compute than to a few hundred. For some
leads that follow one another in the order of strength, the sketch holds the strongest candidates after them. The
largest values of all other candidates complete the bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.teams.problem import TeamProblem, covered, largest, largest_rows

Integers = NDArray[np.int64]

# candidates of a sketch: the strongest in each topic, and those with the largest sums
OF_TOPIC, OF_SUMS = 40, 150
# the number of leads for which one sketch is used
LEADS = 32


@dataclass(frozen=True, eq=False)
class Sketch:
    """The strongest candidates [s] from a place in the order on, in the order of their ids.

    `best_of_rest` and `second_of_rest` [t] are the largest values of all other candidates, `sum_of_rest` the largest
    sum of both over the topics.
    """

    problem: TeamProblem
    candidates: Integers
    best_of_rest: Integers
    second_of_rest: Integers
    sum_of_rest: int

    def bound(self, lead: int) -> int:
        """Return an upper bound for the teams of a lead; it is never below the bound of the whole group of the lead."""
        problem, places = self.problem, self.problem.size - 1
        among = self.candidates[problem.ranks[self.candidates] > problem.ranks[lead]]
        group, most = problem.group_among(lead, among), int(problem.gains_of(np.ones(1))[0])
        best = np.vstack([problem.best[[lead]], group.best, self.best_of_rest])
        second = np.vstack([problem.second[[lead]], group.second, self.second_of_rest, self.second_of_rest])
        additions = np.concatenate([group.additions, np.full(places, self.sum_of_rest + most)])
        return min(
            covered(best, largest_rows(second)) + most * places, group.alone + int(largest(additions, places).sum())
        )


def sketch(problem: TeamProblem, start: int) -> Sketch:
    """Return the sketch for the leads from the place `start` in the order on."""
    best, second = (each[:, start:].copy() for each in problem.in_order)
    sums = best.sum(axis=0) + second.sum(axis=0)
    chosen = np.unique(np.concatenate([top(sums, OF_SUMS), *(top(each, OF_TOPIC) for each in best)]))
    best[:, chosen], second[:, chosen], sums[chosen] = 0, 0, 0
    return Sketch(
        problem,
        np.sort(problem.order[start:][chosen]),
        best.max(axis=1, initial=0),
        second.max(axis=1, initial=0),
        int(sums.max(initial=0)),
    )


def top(values: Integers, count: int) -> Integers:
    """Return the positions of the `count` largest values."""
    return np.arange(len(values)) if len(values) <= count else np.argpartition(values, len(values) - count)[-count:]
