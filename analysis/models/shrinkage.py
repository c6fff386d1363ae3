"""Empirical Bayes shrinkage: one ridge for each group of coefficients, learned from the rows of the regression.

The coefficients of a group are assumed to come from a normal distribution with mean 0 and one variance; the ridge of
the group is the inverse of that variance. The ridges maximise the likelihood of the rows (the evidence, by Laplace's
approximation), found by MacKay's fixed point (1992, "Bayesian Interpolation", Neural Computation 4(3), section 4):
ridge = g / sum of b^2, where g = sum of (1 - ridge x posterior variance) is the number of coefficients of the group
that the rows determine. A group without information gets a ridge that reduces its coefficients to 0. If one feature
alone drives the adoptions, the model therefore reduces to that feature.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.models.logistic import fit_logistic
from analysis.models.numbers import Floats, Integers

ROUNDS = 10
# the search has converged if the logarithms of the ridges change by less than this
STILL = 0.05
# for each adoption: the least ridge, needed because rows of one practice and period are not independent and carry less
# information than their number suggests; the first ridge of the search; and the ridge that reduces a coefficient to 0
LEAST, START, MOST = 0.03, 0.1, 1e6


def numbered(groups: Sequence[str]) -> tuple[tuple[str, ...], Integers]:
    """Return the names of the groups, and the group number of each member."""
    names = tuple(dict.fromkeys(groups))
    return names, np.array([names.index(each) for each in groups], dtype=np.int64)


class Ridges(NamedTuple):
    """The ridge of each group [g], and whether the search converged."""

    values: Floats
    converged: bool


def ridges_of(design: Floats, outcomes: Floats, weights: Floats, offsets: Floats, groups: Integers) -> Ridges:
    """Return the ridge of each group for rows [n, k + 1], whose first column is the constant.

    `groups` [k] are the group numbers of the other columns. Raises `FitError` if the regression under some ridges has
    no solution.
    """
    adoptions = float(weights @ outcomes)
    ridges = np.full(int(groups.max(initial=-1)) + 1, START * adoptions)
    at = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        penalties = np.concatenate([[0.0], ridges[groups]])
        found = fit_logistic(design, outcomes, weights, offsets, penalties, None, at)
        at = found.coefficients
        moved = updated(ridges, groups, at[1:], np.diag(found.covariance)[1:], adoptions)
        arrived = np.abs(np.log(moved / ridges)).max(initial=0.0) < STILL
        ridges = moved
        if arrived:
            return Ridges(ridges, converged=True)
    return Ridges(ridges, converged=False)


def updated(ridges: Floats, groups: Integers, coefficients: Floats, variances: Floats, adoptions: float) -> Floats:
    """Return the ridges after one step of MacKay's fixed point, limited to `LEAST` and `MOST` for each adoption."""
    count = len(ridges)
    determined = np.bincount(groups, 1.0 - ridges[groups] * variances, minlength=count)
    squares = np.bincount(groups, coefficients**2, minlength=count)
    target = np.maximum(determined, 1e-3) / (squares + 1e-12)
    moved: Floats = np.clip(target, LEAST * adoptions, MOST * adoptions)
    return moved
