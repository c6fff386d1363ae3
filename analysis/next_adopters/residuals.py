"""Martingale residuals of adoptions: how much each place deviates from the expected adoption of each practice.

For a practice the expectation of a place is its cumulative hazard up to its adoption, or up to now (Nelson and Aalen):
the sum over periods of the number of adopters divided by the number of places that had not adopted before. The residual
is 1 for an adopter and 0 for other places, minus the expectation (Barlow and Prentice 1988, "Residuals for Relative
Risk Regression", Biometrika 75(1)). The residual is near 1 for the first adopters of a widespread practice, and
negative for the last adopters and for places without the practice. Residuals therefore show which places adopt early,
while plain adoptions show only which places have adopted. The residuals of a practice sum to 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from analysis.models.numbers import Floats, Integers


@dataclass(frozen=True)
class Residuals:
    """Residuals [m, n] of all practices and places, stored sparsely as `above` - `expected` 1'.

    `expected` [m] is the expectation for places that have not adopted a practice. `above` [m, n] is stored for adopters
    only: their residual plus `expected`. `expectations` [n] is the sum of the expectations of each place.
    """

    above: csr_matrix
    expected: Floats
    expectations: Floats

    @cached_property
    def by_practice(self) -> Floats:
        """Return the squared length of each practice's residuals [m]."""
        squares = np.asarray(self.above.multiply(self.above).sum(axis=1)).ravel()
        lengths: Floats = np.maximum(squares - self.above.shape[1] * self.expected**2, 0.0)
        return lengths

    @cached_property
    def by_place(self) -> Floats:
        """Return the squared length of each place's residuals [n]."""
        shifted = self.above.copy()
        shifted.data = shifted.data**2 - 2.0 * shifted.data * np.repeat(self.expected, np.diff(self.above.indptr))
        lengths: Floats = np.maximum(np.asarray(shifted.sum(axis=0)).ravel() + self.expected @ self.expected, 0.0)
        return lengths

    @cached_property
    def sums(self) -> Floats:
        """Return the sum of each place's residuals [n]: the number of its adoptions minus the expected number."""
        totals: Floats = np.asarray(self.above.sum(axis=0)).ravel() - self.expected.sum()
        return totals

    def weighted(self, weights: Floats) -> Floats:
        """Return the sums of residuals [b, n] with weights of practices [b, m]."""
        sums: Floats = (self.above.T @ weights.T).T - (weights @ self.expected)[:, None]
        return sums

    def products(self, practices: Integers) -> Floats:
        """Return the inner products [b, m] of the residuals of practices [b] with those of all practices."""
        inner = (self.above[practices] @ self.above.T).toarray()
        products: Floats = inner - self.above.shape[1] * np.outer(self.expected[practices], self.expected)
        return products

    def dense(self) -> Floats:
        """Return all residuals [m, n] as a dense array."""
        residuals: Floats = self.above.toarray() - self.expected[:, None]
        return residuals


def residuals(practice: Integers, place: Integers, period: Integers, shape: tuple[int, int]) -> Residuals:
    """Return the residuals of adoptions [a] among m practices and n places; `shape` is (m, n)."""
    if not len(practice):
        return Residuals(csr_matrix(shape), np.zeros(shape[0]), np.zeros(shape[1]))
    order = np.lexsort((period, practice))
    practice, place, period = practice[order], place[order], period[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(practice) != 0) | (np.diff(period) != 0)])
    sizes = np.diff(np.r_[starts, len(practice)])
    first = np.searchsorted(practice, practice[starts], side="left")
    hazards = sizes / (shape[1] - (starts - first))
    # cumulative sums over the steps of all practices, minus the sum before the first step of the practice
    gathered = np.cumsum(hazards)
    leading = np.searchsorted(starts, first)
    before = np.where(leading > 0, gathered[leading - 1], 0.0)
    spent = np.repeat(gathered - before, sizes)
    expected = np.zeros(shape[0])
    np.maximum.at(expected, practice, spent)
    own = expected[practice]
    above = csr_matrix((1.0 - spent + own, (practice, place)), shape=shape)
    expectations = expected.sum() + np.bincount(place, spent - own, minlength=shape[1])
    return Residuals(above, expected, np.maximum(expectations, 0.0))
