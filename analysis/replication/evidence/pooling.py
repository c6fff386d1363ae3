"""The effects of a practice, pooled over places separately for each outcome measure (methods: `random_effects`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from analysis.answers import Wording
from analysis.models.numbers import Floats
from analysis.replication.evidence import wording
from analysis.replication.evidence.random_effects import LEVEL, Measurements, mean_intervals, random_effects
from analysis.vocabulary import Language


class ReportedEffect(NamedTuple):
    """A standardised difference with its interval, at an organisation (global id); None where it was not reported."""

    outcome: str
    organisation: str
    size: float
    low: float | None
    high: float | None
    level: float | None
    participants: int | None

    @property
    def variance(self) -> float | None:
        """The variance, if the interval has a width; the interval is assumed to be normal."""
        if self.low is None or self.high is None or self.high <= self.low:
            return None
        return ((self.high - self.low) / normal_width(self.level or LEVEL)) ** 2


@cache
def normal_width(level: float) -> float:
    """Return the width of an interval of the standard normal distribution."""
    return 2 * NormalDist().inv_cdf(0.5 + level / 2)


class Range(NamedTuple):
    """A value with its interval, which has `freedom` degrees of freedom; a normal interval has infinitely many."""

    value: float
    low: float
    high: float
    level: float = LEVEL
    freedom: float = inf


@dataclass(frozen=True)
class PooledEffect:
    """The effect of a practice on one outcome measure.

    `measurements` have an interval. `unusable` counts those without one, which are left out; without any measurement
    that has an interval, `mean` is None. `mean` has the Hartung-Knapp interval, or for one measurement its own.
    `prediction` is the interval of the effect at a new place, None for one measurement. `between` is the standard
    deviation between places, and `inconsistency` the share of the variation that is not measurement error (I squared).
    `participants` is a sum over the measurements that report the number; `participants_unknown` counts the others.
    `close` marks measurements that agree more closely than their errors allow, so that the interval may be too narrow.
    """

    outcome: str
    measurements: int
    participants: int
    participants_unknown: int
    unusable: int
    mean: Range | None
    prediction: Range | None
    between: float | None
    inconsistency: float | None
    close: bool = False

    @property
    def remarks(self) -> tuple[Wording, ...]:
        """Sentences on what limits the estimate."""
        found = []
        if self.measurements in (1, 2):
            found.append(wording.few_measurements(self.measurements))
        if self.close:
            found.append(wording.close_measurements())
        if self.unusable:
            found.append(wording.without_interval(self.unusable))
        if self.participants_unknown:
            found.append(wording.participants_unknown(self.participants_unknown))
        return tuple(found)

    def note(self, language: str = Language.RU) -> str | None:
        """Return what limits the estimate, or None."""
        return " ".join(each.text(language) for each in self.remarks) or None


def pooled(effects: Iterable[ReportedEffect]) -> tuple[PooledEffect, ...]:
    """Return the effect on each outcome, the most measured outcome first."""
    by_outcome: dict[str, list[ReportedEffect]] = {}
    for each in effects:
        by_outcome.setdefault(each.outcome, []).append(each)
    estimates = estimated([[each for each in found if each.variance is not None] for found in by_outcome.values()])
    found = [
        described(outcome, each, estimate)
        for (outcome, each), estimate in zip(by_outcome.items(), estimates, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (-each.measurements, each.outcome)))


class Estimates(NamedTuple):
    """The figures of one outcome; None if the measurements do not allow them."""

    mean: Range | None = None
    prediction: Range | None = None
    between: float | None = None
    inconsistency: float | None = None
    close: bool = False


def estimated(outcomes: Sequence[Sequence[ReportedEffect]]) -> list[Estimates]:
    """Return the figures of each outcome from its measurements with an interval."""
    numbers = [number for number, each in enumerate(outcomes) if each]
    estimates = [Estimates()] * len(outcomes)
    if not numbers:
        return estimates
    figures = random_effects(measurements([outcomes[each] for each in numbers]))
    for place, number in enumerate(numbers):
        centre = float(figures.centre[place])
        count = len(outcomes[number])
        mean = Range(centre, float(figures.mean.low[place]), float(figures.mean.high[place]), LEVEL, freedom_of(count))
        if count == 1:
            estimates[number] = Estimates(mean)
            continue
        ahead = Range(centre, float(figures.prediction.low[place]), float(figures.prediction.high[place]))
        between = float(np.sqrt(figures.between[place]))
        share, close = float(figures.inconsistency[place]), bool(figures.close[place])
        estimates[number] = Estimates(mean, ahead, between, share, close)
    return estimates


def described(outcome: str, effects: Sequence[ReportedEffect], estimates: Estimates) -> PooledEffect:
    """Return the effect on one outcome."""
    usable = [each for each in effects if each.variance is not None]
    return PooledEffect(
        outcome=outcome,
        measurements=len(usable),
        participants=sum(each.participants or 0 for each in usable),
        participants_unknown=sum(each.participants is None for each in usable),
        unusable=len(effects) - len(usable),
        mean=estimates.mean,
        prediction=estimates.prediction,
        between=estimates.between,
        inconsistency=estimates.inconsistency,
        close=estimates.close,
    )


def measurements(groups: Sequence[Sequence[ReportedEffect]]) -> Measurements:
    """Return the measurements of groups of effects that have an interval."""
    rows = [(number, each.size, each.variance) for number, found in enumerate(groups) for each in found]
    numbers, sizes, variances = (np.array(each) for each in zip(*rows, strict=True))
    return Measurements.of(numbers.astype(np.int64), sizes.astype(np.float64), variances.astype(np.float64))


def mean_of(sizes: Floats, variances: Floats) -> Range:
    """Return the mean of measurements [k] with its Hartung-Knapp interval; for one measurement, its own interval."""
    centre, interval = mean_intervals(Measurements.of(np.zeros(len(sizes), dtype=np.int64), sizes, variances))
    return Range(float(centre[0]), float(interval.low[0]), float(interval.high[0]), LEVEL, freedom_of(len(sizes)))


def freedom_of(measurements: int) -> float:
    """Return the degrees of freedom of the interval of a mean."""
    return measurements - 1 if measurements > 1 else inf
