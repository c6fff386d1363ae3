"""What had happened by a period: the adoptions up to it as sparse matrices, and nothing of what came later."""

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
    """The adoptions [a] known by the period `now`; `window` is how far back counts as recent."""

    now: int
    window: int
    shape: tuple[int, int]
    practice: Integers
    place: Integers
    period: Integers

    @classmethod
    def of(cls, table: AdoptionTable, now: int, window: int) -> History:
        """The history of a table by a period."""
        known = table.known_by(now)
        shape = (len(table.practices), len(table.places))
        return cls(now, window, shape, table.practice[:known], table.place[:known], table.period[:known])

    @cached_property
    def age(self) -> Floats:
        """How many windows ago each adoption [a] took place."""
        ages: Floats = (self.now - self.period) / self.window
        return ages

    @cached_property
    def held(self) -> csr_matrix:
        """1 where a practice has been adopted by a place [m, n]."""
        return self.matrix(np.ones(len(self.period)))

    @cached_property
    def fading(self) -> csr_matrix:
        """Adoptions [m, n] that halve in weight with each window: who may pass a practice on now."""
        return self.matrix(np.exp2(-self.age))

    @cached_property
    def lately(self) -> csr_matrix:
        """Adoptions [m, n] that halve in weight with every fourth window: what a place has become."""
        return self.matrix(np.exp2(-self.age / 4.0))

    def matrix(self, values: Floats) -> csr_matrix:
        """Values [a] as a matrix [m, n]."""
        return csr_matrix((values, (self.practice, self.place)), shape=self.shape)

    @cached_property
    def adopters(self) -> Floats:
        """How many places have adopted each practice [m]."""
        return counts(self.practice, self.shape[0])

    @cached_property
    def popularity(self) -> Floats:
        """How many practices each place has adopted [n]."""
        return counts(self.place, self.shape[1])

    @cached_property
    def first(self) -> Floats:
        """How many windows ago each practice began [m]; 0 where it has not."""
        found = np.zeros(self.shape[0])
        np.maximum.at(found, self.practice, self.age)
        return found

    @cached_property
    def residuals(self) -> Residuals:
        """How much earlier or later than expected each place adopted each practice."""
        return residuals(self.practice, self.place, self.period, self.shape)

    @cached_property
    def directions(self) -> csr_matrix:
        """Each place's adoptions as a column of length 1 [m, n]."""
        lengths = np.sqrt(np.maximum(self.popularity, 1.0))
        return (self.held @ diags(1.0 / lengths)).tocsr()


def counts(numbers: Integers, size: int) -> Floats:
    """How often each number occurs."""
    return np.bincount(numbers, minlength=size).astype(np.float64)
