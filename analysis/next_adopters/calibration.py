"""How far a model may be trusted later: how much of its logits holds, and the level, by the latest origin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import fit_logistic
from analysis.next_adopters.sampling import LearningRows, joined, population

# the level follows the latest origin as far as its adoptions outweigh so many
CAUTION = 10.0


def slope_on(model: HazardModel, later: LearningRows) -> tuple[float, float]:
    """How much of the model's logits holds at an origin that it has not seen, with its standard error.

    A calibration slope (Cox 1958, "Two Further Applications of a Model for Binary Regression", Biometrika 45(3/4)).
    """
    linear = model.linear(later.features)
    design, ones = np.column_stack([np.ones(len(linear)), linear]), np.ones(len(linear))
    # the slope's difference from 1, which a single adopter at the very top must not carry to infinity
    offsets, penalties = linear - np.log(later.control_rates), np.array([0.0, 1.0])
    found = fit_logistic(design, later.outcomes, ones, offsets, penalties, later.practices)
    return 1.0 + float(found.coefficients[1]), float(np.sqrt(found.covariance[1, 1]))


def held_out_slope(model: HazardModel, later: LearningRows) -> tuple[float, float]:
    """The calibration slope of a model on candidates that it has not seen, drawn to no value, and its standard error.

    It says whether the model predicts at all. The error is the larger one of the information's and the sandwich's over
    practices, which is too small for few practices. Raises a `FitError` where the rows do not determine the slope.
    """
    linear = model.linear(later.features)
    design, names = np.column_stack([np.ones(len(linear)), linear]), ("constant", "the linear predictor")
    rows = design, later.outcomes, np.ones(len(linear)), -np.log(later.control_rates), np.zeros(2)
    found = [fit_logistic(*rows, each, names=names) for each in (None, later.practices)]
    return float(found[0].coefficients[1]), max(float(np.sqrt(each.covariance[1, 1])) for each in found)


def drawn_to_one(slope: float, error: float) -> float:
    """A slope below 1 by what of the difference is more than its error (positive part of Stein's rule), else 1.

    A model that has learned too much is too sure later. One that was too unsure once is not made surer.
    """
    excess = min(slope, 1.0) - 1.0
    return 1.0 + excess * max(0.0, 1.0 - (error / excess) ** 2) if excess else 1.0


def shift_of(model: HazardModel, slope: float, drawn: Sequence[LearningRows]) -> float:
    """The shift with which the slope leaves the level of all origins as it is."""
    rows = joined(drawn)
    offsets = slope * model.linear(rows.features) - np.log(rows.control_rates)
    ones = np.ones(len(offsets))
    return float(fit_logistic(ones[:, None], rows.outcomes, ones, offsets, np.zeros(1), None).coefficients[0])


def level(model: HazardModel, latest: LearningRows) -> float:
    """How far the level of the latest origin lies from that of all: ln of happened over expected adoptions.

    Both are `CAUTION` more, so that a few adoptions do not carry the level away, and count less the more practices
    differ from what is expected of them than by chance (Wedderburn 1974, "Quasi-likelihood Functions", Biometrika
    61(3)). Ratios of what happened to what was expected, drawn to 1 by a gamma prior: Clayton and Kaldor 1987,
    "Empirical Bayes Estimates of Age-standardized Relative Risks", Biometrics 43(3).
    """
    each = population(latest) * model.probabilities(latest.features).value
    expected, happened = np.bincount(latest.practices, each), np.bincount(latest.practices, latest.outcomes)
    total, known = float(expected.sum()), np.flatnonzero(expected)
    spread = (happened - expected * happened.sum() / total)[known] ** 2 / expected[known]
    dispersion = max(1.0, float(spread.sum()) / max(1, len(known) - 1))
    return float(np.log((happened.sum() / dispersion + CAUTION) / (total / dispersion + CAUTION)))
