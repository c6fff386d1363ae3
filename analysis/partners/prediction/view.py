"""The state of the records on one day, as sparse matrices that the features of all candidates are computed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.geography import on_sphere
from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.records import PartnerRecords

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# the weight of the mean profile of the partners in the profile of an organisation, in records
PARTNERS_WEIGHT = 3.0
# pairs added to the observed and to the expected number of partnerships of two categories
PRIOR_PAIRS = 5.0


@dataclass(frozen=True)
class PartnerView:
    """The records that were known on a day.

    `needed` [n, c] marks the competences that the territory of each organisation needed on the day, or is None.
    """

    records: PartnerRecords
    day: float
    needed: csr_matrix | None = None

    @cached_property
    def strengths(self) -> csr_matrix:
        """The sums of the strengths of the partnerships that had begun by the day [n, n]."""
        pairs = self.records.partnerships
        return pairs.where(pairs.since <= self.day).matrix(self.records.size)

    @cached_property
    def partners(self) -> csr_matrix:
        """Whether two organisations had been partners by the day, 0 or 1 [n, n]."""
        found = self.strengths.copy()
        found.data = np.ones(len(found.data))
        return found

    @cached_property
    def degrees(self) -> Floats:
        """The number of partners of each organisation [n]."""
        degrees: Floats = np.diff(self.partners.indptr).astype(np.float64)
        return degrees

    @cached_property
    def damped(self) -> csr_matrix:
        """The partners, each weighted by 1 / its number of partners [n, n]."""
        from scipy.sparse import csr_matrix, diags_array

        return csr_matrix(self.partners @ diags_array(1.0 / np.maximum(self.degrees, 1.0)))

    @cached_property
    def activities(self) -> csr_matrix:
        """The sums of the strengths of joint activities that had begun by the day [n, n]."""
        from scipy.sparse import csr_matrix

        pairs = self.records.activities
        if pairs is None:
            return csr_matrix((self.records.size, self.records.size))
        return pairs.where(pairs.since <= self.day).matrix(self.records.size)

    @cached_property
    def points(self) -> Floats | None:
        """The points of the organisations on the unit sphere [n, 3]; None without places."""
        return None if self.records.places is None else on_sphere(self.records.places)

    @cached_property
    def theme_profiles(self) -> Floats:
        """The share of each theme in the work of an organisation, divided by the root of its overall share [n, k].

        The records of an organisation are smoothed with the mean profile of its partners, which counts as
        `PARTNERS_WEIGHT` records. The product of two profiles is the expected lift of their common themes: 1 for
        organisations that work like the average.
        """
        counts = self._theme_counts.toarray()
        overall = counts.sum(axis=0) / max(counts.sum(), 1.0)
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1.0)
        of_partners = (self.partners @ shares) / np.maximum(self.degrees, 1.0)[:, None]
        smoothed = counts + PARTNERS_WEIGHT * of_partners
        parts = smoothed / np.maximum(smoothed.sum(axis=1, keepdims=True), 1e-12)
        profiles: Floats = parts / np.sqrt(np.maximum(overall, 1e-12))
        return profiles

    @cached_property
    def _theme_counts(self) -> csr_matrix:
        from scipy.sparse import csr_matrix

        themes = self.records.themes
        return csr_matrix((self.records.size, 1)) if themes is None else themes.counts(self.records.size, self.day)

    @cached_property
    def develops(self) -> csr_matrix:
        """Whether an organisation develops a competence, 0 or 1 [n, c]."""
        from scipy.sparse import csr_matrix

        competences = self.records.competences
        if competences is None:
            return csr_matrix((self.records.size, 0 if self.needed is None else self.needed.shape[1]))
        found = competences.counts(self.records.size, self.day)
        found.data = np.ones(len(found.data))
        return found

    @cached_property
    def rarity(self) -> Floats:
        """The rarity of each competence [c]: ln((n + 1) / (organisations that develop it + 1))."""
        return np.log((self.records.size + 1.0) / (np.asarray(self.develops.sum(axis=0)).ravel() + 1.0))

    def lift(self, categories: Integers) -> Floats:
        """Return the logarithm of observed over expected partnerships for each pair of categories [k, k].

        Expected are the partnerships of a random pair of organisations. `PRIOR_PAIRS` are added to both numbers.
        """
        count = int(categories.max(initial=0)) + 1
        links, observed = self.partners.tocoo(), np.zeros((count, count))
        np.add.at(observed, (categories[links.row], categories[links.col]), 1.0)
        sizes = np.bincount(categories, minlength=count).astype(np.float64)
        expected = np.outer(sizes, sizes) * observed.sum() / max(sizes.sum() ** 2, 1.0)
        return np.asarray(np.log((observed + PRIOR_PAIRS) / (expected + PRIOR_PAIRS)))

    @cached_property
    def kind_lift(self) -> Floats:
        """The lift of each pair of kinds."""
        kinds = self.records.kinds
        return self.lift(np.zeros(self.records.size, dtype=np.int64) if kinds is None else kinds)
