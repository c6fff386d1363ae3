"""The growth of a practice: the Bass model on the periods that were observed to their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.answers import Wording
from analysis.diffusion.growth import FEWEST_PERIODS, LEVEL, ParameterInterval, growth
from analysis.spread import statistics_wording as wording
from analysis.spread.contagion import ContagionEstimate
from analysis.spread.timeline import SpreadPeriod
from analysis.vocabulary import Language

FEWEST_ADOPTERS = 10


@dataclass(frozen=True)
class GrowthModel:
    """Innovation and imitation per period, and the market size. They are None if the model does not fit the curve."""

    innovation: ContagionEstimate | None
    imitation: ContagionEstimate | None
    market_size: float | None
    market_estimated: bool
    periods: int
    converged: bool
    explanation: Wording

    def note(self, language: str = Language.RU) -> str:
        """Return an explanation of the model."""
        return self.explanation.text(language)


def growth_model(timeline: Sequence[SpreadPeriod]) -> GrowthModel | None:
    """Return the model of a timeline, or None if there are too few finished periods or adopters.

    The market size is estimated. If the curve does not determine it, or the estimate exceeds the number of
    organisations that could adopt the practice, this number is the market size.
    """
    finished = [each for each in timeline if not each.unfinished]
    if len(finished) < FEWEST_PERIODS or finished[-1].cumulative < FEWEST_ADOPTERS:
        return None
    cumulative = np.array([each.cumulative for each in finished], dtype=np.float64)
    population = finished[-1].cumulative - finished[-1].new_adopters + finished[-1].at_risk
    found, estimated = growth(cumulative), True
    if found is not None and not (found.converged and found.market.value <= population):
        found, estimated = growth(cumulative, population), False
    if found is None or not found.converged:
        return GrowthModel(None, None, None, False, len(finished), False, wording.no_growth_model())
    return GrowthModel(
        estimate(found.innovation),
        estimate(found.imitation),
        found.market.value,
        estimated,
        len(finished),
        True,
        wording.growth(len(finished), None if estimated else population),
    )


def estimate(interval: ParameterInterval) -> ContagionEstimate:
    """Convert an interval to an estimate."""
    return ContagionEstimate(interval.value, interval.low, interval.high, LEVEL)
