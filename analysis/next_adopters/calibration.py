"""Calibration of a model on the latest origin: the slope of its logits, and its level."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import fit_logistic
from analysis.next_adopters.sampling import LearningRows, joined, population

# prior weight, in adoptions: the level follows the latest origin as far as its adoptions exceed this number
CAUTION = 10.0


def slope_on(model: HazardModel, later: LearningRows) -> tuple[float, float]:
    """Return the calibration slope of a model at an origin outside its learning data, and its standard error.

    A slope of 1 keeps the logits as they are. The slope is that of Cox (1958, "Two Further Applications of a Model for
    Binary Regression", Biometrika 45(3/4)), with a ridge on its difference from 1.
    """
    linear = model.linear(later.features)
    design, ones = np.column_stack([np.ones(len(linear)), linear]), np.ones(len(linear))
    # the ridge keeps the slope's difference from 1 finite if a single adopter has the highest logit
    offsets, penalties = linear - np.log(later.control_rates), np.array([0.0, 1.0])
    found = fit_logistic(design, later.outcomes, ones, offsets, penalties, later.practices)
    return 1.0 + float(found.coefficients[1]), float(np.sqrt(found.covariance[1, 1]))


def held_out_slope(model: HazardModel, later: LearningRows) -> tuple[float, float]:
    """Return the unpenalised calibration slope on candidates outside the learning data, and its standard error.

    The slope shows whether the model predicts at all. The standard error is the larger one of two estimates: from the
    information, and from the sandwich over practices, which is too small for few practices. Raises `FitError` if the
    rows do not determine the slope.
    """
    linear = model.linear(later.features)
    design, names = np.column_stack([np.ones(len(linear)), linear]), ("constant", "the linear predictor")
    rows = design, later.outcomes, np.ones(len(linear)), -np.log(later.control_rates), np.zeros(2)
    found = [fit_logistic(*rows, each, names=names) for each in (None, later.practices)]
    return float(found[0].coefficients[1]), max(float(np.sqrt(each.covariance[1, 1])) for each in found)


def drawn_to_one(slope: float, error: float) -> float:
    """Return a slope below 1 shrunk towards 1 by its error (positive part of Stein's rule), or 1 for a larger slope.

    An overfitted model is overconfident in later periods. A slope above 1 is ignored, so that a model never becomes
    more confident.
    """
    excess = min(slope, 1.0) - 1.0
    return 1.0 + excess * max(0.0, 1.0 - (error / excess) ** 2) if excess else 1.0


def shift_of(model: HazardModel, slope: float, drawn: Sequence[LearningRows]) -> float:
    """Return the shift that keeps the level of all origins unchanged under the slope."""
    rows = joined(drawn)
    offsets = slope * model.linear(rows.features) - np.log(rows.control_rates)
    ones = np.ones(len(offsets))
    return float(fit_logistic(ones[:, None], rows.outcomes, ones, offsets, np.zeros(1), None).coefficients[0])


def level(model: HazardModel, latest: LearningRows) -> float:
    """Return the shift from the level of all origins to that of the latest: ln of observed over expected adoptions.

    Both numbers are divided by the dispersion of the practices around their expectations, at least 1 (Wedderburn 1974,
    "Quasi-likelihood Functions", Biometrika 61(3)). Then `CAUTION` is added to both, so that a few adoptions have
    little effect. Ratios of observed to expected events, shrunk to 1 by a gamma prior: Clayton and Kaldor 1987,
    "Empirical Bayes Estimates of Age-standardized Relative Risks", Biometrics 43(3).
    """
    each = population(latest) * model.probabilities(latest.features).value
    expected, happened = np.bincount(latest.practices, each), np.bincount(latest.practices, latest.outcomes)
    total, known = float(expected.sum()), np.flatnonzero(expected)
    spread = (happened - expected * happened.sum() / total)[known] ** 2 / expected[known]
    dispersion = max(1.0, float(spread.sum()) / max(1, len(known) - 1))
    return float(np.log((happened.sum() / dispersion + CAUTION) / (total / dispersion + CAUTION)))
