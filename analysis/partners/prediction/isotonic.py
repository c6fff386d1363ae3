"""Calibration of scores to probabilities at the natural rate of new pairs.

Isotonic regression of outcomes on scores (Zadrozny and Elkan 2002) in groups of equal numbers of new pairs,
interpolated on the logit scale. `moved` changes the level to another horizon and another size of network.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.models.numbers import Floats, logistic

# new pairs in a group of scores, and the largest number of groups
PAIRS = 30.0
GROUPS = 120


@dataclass(frozen=True)
class Calibrator:
    """Knots [k] of scores, ascending, with logits [k] of the probability."""

    knots: Floats
    logits: Floats

    def probabilities(self, scores: Floats) -> Floats:
        """Return the probabilities of scores of any shape; 0 for -inf."""
        found = logistic(np.interp(scores, self.knots, self.logits))
        return np.where(np.isneginf(scores), 0.0, found)

    def at_rate(self, sampled: float, whole: float) -> Calibrator:
        """Return the calibrator for the rate of the `whole` network, if it was fitted to a sample with another rate.

        A few organisations have most of the new pairs, so that the rate of a sample of organisations varies.
        """
        return Calibrator(self.knots, self.logits + np.log(whole / sampled))

    def moved(self, horizon: float, growth: float, close: float) -> Calibrator:
        """Return the calibrator for a horizon and a network that is larger by the factor `growth`.

        `horizon` multiplies the odds of all pairs. An organisation does not gain more partners because there are more
        candidates: odds are divided by `growth` for scores up to 0, and by nothing for scores from `close`, which are
        those of the first places of a list, with a linear change of the logarithm between.
        """
        bulk = 1.0 - np.clip(self.knots / close, 0.0, 1.0)
        moved = self.logits + np.log(horizon) - np.log(growth) * bulk
        return Calibrator(self.knots, np.maximum.accumulate(moved))


def calibrated(scores: Floats, outcomes: Floats) -> Calibrator:
    """Return the calibrator of the scores [m] of all candidate pairs, with outcomes [m] of 0 or 1."""
    from scipy.optimize import isotonic_regression

    order = np.argsort(scores, kind="stable")
    ranked, happened = scores[order], outcomes[order]
    number = max(2, min(GROUPS, int(happened.sum() / PAIRS)))
    before = np.cumsum(happened) - happened
    parts = np.minimum(before * number / max(float(happened.sum()), 1.0), number - 1).astype(np.int64)
    starts = np.flatnonzero(np.diff(parts, prepend=-1))
    sizes = np.diff(np.append(starts, len(parts)))
    rates = np.add.reduceat(happened, starts) / sizes
    rising = np.clip(isotonic_regression(rates, weights=sizes).x, 1e-9, 1.0 - 1e-9)
    return Calibrator(ranked[starts + sizes // 2], np.log(rising / (1.0 - rising)))
