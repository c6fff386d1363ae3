"""Ridge-penalised logistic regression: coefficients and their covariance.

Newton's method on the penalised log-likelihood (le Cessie and van Houwelingen 1992, "Ridge Estimators in Logistic
Regression", Applied Statistics 41(1)). The covariance is the inverse of the penalised information (the Laplace
approximation of the posterior under a normal prior) or, with clusters, the sandwich of Huber (1967) and White (1982)
over the sums of scores within each cluster, so that rows of one practice do not count as independent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

STEPS = 100
TOLERANCE = 1e-10
SMALLEST_STEP = 2.0**-20


class FitError(Exception):
    """The rows do not determine a model; the message says why."""


@dataclass(frozen=True)
class Logistic:
    """Coefficients (the intercept first) and their covariance."""

    coefficients: Floats
    covariance: Floats


def logistic(linear: Floats) -> Floats:
    """The probability of a linear predictor, without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * linear))


def fit_logistic(
    design: Floats,
    outcomes: Floats,
    weights: Floats,
    offsets: Floats,
    penalties: Floats,
    clusters: Integers | None,
    start: Floats | None = None,
) -> Logistic:
    """Fit rows [n, k], whose first column is the constant; `penalties` [k] are halved squares, 0 for the constant.

    Outcomes lie between 0 and 1; `start` [k] is where the search begins. Raises a `FitError` if Newton's method does
    not settle.
    """
    at = np.zeros(design.shape[1]) if start is None else start
    value = penalised(design, outcomes, weights, offsets, penalties, at)
    for _ in range(STEPS):
        gradient, information = derivatives(design, outcomes, weights, offsets, penalties, at)
        direction = np.linalg.lstsq(information, gradient, rcond=None)[0]
        step, moved = 1.0, value
        while step > SMALLEST_STEP:
            moved = penalised(design, outcomes, weights, offsets, penalties, at + step * direction)
            if moved >= value:
                break
            step /= 2
        else:
            return settled(design, outcomes, weights, offsets, penalties, clusters, at)
        at, gained, value = at + step * direction, moved - value, moved
        if gained <= TOLERANCE * (abs(value) + 1.0):
            return settled(design, outcomes, weights, offsets, penalties, clusters, at)
    msg = "The regression does not settle: a feature may separate the outcomes. Use a larger ridge."
    raise FitError(msg)


def penalised(
    design: Floats, outcomes: Floats, weights: Floats, offsets: Floats, penalties: Floats, at: Floats
) -> float:
    """The penalised log-likelihood."""
    linear = design @ at + offsets
    likelihood = weights @ (outcomes * linear - np.logaddexp(0.0, linear))
    return float(likelihood - 0.5 * penalties @ at**2)


def derivatives(
    design: Floats, outcomes: Floats, weights: Floats, offsets: Floats, penalties: Floats, at: Floats
) -> tuple[Floats, Floats]:
    """The gradient [k] and the negative second derivatives [k, k] of the penalised log-likelihood."""
    probabilities = logistic(design @ at + offsets)
    gradient = design.T @ (weights * (outcomes - probabilities)) - penalties * at
    spread = weights * probabilities * (1.0 - probabilities)
    return gradient, design.T @ (design * spread[:, None]) + np.diag(penalties)


def settled(
    design: Floats,
    outcomes: Floats,
    weights: Floats,
    offsets: Floats,
    penalties: Floats,
    clusters: Integers | None,
    at: Floats,
) -> Logistic:
    """The result at the maximum."""
    _, information = derivatives(design, outcomes, weights, offsets, penalties, at)
    inverse: Floats = np.linalg.pinv(information, hermitian=True).astype(np.float64)
    if clusters is None:
        return Logistic(at, inverse)
    residuals = weights * (outcomes - logistic(design @ at + offsets))
    _, numbers = np.unique(clusters, return_inverse=True)
    scores = np.zeros((int(numbers.max()) + 1, design.shape[1]))
    np.add.at(scores, numbers, design * residuals[:, None])
    return Logistic(at, inverse @ (scores.T @ scores) @ inverse)
