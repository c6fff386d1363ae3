"""Categories of adopters by the time of adoption, after Rogers.

Rogers 2003, Diffusion of Innovations, 5th edition, chapter 7: the bounds are the mean time of adoption, one standard
deviation before and after it, and two standard deviations before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analysis.diffusion.sample import BEFORE, Integers, Sample


class AdopterCategory(StrEnum):
    """A category of adopters, or the reason why a person is in none."""

    INNOVATOR = "innovator"
    EARLY_ADOPTER = "early adopter"
    EARLY_MAJORITY = "early majority"
    LATE_MAJORITY = "late majority"
    LAGGARD = "laggard"
    NOT_ADOPTED = "not adopted"
    BEFORE_THE_WINDOW = "before the window"


OF_ADOPTERS = tuple(AdopterCategory)[:5]


@dataclass(frozen=True, eq=False)
class Categories:
    """The category of each person, as an index in `AdopterCategory` [n], and the bounds between categories as periods.

    The bounds are NaN if no person or one person has adopted.
    """

    of_people: Integers
    mean: float
    deviation: float

    def names(self) -> list[str]:
        """Return the name of the category of each person."""
        every = [each.value for each in AdopterCategory]
        return [every[place] for place in self.of_people.tolist()]

    def counts(self) -> dict[str, int]:
        """Return the number of people in each category."""
        found = np.bincount(self.of_people, minlength=len(AdopterCategory))
        return {each.value: int(count) for each, count in zip(AdopterCategory, found, strict=True)}


def categories_of(sample: Sample) -> Categories:
    """Return the categories of people. A time on a bound belongs to the later category, as in netdiffuseR."""
    times = sample.steps[sample.adopted].astype(np.float64) + sample.first
    mean = float(times.mean()) if len(times) else np.nan
    deviation = float(times.std(ddof=1)) if len(times) > 1 else np.nan
    found = np.where(sample.steps == BEFORE, len(OF_ADOPTERS) + 1, len(OF_ADOPTERS))
    # a single adopter has no deviation and counts as one of the early majority
    bounds = mean + np.nan_to_num(deviation) * np.array([-2.0, -1.0, 0.0, 1.0])
    if len(times) == 1:
        found[sample.adopted] = OF_ADOPTERS.index(AdopterCategory.EARLY_MAJORITY)
    else:
        found[sample.adopted] = np.searchsorted(bounds, times, side="right")
    return Categories(found.astype(np.int64), mean, deviation)
