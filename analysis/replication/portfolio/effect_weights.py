"""Weights of practices by the effects that their adopters report."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.replication.evidence.pooling import Range
from analysis.replication.surroundings import Floats

# the least number of practices with a known effect for a comparison
FEWEST_KNOWN = 2


def effect_weights(effects: Sequence[Range | None]) -> Floats:
    """Return the weight [p] of each practice: its shrunken mean effect, relative to the mean of all known effects.

    A mean effect with a large standard error is shrunken to the mean of all practices (B. Efron, C. Morris 1975, "Data
    Analysis Using Stein's Estimator and its Generalizations", JASA 70(350); variance between practices by the method of
    moments). A practice without a known effect has the weight 1, and one whose shrunken effect is not positive 0. All
    weights are 1 if fewer than `FEWEST_KNOWN` effects are known, or if their mean is not positive.
    """
    weights = np.ones(len(effects))
    known = [place for place, each in enumerate(effects) if each is not None]
    found = [each for each in effects if each is not None]
    if len(known) < FEWEST_KNOWN:
        return weights
    values = np.array([each.value for each in found])
    variances = np.array([standard_error(each) for each in found]) ** 2
    between = max(0.0, float(values.var(ddof=1) - variances.mean()))
    precisions = 1.0 / (variances + between)
    mean = float(precisions @ values / precisions.sum())
    if mean <= 0:
        return weights
    weights[known] = np.maximum(mean + between * precisions * (values - mean), 0.0) / mean
    return weights


def standard_error(effect: Range) -> float:
    """Return the standard error of a mean effect from its interval."""
    # the program starts without scipy
    from scipy.special import stdtrit

    return (effect.high - effect.low) / (2 * float(stdtrit(effect.freedom, 0.5 + effect.level / 2)))
