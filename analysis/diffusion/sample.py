"""Who could adopt and who did when: the table that every statistic of spread begins with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph_model.errors import MetodGraphError

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

# the step of whoever has not adopted: later than any period
NEVER = np.iinfo(np.int64).max
MOST_PERIODS = 5000


class InputRefusedError(MetodGraphError):
    """The input does not fit together; the message says what does not and what to change."""

    code = "INPUT_REFUSED"


@dataclass(frozen=True, eq=False)
class Sample:
    """People or organisations by `ids`, and the step (0 is the period `first`) at which each adopted, else NEVER.

    `length` counts the periods from the first to the last, those without an adopter included; 0 where nobody adopted.
    """

    ids: Sequence[Hashable]
    steps: Integers
    first: int
    length: int

    def __len__(self) -> int:
        """How many people there are."""
        return len(self.ids)

    @cached_property
    def adopted(self) -> Booleans:
        """Who has adopted."""
        return np.asarray(self.steps != NEVER)

    @property
    def last(self) -> int:
        """The last period."""
        return self.first + self.length - 1

    @cached_property
    def adopters(self) -> Integers:
        """New adopters by period."""
        return np.bincount(self.steps[self.adopted], minlength=self.length).astype(np.int64)

    @cached_property
    def places(self) -> dict[Hashable, int]:
        """Where each id stands."""
        return {each: place for place, each in enumerate(self.ids)}

    def state(self, step: int) -> Booleans:
        """Who has adopted by the end of a step."""
        return np.asarray(self.steps <= step)


def sample_of(
    ids: Sequence[Hashable], periods: Sequence[float] | Floats, first: int | None = None, last: int | None = None
) -> Sample:
    """The sample of people with the period in which each adopted (NaN: has not).

    Periods are whole numbers that may begin anywhere. The span that was observed goes from `first` to `last`; what is
    not given is taken from the periods. Raises an `InputRefusedError` where ids and periods do not fit together.
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
    """Raise an `InputRefusedError` where ids and periods are no table of adopters."""
    if len(ids) != len(periods):
        msg = f"There are {len(ids)} ids and {len(periods)} periods. Give one period (or none, NaN) for each id."
        raise InputRefusedError(msg)
    if len(ids) == 0:
        msg = "The table of adoptions has no rows. Give one row for each person, adopter or not."
        raise InputRefusedError(msg)
    twice = [str(each) for each, times in Counter(ids).items() if times > 1]
    if twice:
        msg = f"{len(twice)} ids stand in several rows of the adoptions ({', '.join(twice[:3])}). Give each once."
        raise InputRefusedError(msg)
    broken = periods[~np.isnan(periods) & (periods != np.floor(periods))]
    if len(broken):
        msg = f"The period {broken[0]:g} is no whole number. Number the periods, for example by year."
        raise InputRefusedError(msg)


def refuse_span(known: Floats, begin: int, length: int) -> None:
    """Raise an `InputRefusedError` where the periods lie outside their span, or that is no span of periods."""
    if len(known) and (known.min() < begin or known.max() >= begin + length):
        msg = f"Periods from {known.min():g} to {known.max():g} do not lie in the span from {begin} on."
        raise InputRefusedError(msg)
    if length > MOST_PERIODS:
        msg = (
            f"There are {length} periods from the first to the last; the limit is {MOST_PERIODS}. "
            "Number them one by one (2021, 2022 ...); dates such as 20210901 are no periods."
        )
        raise InputRefusedError(msg)


def aligned(sample: Sample, values: Sequence[object] | NDArray[np.generic], what: str) -> None:
    """Raise an `InputRefusedError` unless there is one value for each of the sample."""
    if len(values) != len(sample):
        msg = f"{what} has {len(values)} values for {len(sample)} people. Give one for each, in the same order."
        raise InputRefusedError(msg)
