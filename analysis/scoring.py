"""Scores of probabilities and rankings against outcomes, with intervals over practices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.bool_]

RESAMPLES = 2_000
LEVEL = 0.95
BINS = 10


class Interval(NamedTuple):
    """An estimate with the ends of its interval."""

    value: float
    low: float
    high: float


class Bin(NamedTuple):
    """Forecasts with probabilities in [low, high): their number, their mean, and the share that came true."""

    low: float
    high: float
    number: int
    forecast: float
    happened: float


@dataclass
class Calibration:
    """Sums over forecasts by bin of probability (arrays [b]), and the sum of squared errors.

    Forecasts are added in batches.
    """

    edges: Floats
    number: Floats = field(init=False)
    forecast: Floats = field(init=False)
    happened: Floats = field(init=False)
    squares: float = 0.0

    def __post_init__(self) -> None:
        """Set all sums to 0."""
        self.number, self.forecast, self.happened = np.zeros((3, len(self.edges) - 1))

    def add(self, probabilities: Floats, outcomes: Numbers) -> None:
        """Add forecasts [c] with their outcomes [c]. The last bin includes its upper edge."""
        last = len(self.edges) - 2
        bins = np.clip(np.searchsorted(self.edges, probabilities, side="right") - 1, 0, last)
        self.number += np.bincount(bins, minlength=last + 1)
        self.forecast += np.bincount(bins, probabilities, minlength=last + 1)
        self.happened += np.bincount(bins, outcomes, minlength=last + 1)
        self.squares += float(((probabilities - outcomes) ** 2).sum())

    def bins(self) -> tuple[Bin, ...]:
        """Return the bins that hold at least one forecast."""
        rows = zip(self.edges[:-1], self.edges[1:], self.number, self.forecast, self.happened, strict=True)
        return tuple(
            Bin(float(low), float(high), int(number), float(forecast / number), float(happened / number))
            for low, high, number, forecast, happened in rows
            if number
        )


def calibration(probabilities: Floats, outcomes: Numbers, edges: Floats) -> tuple[Bin, ...]:
    """Return forecasts [n] by bin of probability with the share that came true (Murphy and Winkler 1977).

    The edges [b + 1] of the bins ascend.
    """
    found = Calibration(edges)
    found.add(probabilities, outcomes)
    return found.bins()


def equal_widths(bins: int = BINS) -> Floats:
    """Return the edges of bins of equal width from 0 to 1."""
    return np.arange(bins + 1) / bins


def equal_counts(probabilities: Floats, bins: int = BINS) -> Floats:
    """Return the edges of bins that hold about the same number of forecasts [n]. Equal probabilities share a bin."""
    if not len(probabilities):
        return np.array([0.0, 1.0])
    return np.unique([0.0, *np.quantile(probabilities, np.linspace(0, 1, bins + 1)[1:-1]), 1.0])


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean distance of forecast and outcome.

    Naeini, Cooper, Hauskrecht 2015.
    """
    number = sum(each.number for each in bins)
    return sum(each.number * abs(each.forecast - each.happened) for each in bins) / max(number, 1)


def auc(scores: Floats, outcomes: Numbers) -> float:
    """Return the area under the ROC curve. Equal scores count half (Mann and Whitney 1947).

    The area is NaN unless both outcomes occur.
    """
    from scipy.stats import rankdata

    yes = outcomes > 0
    count, others = int(yes.sum()), int((~yes).sum())
    if not count or not others:
        return float("nan")
    ranks = rankdata(scores)
    return float((ranks[yes].sum() - count * (count + 1) / 2) / (count * others))


def precision_at(first: int, scores: Floats, outcomes: Floats) -> float:
    """Return the share of positives among the `first` highest scores.

    Of equal scores, the expectation over all orders counts.
    """
    count = min(first, len(scores))
    border = np.partition(scores, len(scores) - count)[len(scores) - count]
    above, at = scores > border, scores == border
    share = (count - above.sum()) / at.sum()
    return float((outcomes[above].sum() + share * outcomes[at].sum()) / count)


def brier(probabilities: Floats, outcomes: Floats) -> float:
    """Return the mean squared error.

    G. W. Brier 1950, "Verification of Forecasts Expressed in Terms of Probability".
    """
    return float(np.mean((probabilities - outcomes) ** 2))


def squares_of_rate(rate: float, number: Floats, happened: Floats) -> Floats:
    """Return the sums of squared errors if all forecasts have the same probability `rate`.

    `number` holds the numbers of forecasts, and `happened` the numbers of outcomes.
    """
    return happened * (1.0 - rate) ** 2 + (number - happened) * rate**2


def log_score(probabilities: Floats, outcomes: Floats) -> float:
    """Return minus the mean log probability of the outcomes (I. J. Good 1952). Smaller is better."""
    sure = np.clip(probabilities, 1e-12, 1 - 1e-12)
    return float(-np.mean(outcomes * np.log(sure) + (1 - outcomes) * np.log1p(-sure)))


def bootstrapped(sums: Numbers, weights: Numbers, seed: int) -> Interval:
    """Return a ratio of sums over clusters [c], with the percentile interval of a bootstrap of clusters.

    Differences of two methods within a cluster give a paired interval. The result is NaN if all weights are 0. Efron
    and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13; of clusters: Davison and Hinkley 1997, section
    3.8.
    """
    if not weights.any():
        return Interval(float("nan"), float("nan"), float("nan"))
    random, ratios = np.random.default_rng(seed), []
    for _ in range(RESAMPLES):
        drawn = random.integers(len(sums), size=len(sums))
        if total := weights[drawn].sum():
            ratios.append(sums[drawn].sum() / total)
    low, high = np.quantile(ratios, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(sums.sum() / weights.sum()), float(low), float(high))


def mean_of(values: Floats, seed: int) -> Interval:
    """Return the mean of values [c] of clusters, each with the same weight, with its interval by `bootstrapped`."""
    return bootstrapped(values, np.ones(len(values)), seed)
