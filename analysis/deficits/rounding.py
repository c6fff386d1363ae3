"""Rounding of numbers of people to groups of five along a chain of organisations.

The rounded numbers of all organisations are those of a possible region in which people come in groups of five with the
same data. So sums and differences of rounded numbers are multiples of five too (docs/deficits.md has the argument). An
organisation receives groups as soon as its people, and people of the organisations before it that are not in a group
yet, suffice: the cumulative rounding of Fellegi (1975, "Controlled random rounding", Survey Methodology 1(2)), which
needs no random numbers here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.deficits.suppression import SMALLEST_GROUP
from analysis.models.numbers import Floats, Integers

GROUP = SMALLEST_GROUP
# a number of people that are not in a group yet is rounded up from this number on
LEAST_ROUNDED_UP = 3
# people that wait for a group: more are left out, so that no place receives many people of other places
MOST_WAITING = 7


class RoundedPeople(NamedTuple):
    """The numbers of groups of five by organisation [o], and of those that lack each competence [o, c]."""

    people: Integers
    lacking: Integers


class RoundedResults(NamedTuple):
    """The groups of five with a result [o], the fives of attempts [o], and the sums of percents of these people [o]."""

    people: Integers
    attempts: Integers
    percents: Integers


def round_people(people: Integers, lacking: Integers) -> RoundedPeople:
    """Round the numbers of people with an open deficit [o], and of those who lack each competence [o, c].

    In each organisation a competence has no more groups than there are groups, and each group lacks a competence.
    """
    groups, groups_lacking = np.zeros_like(people), np.zeros_like(lacking)
    waiting, waiting_lacking = 0, np.zeros(lacking.shape[1], dtype=np.int64)
    for place in np.flatnonzero(people).tolist():
        waiting += int(people[place])
        waiting_lacking += lacking[place]
        most = full_groups(waiting)
        lacks = completed(np.clip(rounded(waiting_lacking), 0, most), waiting_lacking, most)
        number = min(most, int(lacks.sum()))
        waiting = min(waiting - GROUP * number, MOST_WAITING)
        waiting_lacking -= GROUP * lacks
        groups[place], groups_lacking[place] = number, lacks
    return RoundedPeople(groups, groups_lacking)


def completed(lacks: Integers, waiting: Integers, most: int) -> Integers:
    """Add competences until every group lacks one.

    The competence that most people wait for is added first. A competence without waiting people is not added.
    """
    while lacks.sum() < most:
        left = waiting - GROUP * lacks
        best = int(left.argmax())
        if left[best] <= 0:
            break
        lacks[best] += 1
    return lacks


def round_within(numbers: Integers, room: Integers) -> Integers:
    """Round the numbers of people who are a part of others [o, c], whose numbers of groups are `room` [o, c]."""
    groups, waiting = np.zeros_like(room), np.zeros(room.shape[1], dtype=np.int64)
    for place in np.flatnonzero(numbers.any(axis=1) | room.any(axis=1)).tolist():
        waiting += numbers[place]
        groups[place] = np.clip(rounded(waiting), 0, room[place])
        waiting -= GROUP * groups[place]
    return groups


def round_results(people: Integers, attempts: Integers, percents: Integers) -> RoundedResults:
    """Round the numbers of people with a result [o], of their attempts [o], and the sums of their results [o].

    Each group of five neighbours in the chain receives the mean of its five results (microaggregation: Domingo-Ferrer,
    Mateo-Sanz 2002). The people of one organisation all count with its mean.
    """
    ends = rounded(people.cumsum())
    groups = np.diff(ends, prepend=0)
    further = round_further(attempts - people, groups > 0)
    means = np.diff(summed_up(people, percents, GROUP * ends), prepend=0.0)
    return RoundedResults(groups, groups + further, GROUP * np.rint(means / GROUP).astype(np.int64))


def round_further(further: Integers, open_: NDArray[np.bool_]) -> Integers:
    """Round the numbers of second and later attempts [o] of organisations; only `open_` ones [o] receive any."""
    fives, waiting = np.zeros_like(further), 0
    for place, number in enumerate(further.tolist()):
        waiting += number
        fives[place] = full_groups(waiting) if open_[place] else 0
        waiting -= GROUP * int(fives[place])
    return fives


def summed_up(people: Integers, percents: Integers, until: Integers) -> Floats:
    """Return the sums of the results of the first `until` people of the chain [o].

    Beyond the last person, the mean of the last organisation continues.
    """
    some = people > 0
    if not some.any():
        return np.zeros(len(until))
    numbers, sums = people[some].cumsum(), percents[some].cumsum()
    mean = percents[some][-1] / people[some][-1]
    positions = np.concatenate([[0], numbers, [numbers[-1] + GROUP]])
    return np.asarray(np.interp(until, positions, np.concatenate([[0.0], sums, [sums[-1] + GROUP * mean]])))


def full_groups(waiting: int) -> int:
    """Return how many groups a number of waiting people makes."""
    return max(0, (waiting + GROUP - LEAST_ROUNDED_UP) // GROUP)


def rounded(waiting: Integers) -> Integers:
    """Return how many groups each number of waiting people makes; negative numbers are possible."""
    return (waiting + GROUP - LEAST_ROUNDED_UP) // GROUP
