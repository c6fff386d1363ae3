"""The state of the records on one day, as sparse matrices that the features of all candidates are computed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.geography import on_sphere
from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.records import DatedPairs, PartnerRecords, ProjectParticipations
from analysis.ties.country_links import NOWHERE, Truths

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# the weight of the mean profile of the partners in the profile of an organisation, in records
PARTNERS_WEIGHT = 3.0
# pairs added to the observed and to the expected number of partnerships of two categories
PRIOR_PAIRS = 5.0
# years after which a partnership counts half, and a participation counts half as activity
HALF_LIFE_OF_TIES = 2.0
HALF_LIFE_OF_ACTIVITY = 1.0


@dataclass(frozen=True)
class PartnerView:
    """The records that were known on a day.

    `needed` [n, c] marks the competences that the territory of each organisation needed on the day, or is None.
    """

    records: PartnerRecords
    day: float
    needed: csr_matrix | None = None

    @cached_property
    def partnerships(self) -> DatedPairs:
        """The partnerships that had begun by the day."""
        pairs = self.records.partnerships
        return pairs.where(pairs.since <= self.day)

    @cached_property
    def partners(self) -> csr_matrix:
        """Whether two organisations had been partners by the day, 0 or 1 [n, n]."""
        found = self.partnerships.matrix(self.records.size)
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
    def recent(self) -> csr_matrix:
        """The number of partnership records of two organisations, each halved every two years [n, n]."""
        return self.partnerships.matrix(self.records.size, self.fresh(self.partnerships.since, HALF_LIFE_OF_TIES))

    @cached_property
    def allocated(self) -> csr_matrix:
        """`recent`, divided by the sum of the other organisation [n, n]."""
        from scipy.sparse import csr_matrix, diags_array

        return csr_matrix(self.recent @ diags_array(inverse(np.asarray(self.recent.sum(axis=0)).ravel())))

    @cached_property
    def walk(self) -> csr_matrix:
        """The probability of a step from an organisation to each partner [n, n].

        A record is chosen in proportion to its strength, halved every two years.
        """
        from scipy.sparse import csr_matrix, diags_array

        weights = self.partnerships.strength * self.fresh(self.partnerships.since, HALF_LIFE_OF_TIES)
        found = self.partnerships.matrix(self.records.size, weights)
        return csr_matrix(diags_array(inverse(np.asarray(found.sum(axis=1)).ravel())) @ found)

    def fresh(self, since: Floats, half_life: float) -> Floats:
        """Return the weights of records [m], which are halved in each `half_life` (years).

        A record with an unknown first day counts as one of this age, that is half.
        """
        ages = np.where(np.isfinite(since), (self.day - since) / self.records.year, half_life)
        return np.asarray(0.5 ** (ages / half_life))

    @cached_property
    def activities(self) -> csr_matrix:
        """The sums of the strengths of joint activities that had begun by the day [n, n]."""
        from scipy.sparse import csr_matrix

        pairs = self.records.activities
        if pairs is None:
            return csr_matrix((self.records.size, self.records.size))
        return pairs.where(pairs.since <= self.day).matrix(self.records.size)

    @cached_property
    def participations(self) -> ProjectParticipations:
        """The participations that had begun by the day; without data, each partnership is one of both of its ends."""
        found, pairs = self.records.participations, self.records.partnerships
        if found is None:
            ends, days = np.concatenate([pairs.one, pairs.other]), np.tile(pairs.since, 2)
            found = ProjectParticipations(ends, days, np.ones(len(ends)))
        return found.where(found.since <= self.day)

    @cached_property
    def projects(self) -> Floats:
        """The number of participations of each organisation [n]."""
        return np.bincount(self.participations.organisations, minlength=self.records.size).astype(np.float64)

    @cached_property
    def joint_projects(self) -> Floats:
        """The number of participations with partners of each organisation [n]."""
        joint = self.participations.organisations[self.participations.partners > 0]
        return np.bincount(joint, minlength=self.records.size).astype(np.float64)

    @cached_property
    def activity(self) -> Floats:
        """The number of participations of each organisation, each halved every year [n]."""
        weights = self.fresh(self.participations.since, HALF_LIFE_OF_ACTIVITY)
        return np.bincount(self.participations.organisations, weights, minlength=self.records.size).astype(np.float64)

    @cached_property
    def partners_per_project(self) -> Floats:
        """The mean number of partners in the participations with partners [n]."""
        found = self.participations
        others = np.bincount(found.organisations, found.partners, minlength=self.records.size)
        return np.asarray(others * inverse(self.joint_projects))

    @cached_property
    def points(self) -> Floats | None:
        """The points of the organisations on the unit sphere [n, 3]; None without places."""
        return None if self.records.places is None else on_sphere(self.records.places)

    @cached_property
    def theme_shares(self) -> Floats:
        """The share of each theme in the work of an organisation [n, k].

        The records of an organisation are smoothed with the shares of its partners, weighted by `walk`, which count as
        `PARTNERS_WEIGHT` records.
        """
        counts = self._theme_counts
        numbers = counts.sum(axis=1, keepdims=True)
        around = self.walk @ (counts / np.maximum(numbers, 1.0))
        return np.asarray((counts + PARTNERS_WEIGHT * around) / (numbers + PARTNERS_WEIGHT))

    @cached_property
    def theme_profiles(self) -> Floats:
        """`theme_shares`, divided by the root of the overall share of the theme [n, k].

        The product of two profiles is the expected lift of their common themes: 1 for organisations that work like the
        average.
        """
        counts = self._theme_counts
        overall = counts.sum(axis=0) / max(counts.sum(), 1.0)
        return np.asarray(self.theme_shares / np.sqrt(np.maximum(overall, 1e-9)))

    @cached_property
    def related_themes(self) -> Floats:
        """The joint frequencies of themes in pairs of partners, divided by those of independent themes [k, k]."""
        own = self._theme_counts / np.maximum(self._theme_counts.sum(axis=1, keepdims=True), 1.0)
        together = own.T @ (self.partners @ own)
        margin = np.asarray(own.T @ self.degrees)
        expected = np.outer(margin, margin)
        ratios: Floats = np.divide(together * together.sum(), expected, out=np.zeros_like(together), where=expected > 0)
        return ratios

    @cached_property
    def _theme_counts(self) -> Floats:
        themes = self.records.themes
        if themes is None:
            return np.zeros((self.records.size, 1))
        return np.asarray(themes.counts(self.records.size, self.day).toarray(), dtype=np.float64)

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

    @cached_property
    def kind_lift(self) -> Floats:
        """The lift of each pair of kinds: ln(observed / expected partnerships), `PRIOR_PAIRS` added to both [k, k].

        Expected are the partnerships of a random pair of organisations.
        """
        kinds = self.categories(self.records.kinds)
        sizes = np.bincount(kinds[kinds != NOWHERE], minlength=int(kinds.max(initial=NOWHERE)) + 1).astype(np.float64)
        observed = self._pairs_of(kinds)
        expected = np.outer(sizes, sizes) * observed.sum() / max(sizes.sum() ** 2, 1.0)
        return log_ratio(observed, expected)

    @cached_property
    def kind_mixing(self) -> Floats:
        """The mixing of kinds, as `mixing`."""
        return self.mixing(self.categories(self.records.kinds))

    @cached_property
    def region_mixing(self) -> Floats:
        """The mixing of regions, as `mixing`."""
        return self.mixing(self.categories(self.records.regions))

    def mixing(self, categories: Integers) -> Floats:
        """Return ln(observed / expected partnerships) between categories, `PRIOR_PAIRS` added to both [k, k].

        Expected are the partnerships if each organisation kept its number of partners and chose them at random (Newman
        2003, "Mixing patterns in networks", Physical Review E 67, 026126).
        """
        observed = self._pairs_of(categories)
        margin = observed.sum(axis=1)
        return log_ratio(observed, np.outer(margin, margin) / max(margin.sum(), 1.0))

    def categories(self, of: Integers | None) -> Integers:
        """Return categories [n]; without data none is known."""
        return np.full(self.records.size, NOWHERE) if of is None else of

    def _pairs_of(self, categories: Integers) -> Floats:
        count, links = int(categories.max(initial=NOWHERE)) + 1, self.partners.tocoo()
        one, other = categories[links.row], categories[links.col]
        known: Truths = (one != NOWHERE) & (other != NOWHERE)
        observed = np.zeros((count, count))
        np.add.at(observed, (one[known], other[known]), 1.0)
        return observed


def log_ratio(observed: Floats, expected: Floats) -> Floats:
    """Return ln(observed / expected) with `PRIOR_PAIRS` added to both, and a last row and column of 0 for unknown."""
    return np.asarray(np.pad(np.log((observed + PRIOR_PAIRS) / (expected + PRIOR_PAIRS)), (0, 1)))


def inverse(values: Floats) -> Floats:
    """Return 1 / values, and 0 where a value is 0."""
    return np.divide(1.0, values, out=np.zeros(len(values)), where=values > 0)
