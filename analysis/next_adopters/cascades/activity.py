"""When each adopter last adopted something, at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.cascades.cascade_table import Cascade


@dataclass(frozen=True)
class CascadeActivity:
    """All adoptions [a] sorted by adopter and time: their times, the numbers of their cascades, and a search key.

    `starts` [u] is the first adoption of each adopter, `moments` are all times in order, `gap` is the median time
    between two adopters of a cascade and `span` the time between the first and the last adoption.
    """

    times: Floats
    cascades: Integers
    keys: Integers
    starts: Integers
    moments: Floats
    gap: float
    span: float

    @classmethod
    def of(cls, cascades: Sequence[Cascade], size: int) -> CascadeActivity:
        """Return the activity of `size` adopters in cascades."""
        adopters = np.concatenate([each.adopters for each in cascades])
        times = np.concatenate([each.times for each in cascades])
        numbers = np.repeat(np.arange(len(cascades)), [len(each.adopters) for each in cascades])
        order = np.lexsort((times, adopters))
        moments = np.unique(times)
        keys = adopters[order] * (len(moments) + 1) + np.searchsorted(moments, times[order], side="right")
        starts = np.searchsorted(adopters[order], np.arange(size))
        span = float(moments[-1] - moments[0])
        gaps = np.concatenate([np.diff(each.times) for each in cascades])
        gap = float(np.median(gaps[gaps > 0])) if (gaps > 0).any() else 1.0
        return cls(times[order], numbers[order], keys, starts, moments, gap, span)

    def since(self, now: float, own: int) -> Floats:
        """Return the time since the last adoption [u] up to `now`, in other cascades than number `own`.

        It is the whole time span for those who had not adopted anything, and at most that.
        """
        moment = int(np.searchsorted(self.moments, now, side="right"))
        adopters = np.arange(len(self.starts))
        last = np.searchsorted(self.keys, adopters * (len(self.moments) + 1) + moment, side="right") - 1
        same = (last >= self.starts) & (self.cascades[last] == own)
        last = np.where(same, last - 1, last)
        known = last >= self.starts
        return np.where(known, np.minimum(now - self.times[np.maximum(last, 0)], self.span), self.span)
