"""Intervals at the level 0.95 of a share and of a mean."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.models.numbers import Floats, Integers

LEVEL = 0.95
NORMAL = 1.959963984540054


class Bounds(NamedTuple):
    """The bounds of an interval, NaN if the data do not determine them."""

    low: float
    high: float


def share_bounds(some: Integers, of: Integers) -> tuple[Floats, Floats]:
    """Return the lower and upper bounds [t] of shares `some` / `of` [t] (Wilson 1927, JASA 22). NaN without cases."""
    number, square = np.where(of > 0, of, np.nan), NORMAL**2
    share = some / number
    middle = (share + square / (2 * number)) / (1 + square / number)
    half = NORMAL / (1 + square / number) * np.sqrt(share * (1 - share) / number + square / (4 * number**2))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def mean_bounds(values: Floats, clusters: Integers) -> Bounds:
    """Return the interval of the mean of values [n] by Student's t, with independent clusters [n].

    The variance is that of the sums of deviations of clusters (Liang, Zeger 1986, Biometrika 73); with one value in
    each cluster it is the usual one. The bounds are NaN for fewer than two clusters.
    """
    from scipy.special import stdtrit

    _, numbers = np.unique(clusters, return_inverse=True)
    count = int(numbers.max(initial=-1)) + 1
    if count < 2:
        return Bounds(np.nan, np.nan)
    sums = np.bincount(numbers, values - values.mean(), count)
    error = np.sqrt(count / (count - 1) * float(sums @ sums)) / len(values)
    half = float(stdtrit(count - 1, (1 + LEVEL) / 2)) * float(error)
    return Bounds(float(values.mean()) - half, float(values.mean()) + half)
