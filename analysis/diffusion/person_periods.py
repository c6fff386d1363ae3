"""Person-periods: one row for each person and each period in which the person could adopt."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.diffusion.sample import Booleans, Integers, Sample

MISSING, PERIODS, GROUPS = (
    "missing values",
    "periods without variation in adoption",
    "groups without variation in adoption",
)


@dataclass(frozen=True, eq=False)
class PersonPeriods:
    """Person-periods at risk (arrays [r]): the person, the step, and whether the person adopted in that step."""

    people: Integers
    steps: Integers
    adopted: Booleans

    def kept(self, which: Booleans) -> PersonPeriods:
        """Return the rows that a mask selects."""
        return PersonPeriods(self.people[which], self.steps[which], self.adopted[which])


def at_risk(sample: Sample, first: int = 1, known: Booleans | None = None) -> tuple[PersonPeriods, dict[str, int]]:
    """Return the person-periods from the step `first` on, up to and including that of adoption, in order of steps.

    Rows of people outside of the mask `known` [n], and rows of steps in which all or none adopted, are dropped. They
    are never stored: a table by days has many steps without adopters. The second value counts them by reason.
    """
    dropped = {MISSING: 0, PERIODS: 0}
    people, steps = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for step in range(first, sample.length):
        waiting = sample.steps >= step
        used = np.flatnonzero(waiting if known is None else waiting & known)
        dropped[MISSING] += int(waiting.sum()) - len(used)
        if 0 < np.count_nonzero(sample.steps[used] == step) < len(used):
            people.append(used)
            steps.append(np.full(len(used), step))
        else:
            dropped[PERIODS] += len(used)
    who, when = np.concatenate(people), np.concatenate(steps)
    return PersonPeriods(who, when, sample.steps[who] == when), dropped


def usable(
    sample: Sample, groups: Sequence[Hashable] | None, known: Booleans, first: int = 1
) -> tuple[PersonPeriods, dict[str, int]]:
    """Return the rows that contribute to the estimates, and the number of dropped rows by reason."""
    rows, dropped = at_risk(sample, first, known)
    by: dict[str, Callable[[PersonPeriods], Integers]] = {PERIODS: lambda some: some.steps}
    if groups is not None:
        places = numbered(groups)
        by[GROUPS] = lambda some: places[some.people]
        dropped[GROUPS] = 0
    # dropping rows for one reason can leave a level of the other factor without variation
    left = -1
    while left != len(rows.people):
        left = len(rows.people)
        for reason, of in by.items():
            varied = varying(of(rows), rows.adopted)
            dropped[reason] += int((~varied).sum())
            rows = rows.kept(varied)
    return rows, dropped


def numbered(groups: Sequence[Hashable]) -> Integers:
    """Return a number for each value, by the order of the names of the groups."""
    return np.unique(np.asarray([str(each) for each in groups]), return_inverse=True)[1].astype(np.int64)


def varying(levels: Integers, adopted: Booleans) -> Booleans:
    """Return a mask of the rows in levels in which some adopted and some did not.

    The effect of such a level is finite.
    """
    names, of_row = np.unique(levels, return_inverse=True)
    rows_of_each, some = np.bincount(of_row, minlength=len(names)), np.bincount(of_row, adopted, minlength=len(names))
    return np.asarray(((some > 0) & (some < rows_of_each))[of_row])
