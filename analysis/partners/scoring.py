"""The scores of all organisations for one asker: by a fitted model, or by fixed weights without one.

- With a model, the score is the probability that the two become partners within the horizon of the model, and the
  contributions are those of Aumann and Shapley (`analysis.models.hazard_model`).
- Without a model, the score is additive: the sum over features of weight x value, each value between 0 and 1 and the
  weights adding up to 1 (R. L. Keeney and H. Raiffa 1976, "Decisions with Multiple Objectives", chapter 3).

Contributions are rounded to multiples of 2^-40. Such numbers add up without rounding errors, so that the contributions
sum to the score exactly in any order and in any programming language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, Protocol

import numpy as np

from analysis.answers import Method
from analysis.models.hazard_model import HazardModel
from analysis.models.numbers import Floats
from analysis.partners.prediction.features import FEATURES, features_of
from analysis.partners.prediction.view import PartnerView
from analysis.vocabulary import ReasonCode

FINENESS = 2.0**40


class Estimate(NamedTuple):
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
    """A method that scores the candidates of an asker."""

    @property
    def method(self) -> Method:
        """The method for the result."""
        ...

    def scores(self, view: PartnerView, asker: int) -> Floats:
        """Return the scores of all organisations [n]."""
        ...

    def contributions(self, view: PartnerView, asker: int, candidates: list[int]) -> list[dict[ReasonCode, float]]:
        """Return the contributions to the score of each candidate."""
        ...

    def estimates(self, view: PartnerView, asker: int, candidates: list[int]) -> list[Estimate | None]:
        """Return the probability of each candidate with its interval, or None without a model."""
        ...


@dataclass(frozen=True)
class ModelScorer:
    """Scores by a fitted model."""

    model: HazardModel
    method: Method

    def scores(self, view: PartnerView, asker: int) -> Floats:
        """Return the probabilities of all organisations [n]."""
        return self.model.probabilities_at(self._features(view, asker), self._coefficients)[:, 0]

    def contributions(self, view: PartnerView, asker: int, candidates: list[int]) -> list[dict[ReasonCode, float]]:
        """Return the contributions to the probability of each candidate, with that of the average pair."""
        rows = self.model.contributions(self._features(view, asker)[candidates])
        names = (ReasonCode.BASE_RATE, *(ReasonCode[each] for each in self.model.features))
        return [dict(zip(names, rounded(row), strict=True)) for row in rows]

    def estimates(self, view: PartnerView, asker: int, candidates: list[int]) -> list[Estimate | None]:
        """Return the probability of each candidate with its interval."""
        found = self.model.probabilities(self._features(view, asker)[candidates])
        return [Estimate(*each, self.model.level) for each in zip(*(part.tolist() for part in found), strict=True)]

    @property
    def _coefficients(self) -> Floats:
        return np.array([[self.model.intercept, *self.model.coefficients]])

    def _features(self, view: PartnerView, asker: int) -> Floats:
        by_name = {each.code.value: each for each in FEATURES}
        return features_of(view, asker, [by_name[each] for each in self.model.features])


@dataclass(frozen=True)
class FixedScorer:
    """Scores by fixed weights."""

    method: Method

    def scores(self, view: PartnerView, asker: int) -> Floats:
        """Return the scores of all organisations [n], 0 to 1."""
        return np.asarray(self._parts(view, asker).sum(axis=1))

    def contributions(self, view: PartnerView, asker: int, candidates: list[int]) -> list[dict[ReasonCode, float]]:
        """Return the contributions to the score of each candidate."""
        rows = self._parts(view, asker)[candidates]
        return [dict(zip(FIXED_WEIGHTS, rounded(row), strict=True)) for row in rows]

    def estimates(self, view: PartnerView, asker: int, candidates: list[int]) -> list[Estimate | None]:
        """Return None for each candidate."""
        del view, asker
        return [None] * len(candidates)

    def _parts(self, view: PartnerView, asker: int) -> Floats:
        rows = features_of(view, asker, FEATURES)
        weights, lowest, highest = np.array([FIXED_WEIGHTS[each.code] for each in FEATURES]).T
        return np.asarray(weights * np.clip((rows - lowest) / (highest - lowest), 0.0, 1.0))


def rounded(parts: Floats) -> list[float]:
    """Return the nearest multiples of 2^-40."""
    found: list[float] = (np.round(parts * FINENESS) / FINENESS).tolist()
    return found
