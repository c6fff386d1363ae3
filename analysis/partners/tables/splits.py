"""Splits for prediction: a view of the past, and the new pairs of a later window among organisations of the view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from analysis.models.numbers import Integers
from analysis.partners.tables.table import Mask, PartnerTable
from analysis.partners.tables.view import TableView


@dataclass(frozen=True)
class PartnerSplit:
    """A view, and the later ties [n, n] among its organisations."""

    view: TableView
    later: csr_array

    @cached_property
    def new(self) -> csr_array:
        """Matrix [n, n] of 1 for pairs that are partners later and not in the view."""
        both = self.later.multiply(self.view.ties)
        found = csr_array(self.later - both)
        found.eliminate_zeros()
        return found

    @cached_property
    def ever(self) -> csr_array:
        """Matrix [n, n] of positive numbers for partners in the view or later."""
        return csr_array(self.later + self.view.ties)

    @property
    def pairs(self) -> int:
        """The number of new pairs."""
        return int(self.new.nnz) // 2

    @property
    def rate(self) -> float:
        """The share of candidate pairs that become partners."""
        number = len(self.view)
        return self.pairs / (number * (number - 1) / 2 - int(self.view.ties.nnz) / 2)

    @cached_property
    def askers(self) -> Integers:
        """Organisations of the view with a new partner."""
        return np.flatnonzero(np.diff(self.new.indptr) > 0)


def split_of(table: PartnerTable, past: Mask, later: Mask, now: float) -> PartnerSplit:
    """Return the split of the projects `past` [p] and `later` [p]; `now` is the day of the view."""
    view = TableView(table, past, now)
    following = TableView(table, later, now)
    place = np.full(len(table.organisations), -1)
    place[view.known] = np.arange(len(view))
    ties = following.ties.tocoo()
    one, other = place[following.known[ties.row]], place[following.known[ties.col]]
    kept = (one >= 0) & (other >= 0)
    shape = len(view), len(view)
    return PartnerSplit(view, csr_array((np.ones(int(kept.sum())), (one[kept], other[kept])), shape=shape))


def dated_split(table: PartnerTable, until: float, horizon: float) -> PartnerSplit:
    """Return the split of projects until a day and those of the horizon that follows it."""
    return split_of(table, table.until(until), table.between(until, until + horizon), until)
