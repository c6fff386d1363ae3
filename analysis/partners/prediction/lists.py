"""Lists of the first ten candidates of askers: their precision and variety."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.splits import PartnerSplit
from analysis.ties.country_links import NOWHERE, Truths

PLACES = 10
# newcomers have at most this number of partners
NEWCOMER = 10


class ListFigures(NamedTuple):
    """Hits [a] among the first ten places of each asker, the organisations in these places [a, 10], and newcomers.

    `NOWHERE` is the place that an asker with fewer than ten candidates leaves empty.
    """

    hits: Floats
    named: Integers
    newcomers: Truths

    @property
    def precision(self) -> float:
        """The mean share of new partners among the first places; NaN without askers."""
        return mean(self.hits) / PLACES

    @property
    def distinct(self) -> int:
        """The number of distinct organisations in the first places of all askers."""
        return distinct(self.named)

    @property
    def newcomers_precision(self) -> float:
        """The precision for askers with few partners; NaN without such askers."""
        return mean(self.hits[self.newcomers]) / PLACES

    @property
    def share_of_ten_most_named(self) -> float:
        """The share of the places that the ten most frequent organisations take."""
        counts = np.sort(np.unique(self.named[self.named != NOWHERE], return_counts=True)[1])[::-1]
        return float(counts[:PLACES].sum() / max(counts.sum(), 1))


def list_figures(split: PartnerSplit, scores: Floats, askers: Integers) -> ListFigures:
    """Return the figures of lists by scores [a, n], which are -inf for those that are no candidates.

    Equal scores are in the order of `PartnerSplit.ranks`.
    """
    first = top(scores, split.ranks)
    named = np.full((len(askers), PLACES), NOWHERE)
    found = np.isfinite(np.take_along_axis(scores, first, axis=1))
    named[:, : first.shape[1]] = np.where(found, first, NOWHERE)
    outcomes = np.array([np.isin(row, split.new_of(each)) for row, each in zip(first, askers.tolist(), strict=True)])
    hits = (outcomes & found).sum(axis=1).astype(np.float64)
    return ListFigures(hits, named, split.view.degrees[askers] <= NEWCOMER)


def top(scores: Floats, ranks: Integers) -> Integers:
    """Return the first `PLACES` candidates of each row [a, n], in order; equal scores in the order of ranks [n]."""
    count = min(PLACES, scores.shape[1])
    border = -np.partition(-scores, count - 1, axis=1)[:, count - 1]
    found = np.empty((len(scores), count), dtype=np.int64)
    for row, (values, least) in enumerate(zip(scores, border, strict=True)):
        above = np.flatnonzero(values >= least)
        found[row] = above[np.lexsort((ranks[above], -values[above]))][:count]
    return found


def distinct(named: Integers) -> int:
    """Return the number of distinct organisations in lists [a, 10]."""
    return int(np.count_nonzero(np.bincount(named[named != NOWHERE])))


def mean(values: Floats) -> float:
    """Return the mean of values, or NaN if there are none."""
    return float(values.mean()) if len(values) else float("nan")
