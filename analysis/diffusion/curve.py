"""The curve of adoption: new adopters, all adopters, the number at risk, and the hazard.

The hazard is that of discrete time: new adopters over those who had not adopted before (Allison 1984, Event History
Analysis). A person who has not adopted by the end is censored: at risk in every period, and an adopter in none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.diffusion.sample import Floats, Integers, Sample

# the last period is taken for a code if its probability is below this value
SUSPICIOUS = 0.01


@dataclass(frozen=True, eq=False)
class Curve:
    """New adopters, adopters so far, the number at risk, and the hazard, each by period [t].

    The hazard is NaN if the number at risk is 0. It is also NaN in the first period, because the number at risk before
    that period is not known.
    """

    adopters: Integers
    cumulative: Integers
    at_risk: Integers
    hazard: Floats


@dataclass(frozen=True)
class Censoring:
    """The number of people who have not adopted, and whether the last period looks like a code for them.

    `code` is set if the number at risk after the last period with adopters is 0 and its number of adopters (`adopters`)
    would have a probability below 0.01 at the mean hazard of the periods before.
    """

    people: int
    code: int | None = None
    adopters: int = 0


def curve_of(sample: Sample) -> Curve:
    """Return the curve of a sample. Adopters before the first period count as adopters, and are not at risk."""
    cumulative = np.cumsum(sample.adopters)
    found = curve(sample.adopters, len(sample) - sample.before - cumulative + sample.adopters)
    return replace(found, cumulative=found.cumulative + sample.before)


def curve(adopters: Integers, at_risk: Integers) -> Curve:
    """Return the curve of new adopters [t] among those at risk [t]. The number at risk may rise and fall."""
    hazard = np.full(len(adopters), np.nan)
    later = np.arange(len(adopters)) > 0
    np.divide(adopters, at_risk, out=hazard, where=later & (at_risk > 0))
    return Curve(adopters, np.cumsum(adopters), at_risk, hazard)


def censoring_of(sample: Sample) -> Censoring:
    """Return the number of people who have not adopted by the end, with a check for a code."""
    missing = len(sample) - sample.before - int(sample.adopted.sum())
    counts = curve_of(sample)
    counts = curve_of(sample)
    # the window can continue after the last adoption
    last = int(np.flatnonzero(counts.adopters)[-1]) if counts.adopters.any() else 0
    if missing or last < 2:
        return Censoring(missing)
    before = counts.adopters[1:last].sum() / counts.at_risk[1:last].sum()
    adopters = int(counts.adopters[last])
    code = sample.first + last
    return Censoring(0, code, adopters) if before**adopters < SUSPICIOUS else Censoring(0)
