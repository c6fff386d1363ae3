"""Figures of a paired measurement: medians, tails, and the ratio with its interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Milliseconds = NDArray[np.float64]
# of the floor's times and ours, one value for each row
Statistic = Callable[[Milliseconds, Milliseconds], Any]
RESAMPLES = 2000
LEVEL = 0.95
SEED = 174


@dataclass(frozen=True)
class Interval:
    """A figure with its bootstrap interval at the level `LEVEL`."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


@dataclass(frozen=True)
class Figures:
    """One case: times in milliseconds, pair by pair."""

    floor: Milliseconds
    ours: Milliseconds

    def median_ratio(self) -> Interval:
        """Our median over the floor's."""
        return self._ratio(50)

    def tail_ratio(self) -> Interval:
        """Our 95th percentile over the floor's."""
        return self._ratio(95)

    def excess(self, ratio: float) -> Interval:
        """How many milliseconds our median lies above `ratio` times the floor's."""
        return self._interval(lambda floor, ours: np.median(ours, axis=-1) - ratio * np.median(floor, axis=-1))

    def _ratio(self, percent: float) -> Interval:
        return self._interval(
            lambda floor, ours: np.percentile(ours, percent, axis=-1) / np.percentile(floor, percent, axis=-1)
        )

    def _interval(self, statistic: Statistic) -> Interval:
        # pairs are drawn whole, so that what disturbs both at once cancels (Efron and Tibshirani 1993, chapter 8)
        generator = np.random.default_rng(SEED)
        drawn = generator.integers(0, len(self.ours), (RESAMPLES, len(self.ours)))
        values = statistic(self.floor[drawn], self.ours[drawn])
        low, high = np.percentile(values, [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
        return Interval(float(statistic(self.floor, self.ours)), float(low), float(high))
