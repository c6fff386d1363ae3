"""A discrete-time hazard model: the probability that a candidate adopts within the horizon, with its reasons.

Each candidate is a row: a practice, a place that has not adopted the practice, and a period. The outcome is whether the
place adopts the practice within the horizon. The discrete-time hazard is a logistic regression on these rows (Allison
1982, "Discrete-Time Methods for the Analysis of Event Histories", Sociological Methodology 13; Singer and Willett 1993,
"It's About Time", Journal of Educational Statistics 18(2)): logit p = a + sum over features of b_k z_k, with z
standardised.

- Probabilities are calibrated on a later period: logit p' = A + B logit p (`next_adopters.calibration`).
- A model can be kept within its range. A value of a feature far beyond the learning data then counts as the nearest
  value within the range, because the data do not determine the effect of the feature out there.
- `periods` compounds the probability if the requested horizon is longer than the learned one: 1 - (1 - p')^periods, the
  discrete-time survival with a constant hazard.
- Contributions are those of Aumann and Shapley (1974, "Values of Non-Atomic Games"): the integral of the gradient along
  the straight line from a reference candidate to this candidate. The probability depends on the features through one
  sum, so the integral is exact: each feature gets (p - base) b_k (z_k - r_k) / sum of b (z - r), and the contributions
  add up to the probability.
- The reference candidate r has the rate of adoption among all candidates as its probability (`with_base_rate`). The
  mean candidate would have a far smaller one, because the probability is a convex function of the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np

from analysis.models.numbers import Floats, logistic

NAME = "discrete-time hazard"
VERSION = "1.0"
REFERENCE = "Allison 1982; Singer & Willett 1993; King & Zeng 2001; Cox 1958; Aumann & Shapley 1974"
LEVEL = 0.95
# a path from the reference candidate that is shorter than this loses the digits of the quotient of gain and length
SHORT = 1e-6


class Probabilities(NamedTuple):
    """Probabilities [n] and the ends of their intervals."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class HazardModel:
    """A fitted model, as plain numbers that can be stored.

    `covariance` [k + 1, k + 1] has the intercept first. `ridges` are the ridges of the groups of features; without
    groups, `ridge` applies to all features. `ridges_converged` is true if the search found the ridges under which the
    rows are most likely, and false if `ridges` are only its last step. `lowest` and `highest` are the range within
    which features are kept; if they are empty, features are used unchanged. `held_out_slope` is the calibration slope
    on a later period and its standard error; if it is empty, the slope was not estimated. `baseline` holds the
    standardised features of the reference candidate; if it is empty, the mean candidate is the reference.
    """

    features: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    intercept: float
    coefficients: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    ridge: float
    rows: int
    adoptions: int
    calibration: tuple[float, float] = (0.0, 1.0)
    periods: float = 1.0
    level: float = LEVEL
    name: str = NAME
    version: str = VERSION
    reference: str = REFERENCE
    ridges: tuple[tuple[str, float], ...] = ()
    ridges_converged: bool = True
    lowest: tuple[float, ...] = ()
    highest: tuple[float, ...] = ()
    held_out_slope: tuple[float, ...] = ()
    baseline: tuple[float, ...] = ()

    def linear(self, features: Floats) -> Floats:
        """Return the linear predictors [n] before calibration."""
        predictors: Floats = self.intercept + self._standardised(features) @ np.array(self.coefficients)
        return predictors

    def linear_by_feature(self, columns: Iterable[Floats]) -> Floats:
        """Return the linear predictors before calibration, given the values of each feature in arrays of one shape.

        The features can be computed one after another, so that only one of them is in memory.
        """
        weights = np.array(self.coefficients) / np.array(self.scales)
        found = np.asarray(self.intercept)
        for place, column in enumerate(columns):
            known = np.clip(column, self.lowest[place], self.highest[place]) if self.lowest else column
            found = found + (known - self.means[place]) * weights[place]
        return found

    def values(self, features: Floats) -> Floats:
        """Return calibrated probabilities [n] without intervals."""
        return self._calibrated(self.linear(features))

    def probabilities(self, features: Floats) -> Probabilities:
        """Return calibrated probabilities [n] with intervals by the delta method on the linear predictor."""
        from scipy.special import ndtri

        linear = self.linear(features)
        margin = float(ndtri(0.5 + self.level / 2)) * self._errors(features)
        return Probabilities(*(self._calibrated(each) for each in (linear, linear - margin, linear + margin)))

    def probabilities_at(self, features: Floats, coefficients: Floats) -> Floats:
        """Return calibrated probabilities [n, p] at p other vectors of coefficients [p, k + 1], the intercept first."""
        return self._calibrated(coefficients[:, 0] + self._standardised(features) @ coefficients[:, 1:].T)

    def contributions(self, features: Floats) -> Floats:
        """Return parts that add up to each probability [n, k + 1]: the reference candidate's, then one per feature."""
        coefficients, baseline = np.array(self.coefficients), self._baseline
        parts = (self._standardised(features) - baseline) * coefficients
        total, start = parts.sum(axis=1), self.intercept + float(baseline @ coefficients)
        base = self._calibrated(np.full(len(parts), start))
        gain = self._calibrated(start + total) - base
        # for the shortest paths the gradient at the reference candidate replaces the quotient
        short = np.abs(total) < SHORT
        slope = np.where(short, self._gradient(start), gain / np.where(short, 1.0, total))
        return np.column_stack([base, parts * slope[:, None]])

    @property
    def base_rate(self) -> float:
        """The probability of the reference candidate."""
        start = self.intercept + float(self._baseline @ np.array(self.coefficients))
        return float(self._calibrated(np.array([start]))[0])

    def with_base_rate(self, features: Floats, weights: Floats, at_zero: Sequence[str] = ()) -> Self:
        """Return the model whose reference candidate has the mean probability of rows [n, k] with weights [n].

        The reference is the mean candidate, moved towards the mean of the expected adopters. The features `at_zero` are
        0 at the reference, so that a larger value never counts as less than the reference.
        """
        standardised, chances = self._standardised(features), self._calibrated(self.linear(features))
        rate = float(np.average(chances, weights=weights))
        direction = np.average(standardised, axis=0, weights=weights * chances)
        zero = self._standardised(np.zeros((1, len(self.features))))[0]
        fixed = np.isin(self.features, [*at_zero])
        start, direction = np.where(fixed, zero, 0.0), np.where(fixed, 0.0, direction)
        coefficients = np.array(self.coefficients)
        slope, shift, calibrated_slope = float(direction @ coefficients), *self.calibration
        if slope < SHORT or not calibrated_slope:
            return replace(self, baseline=tuple(start.tolist()))
        odds = np.log(np.expm1(-np.log1p(-rate) / self.periods))
        steps = ((odds - shift) / calibrated_slope - self.intercept - float(start @ coefficients)) / slope
        return replace(self, baseline=tuple((start + steps * direction).tolist()))

    @property
    def reference_features(self) -> Floats:
        """The features [k] of the reference candidate."""
        return np.asarray(np.array(self.means) + self._baseline * np.array(self.scales))

    @property
    def _baseline(self) -> Floats:
        return np.array(self.baseline) if self.baseline else np.zeros(len(self.features))

    def with_held_out_slope(self, slope: tuple[float, float]) -> Self:
        """Return the model with a calibration slope on a later period and the standard error of the slope."""
        return replace(self, held_out_slope=slope)

    def with_calibration(self, calibration: tuple[float, float]) -> Self:
        """Return the model with another calibration, a shift and a slope."""
        return replace(self, calibration=calibration)

    def within_range_of(self, features: Floats, beyond: float) -> Self:
        """Return the model with features limited to the range of rows [n, k].

        The range is extended at both ends by the part `beyond` of its width.
        """
        lowest, highest = features.min(axis=0), features.max(axis=0)
        margin = beyond * (highest - lowest)
        return replace(self, lowest=tuple((lowest - margin).tolist()), highest=tuple((highest + margin).tolist()))

    def for_periods(self, periods: float) -> Self:
        """Return the model for a horizon of `periods` learned horizons."""
        return replace(self, periods=periods)

    def to_json(self) -> dict[str, object]:
        """Return all parameters as numbers, texts and lists."""
        return {
            "features": list(self.features),
            "means": list(self.means),
            "scales": list(self.scales),
            "intercept": self.intercept,
            "coefficients": list(self.coefficients),
            "covariance": [list(row) for row in self.covariance],
            "ridge": self.ridge,
            "rows": self.rows,
            "adoptions": self.adoptions,
            "calibration": list(self.calibration),
            "periods": self.periods,
            "level": self.level,
            "name": self.name,
            "version": self.version,
            "reference": self.reference,
            "ridges": [list(each) for each in self.ridges],
            "ridges_converged": self.ridges_converged,
            "lowest": list(self.lowest),
            "highest": list(self.highest),
            "held_out_slope": list(self.held_out_slope),
            "baseline": list(self.baseline),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Self:
        """Return the model that `to_json` stored. Raises `ValueError` if a part is missing or has another type."""
        from pydantic import TypeAdapter

        return TypeAdapter(cls).validate_python(stored)

    def _standardised(self, features: Floats) -> Floats:
        known = np.clip(features, self.lowest, self.highest) if self.lowest else features
        standardised: Floats = (known - np.array(self.means)) / np.array(self.scales)
        return standardised

    def _errors(self, features: Floats) -> Floats:
        rows = np.column_stack([np.ones(len(features)), self._standardised(features)])
        variances = np.einsum("ij,jk,ik->i", rows, np.array(self.covariance), rows, optimize=True)
        errors: Floats = np.sqrt(np.maximum(variances, 0.0))
        return errors

    def _calibrated(self, linear: Floats) -> Floats:
        shift, slope = self.calibration
        compound: Floats = -np.expm1(-self.periods * np.logaddexp(0.0, shift + slope * linear))
        return compound

    def _gradient(self, linear: float) -> float:
        shift, slope = self.calibration
        at = shift + slope * linear
        survival = np.exp(-self.periods * np.logaddexp(0.0, at))
        return float(survival * self.periods * logistic(np.array(at)) * slope)
