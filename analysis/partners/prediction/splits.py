"""Splits for learning and evaluation: a view of the past, and the pairs that become partners in a later period."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.models.numbers import Integers
from analysis.partners.prediction.records import PartnerRecords
from analysis.partners.prediction.view import PartnerView
from analysis.ties.country_links import Truths

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, eq=False)
class PartnerSplit:
    """A view, and the partnerships of a later period [n, n].

    `eligible` [n] marks the organisations that can be asker or candidate. `ranks` [n] orders organisations that are
    equal otherwise.
    """

    view: PartnerView
    later: csr_matrix
    eligible: Truths
    ranks: Integers

    @cached_property
    def new(self) -> csr_matrix:
        """Matrix [n, n] of 1 for pairs that are partners later and not in the view."""
        from scipy.sparse import csr_matrix

        found = csr_matrix(self.later - self.later.multiply(self.view.partners))
        found.eliminate_zeros()
        found.sort_indices()
        found.data = np.ones(len(found.data))
        return found

    @cached_property
    def new_eligible(self) -> tuple[Integers, Integers]:
        """The new pairs of eligible organisations, once each, the lower number first: two arrays [m].

        They are in the order of the lower number, then from the highest other number down; samples depend on the order.
        """
        pairs = self.new.tocoo()
        kept = (pairs.row < pairs.col) & self.eligible[pairs.row] & self.eligible[pairs.col]
        one, other = pairs.row[kept].astype(np.int64), pairs.col[kept].astype(np.int64)
        order = np.lexsort((-other, one))
        return one[order], other[order]

    @cached_property
    def ever(self) -> csr_matrix:
        """Matrix [n, n] of positive numbers for partners in the view or later."""
        from scipy.sparse import csr_matrix

        return csr_matrix(self.later + self.view.partners)

    @property
    def pairs(self) -> int:
        """The number of new pairs of eligible organisations."""
        return len(self.new_eligible[0])

    @property
    def rate(self) -> float:
        """The share of candidate pairs that become partners."""
        known = self.view.partners[self.eligible][:, self.eligible]
        number = int(self.eligible.sum())
        return self.pairs / (number * (number - 1) / 2 - int(known.nnz) / 2)

    @cached_property
    def candidates(self) -> Integers:
        """The eligible organisations."""
        return np.flatnonzero(self.eligible)

    @cached_property
    def askers(self) -> Integers:
        """The eligible organisations with a new partner."""
        return np.flatnonzero((np.diff(self.new.indptr) > 0) & self.eligible)

    @cached_property
    def by_degree(self) -> Integers:
        """The eligible organisations in the order of their numbers of partners."""
        return self.candidates[np.lexsort((self.ranks[self.candidates], self.view.degrees[self.candidates]))]

    def new_of(self, asker: int) -> Integers:
        """Return the new partners of an organisation."""
        return np.asarray(self.new.indices[self.new.indptr[asker] : self.new.indptr[asker + 1]], dtype=np.int64)

    def closed(self, askers: Integers) -> Truths:
        """Return which organisations are no candidates [a, n]: those not eligible, the asker, and its partners."""
        found: Truths = (self.view.partners[askers].toarray() > 0) | ~self.eligible
        found[np.arange(len(askers)), askers] = True
        return found


def split_of(view: PartnerView, until: float, eligible: Truths, ranks: Integers) -> PartnerSplit:
    """Return the split of a view and of the partnerships that begin after its day, up to another day."""
    pairs = view.records.partnerships
    later = pairs.where((pairs.since > view.day) & (pairs.since <= until)).matrix(view.records.size)
    later.data = np.ones(len(later.data))
    return PartnerSplit(view, later, eligible, ranks)


def known_split(records: PartnerRecords, day: float, until: float) -> PartnerSplit:
    """Return the split of the organisations that have a partner on a day; equal ones keep their order."""
    known = np.flatnonzero(PartnerView(records, day).degrees > 0)
    view = PartnerView(records.only(known), day)
    return split_of(view, until, np.ones(len(known), dtype=np.bool_), np.arange(len(known)))
