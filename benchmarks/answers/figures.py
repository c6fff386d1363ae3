"""Statistics of paired measurements: medians of paired ratios and ratios of tails, with intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Milliseconds = NDArray[np.float64]
# from the times of two services, each of shape (..., rounds), to values of shape (...)
Statistic = Callable[[Milliseconds, Milliseconds], Any]
RESAMPLES = 2000
LEVEL = 0.95
SEED = 174
TAIL = 95


@dataclass(frozen=True)
class Interval:
    """A figure with its bootstrap interval at the confidence level `LEVEL`."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


def median_ratio(ours: Milliseconds, other: Milliseconds) -> Interval:
    """Return the median of the paired ratios of our times to the other times, each of shape (rounds,).

    The requests of a round are adjacent in time, so that a temporary slowdown of the machine affects both.
    """
    return _interval(lambda a, b: np.median(a / b, axis=-1), ours, other)


def tail_ratio(ours: Milliseconds, other: Milliseconds) -> Interval:
    """Return the ratio of the 95th percentiles of our times and the other times."""
    return _interval(lambda a, b: np.percentile(a, TAIL, axis=-1) / np.percentile(b, TAIL, axis=-1), ours, other)


def excess(ours: Milliseconds, other: Milliseconds, ratio: float) -> Interval:
    """Return the median over the rounds of our time minus `ratio` times the other time, in milliseconds."""
    return _interval(lambda a, b: np.median(a - ratio * b, axis=-1), ours, other)


def _interval(statistic: Statistic, ours: Milliseconds, other: Milliseconds) -> Interval:
    # whole rounds are resampled, so that common disturbances cancel out (Efron and Tibshirani 1993, chapter 8)
    drawn = np.random.default_rng(SEED).integers(0, len(ours), (RESAMPLES, len(ours)))
    low, high = np.percentile(statistic(ours[drawn], other[drawn]), [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
    return Interval(float(statistic(ours, other)), float(low), float(high))
