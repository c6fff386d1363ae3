"""Figures of a paired measurement: medians of paired ratios with their intervals, and tails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Milliseconds = NDArray[np.float64]
# of the times of two services, one value for each row
Statistic = Callable[[Milliseconds, Milliseconds], Any]
RESAMPLES = 2000
LEVEL = 0.95
SEED = 174
TAIL = 95


@dataclass(frozen=True)
class Interval:
    """A figure with its bootstrap interval at the level `LEVEL`."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}]"


def median_ratio(ours: Milliseconds, other: Milliseconds) -> Interval:
    """Return the median of the ratios of ours to the other's, round by round.

    The times of one round are neighbours, so that what slows the machine for a while slows both.
    """
    return _interval(lambda a, b: np.median(a / b, axis=-1), ours, other)


def tail_ratio(ours: Milliseconds, other: Milliseconds) -> Interval:
    """Return the 95th percentile of ours over the other's."""
    return _interval(lambda a, b: np.percentile(a, TAIL, axis=-1) / np.percentile(b, TAIL, axis=-1), ours, other)


def excess(ours: Milliseconds, other: Milliseconds, ratio: float) -> Interval:
    """Return by how many milliseconds ours takes longer than `ratio` times the other's: the median over the rounds."""
    return _interval(lambda a, b: np.median(a - ratio * b, axis=-1), ours, other)


def _interval(statistic: Statistic, ours: Milliseconds, other: Milliseconds) -> Interval:
    # rounds are drawn whole, so that what disturbs both at once cancels (Efron and Tibshirani 1993, chapter 8)
    drawn = np.random.default_rng(SEED).integers(0, len(ours), (RESAMPLES, len(ours)))
    low, high = np.percentile(statistic(ours[drawn], other[drawn]), [100 * (1 - LEVEL) / 2, 100 * (1 + LEVEL) / 2])
    return Interval(float(statistic(ours, other)), float(low), float(high))
