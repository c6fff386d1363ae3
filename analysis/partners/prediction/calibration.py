"""Calibration of scores to probabilities at the natural rate of new pairs.

Isotonic regression of outcomes on scores (Zadrozny and Elkan 2002), on quantiles that become finer towards the highest
scores, interpolated on the logit scale. A shift of the logit moves the level to another horizon and size of network.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.models.numbers import Floats, logistic

# expected new pairs in a quantile of scores
PAIRS = 60.0
QUANTILES = 40


@dataclass(frozen=True)
class Calibrator:
    """Knots [k] of scores, ascending, with logits [k], and a shift of all logits."""

    knots: Floats
    logits: Floats
    shift: float = 0.0

    def probabilities(self, scores: Floats) -> Floats:
        """Return the probabilities of scores of any shape; 0 for -inf."""
        found = logistic(np.interp(scores, self.knots, self.logits) + self.shift)
        return np.where(np.isneginf(scores), 0.0, found)

    def shifted(self, shift: float) -> Calibrator:
        """Return the calibrator for another level."""
        return replace(self, shift=shift)


def calibrated(scores: Floats, outcomes: Floats, weights: Floats) -> Calibrator:
    """Return the calibrator of scores [m] with outcomes [m] of 0 or 1; `weights` [m] restore the natural rate."""
    from scipy.optimize import isotonic_regression

    order = np.argsort(scores, kind="stable")
    scores, outcomes, weights = scores[order], outcomes[order], weights[order]
    # each quantile holds the same number of new pairs
    number = max(2, min(QUANTILES, int(outcomes.sum() / PAIRS)))
    parts = np.minimum((np.cumsum(outcomes) - outcomes) * number / max(outcomes.sum(), 1.0), number - 1).astype(np.int64)
    mass = np.bincount(parts, weights, minlength=number)
    held = mass > 0
    rates = np.bincount(parts, weights * outcomes, minlength=number)[held] / mass[held]
    middles = np.bincount(parts, weights * scores, minlength=number)[held] / mass[held]
    rising = isotonic_regression(rates, weights=mass[held]).x
    safe = np.clip(rising, 1e-9, 1.0 - 1e-9)
    return Calibrator(middles, np.log(safe / (1.0 - safe)))
