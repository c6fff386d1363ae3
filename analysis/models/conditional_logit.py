"""Conditional logit: which one of several alternatives is chosen, from the features of the alternatives.

The probability of an alternative is exp(s) over the sum of exp(s) of all alternatives of the choice, with s the
weighted sum of its features (McFadden 1974, "Conditional Logit Analysis of Qualitative Choice Behavior", in Frontiers
in Econometrics). A fit to a uniform sample of the alternatives estimates the same weights (McFadden 1978, "Modelling
the Choice of Residential Location", in Spatial Interaction Theory and Planning Models).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.models.logistic import FitError
from analysis.models.numbers import Floats

STEPS = 500


class AdopterChoices(NamedTuple):
    """Choices [r] among alternatives: features [r, c, k], and which alternatives exist [r, c]; the first is chosen."""

    features: Floats
    existing: NDArray[np.bool_]


@dataclass(frozen=True)
class ConditionalLogit:
    """Weights of standardised features [k], with the means and deviations of the learning data."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    ridge: float

    def scores(self, features: Floats) -> Floats:
        """Return the scores [...] of alternatives with features [..., k]."""
        scores: Floats = (features - np.array(self.means)) @ (np.array(self.weights) / np.array(self.scales))
        return scores

    def contributions(self, features: Floats) -> Floats:
        """Return the parts [c, k] of the scores of alternatives of one choice, relative to their mean."""
        parts: Floats = (features - features.mean(axis=0)) * (np.array(self.weights) / np.array(self.scales))
        return parts

    def likelihood(self, choices: AdopterChoices) -> float:
        """Return the mean log probability of the chosen alternatives."""
        from scipy.special import logsumexp

        scores = np.where(choices.existing, self.scores(choices.features), -np.inf)
        return float(np.mean(scores[:, 0] - logsumexp(scores, axis=1)))


def fit_conditional_logit(choices: AdopterChoices, names: Sequence[str], ridge: float) -> ConditionalLogit:
    """Fit the weights under the penalty ridge / 2 times the sum of their squares.

    Raises `FitError` if there is no choice between at least two alternatives, if a feature is not finite, or if the
    search does not converge.
    """
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    refuse_choices(choices)
    means, scales = spread_of(choices)
    rows = (choices.features - means) / scales

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.where(choices.existing, rows @ weights, -np.inf)
        sums = logsumexp(scores, axis=1)
        chances = np.exp(scores - sums[:, None])
        slope = np.tensordot(chances, rows, axes=2) - rows[:, 0].sum(axis=0) + ridge * weights
        return float((sums - scores[:, 0]).sum() + ridge * weights @ weights / 2), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    if not found.success:
        msg = f"The weights of the features did not converge in {STEPS} steps: {found.message}"
        raise FitError(msg)
    return ConditionalLogit(tuple(names), tuple(means.tolist()), tuple(scales.tolist()), tuple(found.x.tolist()), ridge)


def refuse_choices(choices: AdopterChoices) -> None:
    """Raise `FitError` if the choices cannot be fitted."""
    if not len(choices.features) or not (choices.existing.sum(axis=1) > 1).any():
        msg = "There is no choice between two alternatives to learn from."
        raise FitError(msg)
    if not np.isfinite(choices.features).all():
        msg = "A feature has a value that is not a finite number."
        raise FitError(msg)


def spread_of(choices: AdopterChoices) -> tuple[Floats, Floats]:
    """Return the means and deviations [k] over existing alternatives; a constant feature has the deviation 1."""
    rows = choices.features[choices.existing]
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    return means, np.where(scales > 1e-12 * (1.0 + np.abs(means)), scales, 1.0)
