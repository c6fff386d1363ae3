"""The choice of a team as an integer program: candidates, the objective, and bounds of the objective.

The objective of a team is the sum over topics of `(best + RESERVE second) / topics`, with the strengths of the best and
the second-best member, plus `COOPERATION` times the mean closeness of the other members to the lead. It grows with each
member and is submodular for a given lead: a member adds the less, the more members there are. All values are integers
in units of 1 / `SCALE`, so that every solver compares them exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SCALE = 1_000_000
RESERVE = 0.2
COOPERATION = 0.1


@dataclass(frozen=True, eq=False)
class TeamProblem:
    """n candidates for a team of `size`, in the order of their ids.

    `strengths` [n, t] are from 0 to 1. `closeness` returns the closeness of a candidate to others [m], from 0 to 1;
    only candidates with a positive closeness can be in a team led by it. `lead` is the required lead, if any. Otherwise
    the lead is the member with the largest sum of strengths, of equal ones the first by id.
    """

    strengths: Floats
    closeness: Callable[[int, Integers], Floats]
    size: int
    lead: int | None = None

    @cached_property
    def best(self) -> Integers:
        """Return the value [n, t] of each candidate as the best member of a topic."""
        return scaled(self.strengths / self.strengths.shape[1])

    @cached_property
    def second(self) -> Integers:
        """Return the value [n, t] of each candidate as the second-best member of a topic."""
        return scaled(self.strengths * (RESERVE / self.strengths.shape[1]))

    @cached_property
    def order(self) -> Integers:
        """Return the candidates in descending order of their sums of strengths, equal ones by id."""
        return np.argsort(-self.best.sum(axis=1), kind="stable")

    @cached_property
    def in_order(self) -> tuple[Integers, Integers]:
        """Return the values as best and as second-best members by topic [t, n], candidates in `order`."""
        return self.best[self.order].T.copy(), self.second[self.order].T.copy()

    @cached_property
    def ranks(self) -> Integers:
        """Return the place of each candidate in `order`."""
        ranks = np.empty(len(self.order), dtype=np.int64)
        ranks[self.order] = np.arange(len(self.order))
        return ranks

    def gains_of(self, closeness: Floats) -> Integers:
        """Return the values of closeness in the objective."""
        return scaled(closeness * (COOPERATION / max(self.size - 1, 1)))

    def group(self, lead: int) -> LeadGroup:
        """Return the candidates for the team of a lead."""
        others = np.arange(len(self.strengths))
        return self.group_among(lead, others[others != lead] if self.lead is not None else np.sort(self.below(lead)))

    def below(self, lead: int) -> Integers:
        """Return the candidates that come after a lead in `order`."""
        return self.order[self.ranks[lead] + 1 :]

    def group_among(self, lead: int, others: Integers) -> LeadGroup:
        """Return those of some other candidates that are close to a lead."""
        closeness = self.closeness(lead, others)
        return LeadGroup(self, lead, others[closeness > 0], self.gains_of(closeness[closeness > 0]))

    def value(self, lead: int, others: Sequence[int]) -> int:
        """Return the objective of a team, whether or not it is allowed."""
        members = np.array([lead, *others], dtype=np.int64)
        gains = self.gains_of(self.closeness(lead, members[1:]))
        return covered(self.best[members], self.second[members]) + int(gains.sum())

    def reach_bounds(self) -> Integers:
        """Return an upper bound for the teams of each lead [n] in `order`, which ignores who is close to whom.

        The bounds do not increase, since the lead is the strongest member.
        """
        best, second = self.best[self.order], self.second[self.order]
        own = best.sum(axis=1) + second.sum(axis=1)
        after = np.maximum.accumulate(best[::-1], axis=0)[::-1].sum(axis=1)
        reserve = suffix_seconds(second).sum(axis=1)
        gains = int(self.gains_of(np.ones(1))[0]) * (self.size - 1)
        return np.asarray(np.minimum(after + reserve, self.size * np.maximum.accumulate(own[::-1])[::-1]) + gains)


def scaled(values: Floats) -> Integers:
    """Return values in units of 1 / `SCALE`."""
    return np.asarray(np.rint(values * SCALE), dtype=np.int64)


def suffix_seconds(values: Integers) -> Integers:
    """Return the second-largest value [n, t] among each row and all rows after it; 0 for the last row."""
    first = np.zeros_like(values)
    first[:-1] = np.maximum.accumulate(values[::-1], axis=0)[::-1][1:]
    return np.asarray(np.maximum.accumulate(np.minimum(values, first)[::-1], axis=0)[::-1])


def covered(best: Integers, second: Integers) -> int:
    """Return the coverage of a team from the values [m, t] of its members."""
    seconds = np.sort(second, axis=0)[-2] if len(second) > 1 else np.zeros(1, dtype=np.int64)
    return int(best.max(axis=0).sum() + seconds.sum())


@dataclass(frozen=True, eq=False)
class LeadGroup:
    """A lead and the candidates [m] that can join its team, with the values of their closeness [m]."""

    problem: TeamProblem
    lead: int
    others: Integers
    gains: Integers

    @cached_property
    def best(self) -> Integers:
        """Return the values [m, t] of the candidates as best members."""
        return self.problem.best[self.others]

    @cached_property
    def second(self) -> Integers:
        """Return the values [m, t] of the candidates as second-best members."""
        return self.problem.second[self.others]

    @property
    def places(self) -> int:
        """Return the number of members besides the lead."""
        return self.problem.size - 1

    @property
    def feasible(self) -> bool:
        """Return whether there are enough candidates for a team of the requested size."""
        return len(self.others) >= self.places

    @cached_property
    def alone(self) -> int:
        """Return the objective of the lead alone."""
        return int(self.problem.best[self.lead].sum())

    @cached_property
    def additions(self) -> Integers:
        """Return what each candidate [m] adds to the lead alone, the most that it can add to any team."""
        return Coverage(self.problem.best[self.lead], self.problem.second[self.lead]).additions(self)

    @cached_property
    def bound(self) -> int:
        """Return an upper bound of the objective of the teams of the lead.

        It is the smaller of two bounds: that of the best and second-best candidates of each topic, which ignores the
        size, and that of the largest additions, which holds because the objective is submodular.
        """
        best = np.vstack([self.problem.best[[self.lead]], self.best])
        second = np.vstack([self.problem.second[[self.lead]], self.second])
        closest = int(largest(self.gains, self.places).sum())
        return min(
            covered(best, largest_rows(second)) + closest, self.alone + int(largest(self.additions, self.places).sum())
        )

    def bounds_with(self) -> Integers:
        """Return an upper bound [m] for the teams that contain each candidate."""
        top = largest(self.additions, self.places)
        rest, last = int(top.sum()), int(top.min(initial=0))
        among = self.additions >= last
        return self.alone + np.where(among, rest, rest - last + self.additions)

    def value(self, chosen: Integers) -> int:
        """Return the objective of the lead with some candidates, given by their positions in `others`."""
        best = np.vstack([self.problem.best[[self.lead]], self.best[chosen]])
        second = np.vstack([self.problem.second[[self.lead]], self.second[chosen]])
        return covered(best, second) + int(self.gains[chosen].sum())


def largest(values: Integers, count: int) -> Integers:
    """Return the `count` largest values, in any order."""
    if not count:
        return values[:0]
    return values if len(values) <= count else np.partition(values, len(values) - count)[len(values) - count :]


def largest_rows(values: Integers) -> Integers:
    """Return the two largest values of each column [2, t]; one row if there is one."""
    return values if len(values) < 2 else np.partition(values, len(values) - 2, axis=0)[-2:]


class Coverage:
    """The coverage of a growing team by topic [t]: the value of the best member, and of the two best as seconds."""

    def __init__(self, best: Integers, second: Integers) -> None:
        self.best, self.first, self.second = best, second, np.zeros_like(second)

    def additions(self, group: LeadGroup) -> Integers:
        """Return what each candidate [m] of a group would add to the objective."""
        best = np.maximum(self.best, group.best)
        second = np.maximum(self.second, np.minimum(self.first, group.second))
        return np.asarray((best + second).sum(axis=1) - (self.best + self.second).sum() + group.gains)

    def add(self, best: Integers, second: Integers) -> None:
        """Add a member with its values [t]."""
        self.best = np.maximum(self.best, best)
        self.second = np.maximum(self.second, np.minimum(self.first, second))
        self.first = np.maximum(self.first, second)


def greedy(group: LeadGroup) -> Integers:
    """Choose the members of a lead one by one, each time the one that adds the most, of equal ones the first by id.

    The additions are at least 1 - 1/e of those of the best choice (Nemhauser, Wolsey, Fisher 1978, "An analysis of
    approximations for maximizing submodular set functions", Mathematical Programming 14).
    """
    coverage = Coverage(group.problem.best[group.lead], group.problem.second[group.lead])
    chosen: list[int] = []
    for _ in range(min(group.places, len(group.others))):
        additions = coverage.additions(group)
        additions[chosen] = -1
        position = int(additions.argmax())
        chosen.append(position)
        coverage.add(group.best[position], group.second[position])
    return np.array(chosen, dtype=np.int64)
