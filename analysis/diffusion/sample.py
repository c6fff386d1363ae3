"""The sample: all people who could adopt, with the period of adoption. All statistics of spread use this table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph_model.errors import MetodGraphError

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

# the steps of people who have not adopted, and of those who had adopted before the first period
NEVER, BEFORE = np.iinfo(np.int64).max, np.iinfo(np.int64).min // 2
MOST_PERIODS = 5000


class InputRefusedError(MetodGraphError):
    """Input tables that do not fit together. The message states the fault and the correction."""

    code = "INPUT_REFUSED"


@dataclass(frozen=True, eq=False)
class Sample:
    """People or organisations by `ids`, with the step at which each adopted.

    Step 0 is the period `first`. NEVER marks people who have not adopted by the last period, and BEFORE those who had
    adopted before the first one: these count as adopters in exposure, and are never at risk. `length` counts the
    periods from the first to the last, including those without an adopter. It is 0 if there are no adopters and no last
    period was given.
    """

    ids: Sequence[Hashable]
    steps: Integers
    first: int
    length: int

    def __len__(self) -> int:
        """Return the number of people."""
        return len(self.ids)

    @cached_property
    def adopted(self) -> Booleans:
        """Return a mask [n] of the people who adopted in one of the periods."""
        return np.asarray((self.steps != NEVER) & (self.steps != BEFORE))

    @property
    def before(self) -> int:
        """Return the number of people who had adopted before the first period."""
        return int((self.steps == BEFORE).sum())

    @property
    def last(self) -> int:
        """Return the last period."""
        return self.first + self.length - 1

    @cached_property
    def adopters(self) -> Integers:
        """Return the number of new adopters by period [t]."""
        return np.bincount(self.steps[self.adopted], minlength=self.length).astype(np.int64)

    @cached_property
    def places(self) -> dict[Hashable, int]:
        """Return the index of each id."""
        return {each: place for place, each in enumerate(self.ids)}

    def state(self, step: int) -> Booleans:
        """Return a mask [n] of the people who have adopted by the end of a step."""
        return np.asarray(self.steps <= step)


def sample_of(
    ids: Sequence[Hashable], periods: Sequence[float] | Floats, first: int | None = None, last: int | None = None
) -> Sample:
    """Return the sample of people with the period [n] in which each adopted (NaN: has not adopted).

    Periods are whole numbers with any origin. The observed span goes from `first` to `last`; omitted ends are taken
    from the periods. Raises `InputRefusedError` if ids and periods do not fit together.
    """
    given = np.asarray(periods, dtype=np.float64)
    check(ids, given)
    known = given[~np.isnan(given)]
    begin = int(known.min() if len(known) else 0) if first is None else first
    end = int(known.max() if len(known) else begin - 1) if last is None else last
    length = end - begin + 1
    refuse_span(known, begin, length)
    steps = np.full(len(given), NEVER, dtype=np.int64)
    steps[~np.isnan(given)] = known.astype(np.int64) - begin
    return Sample(ids, steps, begin, length)


def check(ids: Sequence[Hashable], periods: Floats) -> None:
    """Raise `InputRefusedError` if ids and periods are not a valid table of adopters."""
    if len(ids) != len(periods):
        msg = f"There are {len(ids)} ids and {len(periods)} periods. Give one period (or none, NaN) for each id."
        raise InputRefusedError(msg)
    if len(ids) == 0:
        msg = "The table of adoptions has no rows. Give one row for each person, adopter or not."
        raise InputRefusedError(msg)
    twice = [str(each) for each, times in Counter(ids).items() if times > 1]
    if twice:
        msg = f"{len(twice)} ids occur in several rows of the adoptions ({', '.join(twice[:3])}). Give each id once."
        raise InputRefusedError(msg)
    broken = periods[~np.isnan(periods) & (periods != np.floor(periods))]
    if len(broken):
        msg = f"The period {broken[0]:g} is not a whole number. Number the periods, for example by year."
        raise InputRefusedError(msg)


def refuse_span(known: Floats, begin: int, length: int) -> None:
    """Raise `InputRefusedError` if a period lies outside the span, or the span is too long."""
    if len(known) and (known.min() < begin or known.max() >= begin + length):
        msg = (
            f"Periods from {known.min():g} to {known.max():g} lie outside the observed span, which begins with {begin}."
        )
        raise InputRefusedError(msg)
    if length > MOST_PERIODS:
        msg = (
            f"There are {length} periods from the first to the last; the limit is {MOST_PERIODS}. "
            "Number them one by one (2021, 2022 ...); dates such as 20210901 are not periods."
        )
        raise InputRefusedError(msg)


def observed(sample: Sample, first: int | None, last: int | None, label: Callable[[int], object] = str) -> Sample:
    """Return the sample in the periods from `first` to `last`; omitted ends are those of the sample.

    People who adopt after the last period have not adopted yet. `label` gives the name of a period in error messages.
    Raises `InputRefusedError` if no person adopts in these periods, or if there are too many.
    """
    begin, end = sample.first if first is None else first, sample.last if last is None else last
    if end < begin and sample.length:
        msg = f"The window ends with {label(end)} before it begins with {label(begin)}. Change one of them."
        raise InputRefusedError(msg)
    steps = np.where(sample.adopted, sample.steps + (sample.first - begin), sample.steps)
    steps[sample.adopted & (steps < 0)] = BEFORE
    steps[sample.adopted & (steps > end - begin)] = NEVER
    found = Sample(sample.ids, steps, begin, end - begin + 1)
    if sample.adopted.any() and not found.adopted.any():
        msg = (
            f"No person adopts in the window from {label(begin)} to {label(end)}. The adoptions lie between "
            f"{label(sample.first)} and {label(sample.last)}: change the first or the last period of the window."
        )
        raise InputRefusedError(msg)
    refuse_span(np.empty(0), begin, found.length)
    return found


def aligned(sample: Sample, values: Sequence[object] | NDArray[np.generic], what: str) -> None:
    """Raise `InputRefusedError` unless there is one value for each person of the sample."""
    if len(values) != len(sample):
        msg = f"{what} has {len(values)} values for {len(sample)} people. Give one for each, in the same order."
        raise InputRefusedError(msg)
