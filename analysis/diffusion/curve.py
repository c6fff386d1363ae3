"""The curve of adoption: new adopters, all adopters, who was at risk, and the hazard.

The hazard is that of discrete time, new adopters over those who had not adopted before (Allison 1984, Event History
Analysis). Who has not adopted by the end is censored: at risk in every period, and no adopter of any.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.diffusion.sample import Floats, Integers, Sample

# how improbable a last period must be to be taken for a code
SUSPICIOUS = 0.01


@dataclass(frozen=True, eq=False)
class Curve:
    """By period: new adopters, adopters so far, at risk, and the hazard, NaN where nobody was at risk.

    The hazard of the first period is NaN too: nothing is known of who was at risk before it.
    """

    adopters: Integers
    cumulative: Integers
    at_risk: Integers
    hazard: Floats


@dataclass(frozen=True)
class Censoring:
    """Who has not adopted, and whether the last period looks like a code for that.

    `code` is set where nobody is left at risk after the last period and so many adopters in it (`adopters`) would have
    a probability below 0.01 at the mean hazard of the periods before.
    """

    people: int
    code: int | None = None
    adopters: int = 0


def curve_of(sample: Sample) -> Curve:
    """The curve of a sample."""
    cumulative = np.cumsum(sample.adopters)
    return curve(sample.adopters, len(sample) - cumulative + sample.adopters)


def curve(adopters: Integers, at_risk: Integers) -> Curve:
    """The curve of new adopters among those at risk, which may come and go."""
    hazard = np.full(len(adopters), np.nan)
    later = np.arange(len(adopters)) > 0
    np.divide(adopters, at_risk, out=hazard, where=later & (at_risk > 0))
    return Curve(adopters, np.cumsum(adopters), at_risk, hazard)


def censoring_of(sample: Sample) -> Censoring:
    """Who has not adopted by the end."""
    missing = int((~sample.adopted).sum())
    counts = curve_of(sample)
    if missing or sample.length < 3:
        return Censoring(missing)
    before = counts.adopters[1:-1].sum() / counts.at_risk[1:-1].sum()
    last = int(counts.adopters[-1])
    return Censoring(0, sample.last, last) if before**last < SUSPICIOUS else Censoring(0)
