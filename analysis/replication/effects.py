"""Meta-analysis of the effects that adopters report."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

LEVEL = 0.95


class ReportedEffect(NamedTuple):
    """A standardised difference with its interval; None where it was not reported."""

    size: float
    low: float | None
    high: float | None
    level: float | None


class MeanEffect(NamedTuple):
    """A mean with its interval."""

    value: float
    low: float
    high: float
    level: float = LEVEL


def usable(effects: Iterable[ReportedEffect]) -> list[tuple[float, float]]:
    """Return size and variance of the effects whose interval has a width; the interval is assumed to be normal."""
    return [
        (each.size, ((each.high - each.low) / (2 * NormalDist().inv_cdf(0.5 + (each.level or LEVEL) / 2))) ** 2)
        for each in effects
        if each.low is not None and each.high is not None and each.high > each.low
    ]


def mean_effect(effects: Iterable[ReportedEffect]) -> MeanEffect | None:
    """Return the random-effects mean, or None if no effect has an interval.

    R. DerSimonian, N. Laird (1986), "Meta-analysis in Clinical Trials", Controlled Clinical Trials 7(3), section 3: the
    variance between adopters by the method of moments, never below zero.
    """
    found = usable(effects)
    if not found:
        return None
    sizes, variances = np.array(found).T
    weights = 1.0 / variances
    fixed = weights @ sizes / weights.sum()
    spread = weights @ (sizes - fixed) ** 2
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    between = max(0.0, (spread - (len(found) - 1)) / scale) if scale > 0 else 0.0
    weights = 1.0 / (variances + between)
    mean = float(weights @ sizes / weights.sum())
    margin = NormalDist().inv_cdf(0.5 + LEVEL / 2) / float(weights.sum()) ** 0.5
    return MeanEffect(mean, mean - margin, mean + margin)
