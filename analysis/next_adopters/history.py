"""Adoptions up to a period, as sparse matrices without any later data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix, diags

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.residuals import Residuals, residuals
from analysis.next_adopters.table import AdoptionTable


@dataclass(frozen=True)
class History:
    """The adoptions [a] up to the period `now`; `window` is the number of periods that count as recent."""

    now: int
    window: int
    shape: tuple[int, int]
    practice: Integers
    place: Integers
    period: Integers

    @classmethod
    def of(cls, table: AdoptionTable, now: int, window: int) -> History:
        """Return the history of a table up to a period."""
        known = table.known_by(now)
        shape = (len(table.practices), len(table.places))
        return cls(now, window, shape, table.practice[:known], table.place[:known], table.period[:known])

    @cached_property
    def age(self) -> Floats:
        """Return the age of each adoption [a] in windows."""
        ages: Floats = (self.now - self.period) / self.window
        return ages

    @cached_property
    def held(self) -> csr_matrix:
        """Return a matrix [m, n] that is 1 if a place has adopted a practice."""
        return self.matrix(np.ones(len(self.period)))

    @cached_property
    def fading(self) -> csr_matrix:
        """Return adoptions [m, n] with weights that halve with each window: places that may pass a practice on now."""
        return self.matrix(np.exp2(-self.age))

    @cached_property
    def lately(self) -> csr_matrix:
        """Return adoptions [m, n] with weights that halve with every fourth window: the recent profile of a place."""
        return self.matrix(np.exp2(-self.age / 4.0))

    def matrix(self, values: Floats) -> csr_matrix:
        """Return values [a] as a matrix [m, n]."""
        return csr_matrix((values, (self.practice, self.place)), shape=self.shape)

    @cached_property
    def adopters(self) -> Floats:
        """Return the number of places that have adopted each practice [m]."""
        return counts(self.practice, self.shape[0])

    @cached_property
    def popularity(self) -> Floats:
        """Return the number of practices that each place has adopted [n]."""
        return counts(self.place, self.shape[1])

    @cached_property
    def first(self) -> Floats:
        """Return the age of each practice [m] in windows, 0 if it has not been adopted."""
        found = np.zeros(self.shape[0])
        np.maximum.at(found, self.practice, self.age)
        return found

    @cached_property
    def residuals(self) -> Residuals:
        """Return the martingale residuals: how much earlier or later than expected each place adopted each practice."""
        return residuals(self.practice, self.place, self.period, self.shape)

    @cached_property
    def directions(self) -> csr_matrix:
        """Return each place's adoptions as a column of length 1 [m, n]."""
        lengths = np.sqrt(np.maximum(self.popularity, 1.0))
        return (self.held @ diags(1.0 / lengths)).tocsr()


def counts(numbers: Integers, size: int) -> Floats:
    """Return how often each number occurs."""
    return np.bincount(numbers, minlength=size).astype(np.float64)
