"""The scores of all organisations for one asker: by a fitted model, or by fixed weights without one.

- With a model, the score is the probability that the two become partners within the horizon of the model, and the
  contributions are those of Aumann and Shapley (`analysis.models.hazard_model`).
- Without a model, the score is additive: the sum over features of weight x value, each value between 0 and 1 and the
  weights adding up to 1 (R. L. Keeney and H. Raiffa 1976, "Decisions with Multiple Objectives", chapter 3).

Contributions and probabilities are rounded to multiples of 2^-40. Such numbers add up without rounding errors, so that
the contributions sum to the score exactly in any order and in any programming language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, Protocol

import numpy as np

from analysis.answers import Method
from analysis.models.hazard_model import HazardModel
from analysis.models.numbers import Floats
from analysis.partners.prediction.features import REASONS, ReasonFeature
from analysis.vocabulary import ReasonCode

FINENESS = 2.0**40


class ProbabilityEstimate(NamedTuple):
    """A probability with its interval."""

    value: float
    low: float
    high: float
    level: float


class FixedWeight(NamedTuple):
    """The weight of a feature without a model, and the values of the feature that count as 0 and as 1."""

    weight: float
    lowest: float
    highest: float


# `docs/partners.md` gives the figures that these weights reach
FIXED_WEIGHTS: Mapping[ReasonCode, FixedWeight] = MappingProxyType(
    {
        ReasonCode.SHARED_PARTNERS: FixedWeight(1 / 16, 0.0, 1.0),
        ReasonCode.JOINT_PROJECTS: FixedWeight(1 / 16, 0.0, 2.4),
        ReasonCode.SHARED_THEMES: FixedWeight(1 / 16, 0.0, 2.0),
        ReasonCode.COMPLEMENTARY_COMPETENCES: FixedWeight(1 / 16, 0.0, 5.0),
        ReasonCode.PARTNERSHIPS: FixedWeight(1 / 16, 0.0, 8.0),
        ReasonCode.NEARBY: FixedWeight(6 / 16, -11.0, 0.0),
        ReasonCode.SAME_MUNICIPALITY: FixedWeight(1 / 16, 0.0, 1.0),
        ReasonCode.BORDERING_MUNICIPALITY: FixedWeight(1 / 16, 0.0, 1.0),
        ReasonCode.SAME_REGION: FixedWeight(2 / 16, 0.0, 1.0),
        ReasonCode.KINDS: FixedWeight(1 / 16, -3.0, 3.0),
    }
)


class Scorer(Protocol):
    """A method that scores candidates by the values of its features, rows [n, k]."""

    @property
    def method(self) -> Method:
        """The method for the result."""
        ...

    @property
    def features(self) -> Sequence[ReasonFeature]:
        """The features that the method uses, in the order of the columns."""
        ...

    def scores(self, rows: Floats) -> Floats:
        """Return the scores [n]."""
        ...

    def contributions(self, rows: Floats) -> list[dict[ReasonCode, float]]:
        """Return the contributions to each score."""
        ...

    def estimates(self, rows: Floats) -> list[ProbabilityEstimate | None]:
        """Return each probability with its interval, or None without a model."""
        ...


@dataclass(frozen=True)
class ModelScorer:
    """Scores by a fitted model."""

    model: HazardModel
    method: Method

    @cached_property
    def features(self) -> Sequence[ReasonFeature]:
        """The features of the model."""
        by_name = {each.name: each for each in REASONS}
        return [by_name[each] for each in self.model.features]

    def scores(self, rows: Floats) -> Floats:
        """Return the probabilities [n]."""
        coefficients = np.array([[self.model.intercept, *self.model.coefficients]])
        return self.model.probabilities_at(rows, coefficients)[:, 0]

    def contributions(self, rows: Floats) -> list[dict[ReasonCode, float]]:
        """Return the contributions to each probability, with that of the average pair."""
        names = (ReasonCode.BASE_RATE, *(each.code for each in self.features))
        return [dict(zip(names, rounded(row), strict=True)) for row in self.model.contributions(rows)]

    def estimates(self, rows: Floats) -> list[ProbabilityEstimate | None]:
        """Return each probability with its interval."""
        # the last digits of a sum depend on the number of rows
        values, lows, highs = (rounded(part) for part in self.model.probabilities(rows))
        return [ProbabilityEstimate(*each, self.model.level) for each in zip(values, lows, highs, strict=True)]


@dataclass(frozen=True)
class FixedScorer:
    """Scores by fixed weights."""

    method: Method

    @property
    def features(self) -> Sequence[ReasonFeature]:
        """All features with reasons."""
        return REASONS

    def scores(self, rows: Floats) -> Floats:
        """Return the scores [n], 0 to 1."""
        return np.asarray(self._parts(rows).sum(axis=1))

    def contributions(self, rows: Floats) -> list[dict[ReasonCode, float]]:
        """Return the contributions to each score."""
        names = [each.code for each in REASONS]
        return [dict(zip(names, rounded(row), strict=True)) for row in self._parts(rows)]

    def estimates(self, rows: Floats) -> list[ProbabilityEstimate | None]:
        """Return None for each candidate."""
        return [None] * len(rows)

    def _parts(self, rows: Floats) -> Floats:
        weights, lowest, highest = np.array([FIXED_WEIGHTS[each.code] for each in REASONS]).T
        return np.asarray(weights * np.clip((rows - lowest) / (highest - lowest), 0.0, 1.0))


def rounded(parts: Floats) -> list[float]:
    """Return the nearest multiples of 2^-40."""
    found: list[float] = (np.round(parts * FINENESS) / FINENESS).tolist()
    return found
