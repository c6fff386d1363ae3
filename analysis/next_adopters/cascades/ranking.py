"""Hits and mean average precision of rankings in which one candidate is right.

Of equal scores, the expectation over all orders counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.scoring import Interval, bootstrapped

HITS = (10, 50, 100)
LONGEST = 100
MEASURES = (*(f"hits_at_{each}" for each in HITS), f"map_at_{LONGEST}")


def ranked(scores: Floats, right: int) -> Mapping[str, float]:
    """Return the measures of scores [c] of which number `right` is the right one."""
    above = int((scores > scores[right]).sum())
    equal = int((scores == scores[right]).sum())
    hits = {f"hits_at_{each}": float(np.clip((each - above) / equal, 0.0, 1.0)) for each in HITS}
    ranks = np.arange(above + 1, min(above + equal, LONGEST) + 1)
    return {**hits, f"map_at_{LONGEST}": float((1.0 / ranks).sum() / equal)}


@dataclass(frozen=True)
class RankedPositions:
    """The measures [p] of all tested positions by scorer and measure, and the cascade of each position [p]."""

    cascades: Integers
    measures: Mapping[str, Mapping[str, Floats]]
    seed: int

    def figure(self, scorer: str, measure: str) -> Interval:
        """Return the mean of a measure over positions, with its interval by resampled cascades."""
        return self._interval(self.measures[scorer][measure])

    def difference(self, scorer: str, other: str, measure: str) -> Interval:
        """Return the mean of a measure minus that of another scorer, with its paired interval."""
        return self._interval(self.measures[scorer][measure] - self.measures[other][measure])

    def _interval(self, values: Floats) -> Interval:
        _, numbers = np.unique(self.cascades, return_inverse=True)
        return bootstrapped(np.bincount(numbers, values), np.bincount(numbers), self.seed)
