"""Calibration of probabilities on later outcomes: slope, expected and observed pairs, and the highest classes.

Pairs can be a sample with weights that restore the natural rate, or all pairs of some organisations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.models.logistic import FitError, fit_logistic
from analysis.models.numbers import Floats, Integers

# classes are separated where the probability falls by this factor
STEP = 1.25
CLASSES = 10
FEWEST = 30
# groups of pairs in which the slope of many pairs is fitted
GROUPS = 2_000


class CalibrationClass(NamedTuple):
    """Pairs with probabilities in [low, high]: their number, and the expected and observed new pairs."""

    low: float
    high: float
    pairs: int
    expected: float
    observed: float

    @property
    def ratio(self) -> float | None:
        """The expected divided by the observed number; None if none is observed."""
        return self.expected / self.observed if self.observed else None


class Recalibration(NamedTuple):
    """The calibration logit p' = shift + slope logit p (Cox 1958), and the standard error of the slope."""

    shift: float
    slope: float
    slope_error: float


class CalibrationFigures(NamedTuple):
    """The slope of outcomes on the logit of probabilities, sums over all pairs, and the highest classes.

    The slope is 1 for calibrated probabilities, and NaN if it cannot be fitted.
    """

    slope: float
    pairs: int
    expected: float
    observed: float
    classes: Sequence[CalibrationClass]

    def figures(self) -> dict[str, object]:
        """Return the figures, as stored and printed."""
        return {
            "slope": self.slope,
            "candidate_pairs": self.pairs,
            "expected": self.expected,
            "observed": self.observed,
            "expected_by_observed": self.expected / self.observed if self.observed else None,
            "classes": [{**each._asdict(), "expected_by_observed": each.ratio} for each in self.classes],
        }


def recalibration(linear: Floats, outcomes: Floats, weights: Floats, askers: Integers) -> Recalibration:
    """Return the calibration of linear predictors [m]; the error is clustered by asker [m].

    Raises `FitError` without both outcomes.
    """
    design, none = np.column_stack([np.ones(len(linear)), linear]), np.zeros(len(linear))
    found = fit_logistic(design, outcomes, weights, none, np.zeros(2), askers, names=("constant", "logit"))
    shift, slope = found.coefficients.tolist()
    return Recalibration(shift, slope, float(np.sqrt(found.covariance[1, 1])))


def calibration_figures(probabilities: Floats, outcomes: Floats, weights: Floats | None = None) -> CalibrationFigures:
    """Return the figures of probabilities [m] between 0 and 1 with outcomes [m] and weights [m], by default 1."""
    order = np.argsort(-probabilities, kind="stable")
    each = np.ones(len(order)) if weights is None else weights[order]
    ranked, happened = probabilities[order], outcomes[order]
    sums = len(ranked), float(ranked @ each), float(happened @ each)
    return CalibrationFigures(slope(ranked, happened, each), *sums, highest_classes(ranked, happened, each))


def slope(ranked: Floats, happened: Floats, weights: Floats) -> float:
    """Return the slope of a logistic regression on the logit; pairs of about equal probability are one row."""
    # half of the rows for the highest probabilities, where most new pairs are
    ends = np.unique(np.round(np.geomspace(1, len(ranked), GROUPS)).astype(np.int64))
    starts = np.concatenate([[0], ends[:-1]])
    number = np.add.reduceat(weights, starts)
    mean = np.clip(np.add.reduceat(ranked * weights, starts) / number, 1e-12, 1 - 1e-12)
    rates = np.add.reduceat(happened * weights, starts) / number
    design = np.column_stack([np.ones(len(mean)), np.log(mean / (1 - mean))])
    try:
        return float(fit_logistic(design, rates, number, np.zeros(len(mean)), np.zeros(2), None).coefficients[1])
    except FitError:
        return float("nan")


def highest_classes(ranked: Floats, happened: Floats, weights: Floats) -> tuple[CalibrationClass, ...]:
    """Return the ten highest classes of at least `FEWEST` pairs; a smaller class is joined with the next one.

    Probabilities [m] descend. A class ends where the probability falls below its highest divided by `STEP`.
    """
    found: list[CalibrationClass] = []
    start = 0
    while start < len(ranked) and len(found) < CLASSES:
        border = ranked[start] / STEP
        end = max(int(np.searchsorted(-ranked, -border, side="left")), start + FEWEST)
        end = min(end, len(ranked))
        # equal probabilities share a class
        end = int(np.searchsorted(-ranked, -ranked[end - 1], side="right"))
        if end - start >= FEWEST:
            part = slice(start, end)
            expected, observed = (float(each[part] @ weights[part]) for each in (ranked, happened))
            found.append(
                CalibrationClass(float(ranked[end - 1]), float(ranked[start]), end - start, expected, observed)
            )
        start = end
    return tuple(found)
