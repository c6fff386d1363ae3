"""The country as input of the replication model: organisations, practices and adoptions, and their state on a day.

Organisations, municipalities and practices are represented by their indices in the order of ids. Days are ordinals
(`date.toordinal`) as floats: NaN for an unknown start, infinite for an open end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from analysis.models.numbers import distinct
from analysis.models.stable_order import Hashes, hashes_of
from analysis.replication.audience import Audience, AudienceFit, OrganisationTraits, fit_of
from analysis.replication.evidence.transport import PlaceCovariates, covariates
from analysis.replication.graph_features import YEAR, features, freshness
from analysis.replication.surroundings import (
    NOWHERE,
    EarlierAdopters,
    Floats,
    Integers,
    OrganisationStates,
    Surroundings,
    Truths,
)
from graph_model.terms import EvidenceTier, OrganisationKind, PracticeStage

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix, csr_matrix

# the results of this number of days are cached
MOST_DAYS = 4


@dataclass(frozen=True, eq=False)
class PracticeRecords:
    """p practices in the order of their global ids.

    - `published` [p]: days of publication; `authors` [p]: the first author by id, or `NOWHERE`
    - `themes`, `competences` [p]: sets of global ids
    - `stages`, `evidence` [p]; `withdrawn` [p]: whether the source has withdrawn the practice
    - `audiences` [p]: the declared audiences
    """

    ids: Sequence[str]
    published: Floats
    authors: Integers
    themes: Sequence[frozenset[str]]
    competences: Sequence[frozenset[str]]
    stages: Sequence[PracticeStage]
    evidence: Sequence[EvidenceTier]
    withdrawn: Truths
    audiences: Sequence[Audience]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The index of each id."""
        return {each: place for place, each in enumerate(self.ids)}

    @cached_property
    def hashes(self) -> Hashes:
        """A number for each practice that depends on its id alone [p], by which equal practices are ordered."""
        return hashes_of(self.ids)

    @cached_property
    def competence_numbers(self) -> Mapping[str, int]:
        """The index of each competence that a practice addresses, by its global id."""
        return {each: place for place, each in enumerate(sorted(frozenset().union(*self.competences)))}

    @cached_property
    def addresses(self) -> csr_matrix:
        """Whether a practice addresses a competence, 0 or 1 [p, c]."""
        from scipy.sparse import csr_matrix

        rows = np.repeat(np.arange(len(self.ids)), [len(each) for each in self.competences])
        columns = [self.competence_numbers[name] for each in self.competences for name in each]
        shape = len(self.ids), len(self.competence_numbers)
        return csr_matrix((np.ones(len(columns)), (rows, columns)), shape=shape)


@dataclass(frozen=True)
class Uptakes:
    """Adoptions grouped by practice: organisation, first and last day, and whether the adoption was abandoned."""

    practices: Integers
    organisations: Integers
    began: Floats
    left: Floats
    failed: Truths

    @cached_property
    def latest(self) -> float:
        """The last day on which an adoption began; minus infinity for none."""
        return float(np.nanmax(self.began)) if (~np.isnan(self.began)).any() else -np.inf

    def of(self, practice: int) -> slice:
        """Return the slice of the adoptions of a practice."""
        first, last = np.searchsorted(self.practices, [practice, practice + 1])
        return slice(int(first), int(last))


class MunicipalNeeds(Protocol):
    """A source of the needs of municipalities on a day."""

    def needing(self, day: float) -> Mapping[str, Truths]:
        """Return, by competence, which municipalities [m] need it on a day."""


@dataclass(frozen=True, eq=False)
class PracticeUses:
    """The adoptions of p practices until a day, without those by authors, except for `freshness`.

    - `freshness` [a]: the weight of each adoption: half as much a year later, 0 if it has ended or not begun
    - `adopters`, `momentum` [p]: the numbers of adopters, and the sums of their weights
    - `kinds` [p, k]: the share of each kind among the adopters
    """

    freshness: Floats
    adopters: Integers
    momentum: Floats
    kinds: csr_matrix


@dataclass(frozen=True, eq=False)
class Activity:
    """The adoptions until a day, without those by authors, and the needs of municipalities.

    - `busy`, `begun` [n]: adoptions by organisation, begun in the last year and all
    - `by_themes` [n, s]: adoptions by organisation and set of themes; `sets` [s] are the sets
    - `needing`: by competence, which municipalities need it
    - `uses`: the adoptions by practice
    """

    busy: Floats
    begun: Floats
    by_themes: csc_matrix
    sets: Sequence[frozenset[str]]
    needing: Mapping[str, Truths]
    uses: PracticeUses
    _on_themes: dict[int, Integers] = field(default_factory=dict, init=False)

    def on_themes_of(self, number: int) -> Integers:
        """Return the number of adoptions [n] of practices that share a theme with a set, given by its index.

        The results are cached.
        """
        if number not in self._on_themes:
            shared = [place for place, each in enumerate(self.sets) if each & self.sets[number]]
            counts = np.asarray(self.by_themes[:, shared].sum(axis=1)).ravel()
            # half of the memory of the default type
            self._on_themes[number] = counts.astype(np.int32)
        return self._on_themes[number]


def shares_of_kinds(practices: Integers, kinds: Integers, count: int) -> csr_matrix:
    """Return the share of each kind among the adopters of each practice [p, k]."""
    from scipy.sparse import csr_matrix, diags_array

    found = csr_matrix((np.ones(len(practices)), (practices, kinds)), shape=(count, len(OrganisationKind)))
    sums = np.maximum(np.asarray(found.sum(axis=1)).ravel(), 1.0)
    return csr_matrix(diags_array(1.0 / sums) @ found)


@dataclass(frozen=True, eq=False)
class ReplicationCountry:
    """All data of the model; organisations and municipalities are indices in `ids` and `municipalities`.

    `regions` [n] are indices into `region_ids`, or `NOWHERE`. The use of a practice by its author is not an adoption.
    The author holds the practice from its publication on.
    """

    ids: Sequence[str]
    municipalities: Sequence[str]
    regions: Integers
    region_ids: Sequence[str]
    region_names: Sequence[str]
    last_days: Floats
    around: Surroundings
    practices: PracticeRecords
    uptakes: Uptakes
    needs: MunicipalNeeds
    traits: OrganisationTraits
    _days: dict[float, Activity] = field(default_factory=dict, init=False)

    @cached_property
    def own_use(self) -> Truths:
        """Which adoptions [a] are the use of a practice by its author."""
        return np.asarray(self.practices.authors[self.uptakes.practices] == self.uptakes.organisations)

    @cached_property
    def theme_sets(self) -> tuple[list[frozenset[str]], Integers]:
        """The distinct sets of themes, and the index of the set of each practice."""
        sets = sorted(set(self.practices.themes), key=sorted)
        numbers = {each: number for number, each in enumerate(sets)}
        return sets, np.array([numbers[each] for each in self.practices.themes], dtype=np.int64)

    def activity(self, day: float) -> Activity:
        """Return the adoptions of organisations until a day; the results for the last days are cached."""
        if day not in self._days:
            while len(self._days) >= MOST_DAYS:
                del self._days[next(iter(self._days))]
            self._days[day] = self._activity_on(day)
        return self._days[day]

    def _activity_on(self, day: float) -> Activity:
        from scipy.sparse import csc_matrix

        uptakes, size = self.uptakes, len(self.ids)
        begun = (uptakes.began <= day) & ~self.own_use
        busy = begun & (uptakes.began > day - YEAR) & ~(uptakes.left <= day)
        sets, of_practice = self.theme_sets
        places = uptakes.organisations[begun], of_practice[uptakes.practices[begun]]
        by_themes = csc_matrix((np.ones(len(places[0])), places), shape=(size, len(sets)))
        counts = [np.bincount(uptakes.organisations[each], minlength=size).astype(float) for each in (busy, begun)]
        return Activity(counts[0], counts[1], by_themes, sets, self.needs.needing(day), self._uses_on(day))

    def _uses_on(self, day: float) -> PracticeUses:
        uptakes, count = self.uptakes, len(self.practices.ids)
        known = ~(uptakes.began > day)
        fresh = np.where(known, freshness(uptakes.began, uptakes.left, day), 0.0)
        adopted = np.flatnonzero(known & ~self.own_use)
        practices = uptakes.practices[adopted]
        kinds = self.around.organisations.kinds[uptakes.organisations[adopted]]
        return PracticeUses(
            freshness=fresh,
            adopters=np.bincount(practices, minlength=count),
            momentum=np.asarray(np.bincount(practices, fresh[adopted], count), dtype=np.float64),
            kinds=shares_of_kinds(practices, kinds, count),
        )

    def states(self, practice: int, day: float) -> OrganisationStates:
        """Return the activity of organisations until a day, with respect to a practice."""
        then, (_, of_practice) = self.activity(day), self.theme_sets
        enough = np.zeros(len(self.municipalities) + 1, dtype=np.bool_)
        for each in self.practices.competences[practice] & then.needing.keys():
            enough[:-1] |= then.needing[each]
        # the last element is for organisations without a municipality, whose index is -1
        needing = enough[self.around.organisations.municipalities]
        return OrganisationStates(then.busy, then.begun, then.on_themes_of(int(of_practice[practice])), needing)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The index of each organisation by its global id."""
        return {each: place for place, each in enumerate(self.ids)}

    @cached_property
    def covariates(self) -> PlaceCovariates:
        """The covariates of the organisations, by which places are compared."""
        return covariates(self.traits, self.around.organisations.teachers)

    @cached_property
    def hashes(self) -> Hashes:
        """A number for each organisation that depends on its id alone [n], by which equal targets are ordered."""
        return hashes_of(self.ids)

    def holders(self, practice: int) -> EarlierAdopters:
        """Return the organisations that have a practice: its adopters and its author."""
        uptakes, mine = self.uptakes, self.uptakes.of(practice)
        author = int(self.practices.authors[practice])
        own = EarlierAdopters(
            uptakes.organisations[mine], uptakes.began[mine], uptakes.left[mine], uptakes.failed[mine]
        )
        return own.with_author(author, float(self.practices.published[practice]))

    def features(self, practice: int, day: float, rows: Integers) -> Floats:
        """Return the features of organisations for a practice on a day."""
        published = float(self.practices.published[practice])
        return features(self.around, self.holders(practice), self.states(practice, day), published, day, rows)

    def fit(self, practice: int, day: float) -> AudienceFit:
        """Return the fit of all organisations to the audience of a practice, as far as it was known on a day."""
        adopters = self.holders(practice).before(day).others
        active = adopters.organisations[adopters.left > day]
        return fit_of(self.practices.audiences[practice], self.traits, active)

    def without(self, practice: int, day: float) -> Truths:
        """Return which organisations [n] existed on a day and did not have a practice."""
        active = ~(self.last_days < day) & (self.regions != NOWHERE)
        active[self.holders(practice).before(day).organisations] = False
        # also before the publication
        if (author := int(self.practices.authors[practice])) != NOWHERE:
            active[author] = False
        return np.asarray(active)

    def by_region(self, organisations: Integers) -> dict[str, int]:
        """Return the number of different organisations by region, given by its global id."""
        regions = self.regions[distinct(organisations)]
        found, counts = np.unique(regions[regions != NOWHERE], return_counts=True)
        return {self.region_ids[one]: count for one, count in zip(found.tolist(), counts.tolist(), strict=True)}

    def eligible(self, practice: int, day: float) -> Integers:
        """Return the organisations that could adopt a practice on a day: it was made for them, and they lacked it."""
        return np.flatnonzero(self.without(practice, day) & ~self.fit(practice, day).excluded)

    def new_adopters(self, practice: int, day: float, until: float) -> Integers:
        """Return the organisations that began with a practice after a day, up to another day."""
        mine = self.uptakes.of(practice)
        began = self.uptakes.began[mine]
        return distinct(self.uptakes.organisations[mine][(began > day) & (began <= until)])

    def known_on(self, day: float) -> Integers:
        """Return the practices that were published or adopted until a day."""
        published = self.practices.published <= day
        adopted = self.uptakes.practices[self.uptakes.began <= day]
        published[adopted] = True
        return np.flatnonzero(published)
