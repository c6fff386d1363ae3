"""How sure a sum of probabilities of one model is: all of them rest on the same coefficients, and err together.

The coefficients are moved by one standard error to either side along each principal axis of their covariance; half the
difference that a figure makes, squared and added up over the axes, is its variance (delta method, with central
differences in the place of derivatives). The interval is taken on the logarithm, since a number expected is positive.
"""

from __future__ import annotations

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


def moved(model: HazardModel) -> Floats:
    """The coefficients [1 + 2 (k + 1), k + 1], intercept first: as they are, then moved forwards, then backwards."""
    middle = np.array([model.intercept, *model.coefficients])
    variances, axes = np.linalg.eigh(np.array(model.covariance))
    steps = (axes * np.sqrt(np.maximum(variances, 0.0))).T
    return np.concatenate([middle[None, :], middle + steps, middle - steps])


def with_interval(figures: Floats, level: float, most: float) -> Sum:
    """A figure from what it is at each of the moved coefficients; it is at most `most`, the number of candidates."""
    from scipy.special import ndtri

    value, (forwards, backwards) = float(figures[0]), np.split(figures[1:], 2)
    if value <= 0:
        return Sum(0.0, 0.0, 0.0)
    logarithms = np.log(np.maximum(forwards, 1e-300)) - np.log(np.maximum(backwards, 1e-300))
    margin = float(ndtri(0.5 + level / 2)) * float(np.sqrt(((logarithms / 2) ** 2).sum()))
    high = most if log(value) + margin >= log(most) else exp(log(value) + margin)
    return Sum(value, exp(log(value) - margin), max(value, high))
