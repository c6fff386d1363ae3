"""Intervals of sums of probabilities of one model, whose errors are correlated because they share the coefficients.

The coefficients are moved by one standard error to either side along each principal axis of their covariance. The
variance of a figure is the sum over the axes of the squares of half the resulting difference (delta method, with
central differences in place of derivatives). The interval is computed on the logarithm, since an expected number is
positive.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, log
from typing import NamedTuple

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.replication.surroundings import Floats


class Sum(NamedTuple):
    """An expected number with the ends of its interval."""

    value: float
    low: float
    high: float


@lru_cache(maxsize=8)
def moved(model: HazardModel) -> Floats:
    """Return coefficients [1 + 2 (k + 1), k + 1], intercept first: unchanged, moved forwards, moved backwards.

    A ranking asks for the coefficients of one model many times.
    """
    middle = np.array([model.intercept, *model.coefficients])
    variances, axes = np.linalg.eigh(np.array(model.covariance))
    steps = (axes * np.sqrt(np.maximum(variances, 0.0))).T
    found = np.concatenate([middle[None, :], middle + steps, middle - steps])
    found.flags.writeable = False
    return found


def with_interval(figures: Floats, level: float, most: float) -> Sum:
    """Return a figure and its interval from its values at the moved coefficients.

    `most` is the upper bound of the figure, the number of candidates.
    """
    from scipy.special import ndtri

    value, (forwards, backwards) = float(figures[0]), np.split(figures[1:], 2)
    if value <= 0:
        return Sum(0.0, 0.0, 0.0)
    logarithms = np.log(np.maximum(forwards, 1e-300)) - np.log(np.maximum(backwards, 1e-300))
    margin = float(ndtri(0.5 + level / 2)) * float(np.sqrt(((logarithms / 2) ** 2).sum()))
    high = most if log(value) + margin >= log(most) else exp(log(value) + margin)
    return Sum(value, exp(log(value) - margin), max(value, high))
