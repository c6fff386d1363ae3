"""Input of the prediction: dated records about n organisations, which are represented by their indices.

The graph (`analysis.partners.country`) and users' tables (`analysis.partners.tables`) are converted to these records.
Days are numbers (`date.toordinal`, or years in tables). A record is known from its first day on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.ties.country_links import NOWHERE, Truths

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

YEAR_IN_DAYS = 365.0


class DatedPairs(NamedTuple):
    """Pairs of organisations with the first day and the strength of each record: four arrays [m].

    A pair can have several records, in any direction. The strength of a joint project is 1 / (participants - 1) (Newman
    2001, Physical Review E 64, 016132).
    """

    one: Integers
    other: Integers
    since: Floats
    strength: Floats

    def where(self, kept: Truths) -> DatedPairs:
        """Return the pairs that a mask [m] keeps."""
        return DatedPairs(self.one[kept], self.other[kept], self.since[kept], self.strength[kept])

    def among(self, places: Integers) -> DatedPairs:
        """Return the pairs with the ends renumbered by `places` [n]; pairs with an end at `NOWHERE` are left out."""
        moved = DatedPairs(places[self.one], places[self.other], self.since, self.strength)
        return moved.where((moved.one != NOWHERE) & (moved.other != NOWHERE))

    def matrix(self, size: int, values: Floats | None = None) -> csr_matrix:
        """Return sums of the strengths, or of other values [m], as a symmetric matrix [size, size] without diagonal."""
        from scipy.sparse import csr_matrix

        apart = self.one != self.other
        one, other = self.one[apart], self.other[apart]
        ends = np.concatenate([one, other]), np.concatenate([other, one])
        weights = (self.strength if values is None else values)[apart]
        return csr_matrix((np.tile(weights, 2), ends), shape=(size, size))


class DatedTopics(NamedTuple):
    """Records of work on a topic: organisation, topic and first day, three arrays [m], and the number of topics."""

    organisations: Integers
    topics: Integers
    since: Floats
    topic_count: int

    def among(self, places: Integers) -> DatedTopics:
        """Return the records with organisations renumbered by `places` [n]; those at `NOWHERE` are left out."""
        kept = places[self.organisations] != NOWHERE
        found = places[self.organisations[kept]]
        return DatedTopics(found, self.topics[kept], self.since[kept], self.topic_count)

    def counts(self, size: int, day: float) -> csr_matrix:
        """Return the number of records by organisation and topic [size, topics] that were known on a day."""
        from scipy.sparse import csr_matrix

        known = self.since <= day
        places = self.organisations[known], self.topics[known]
        return csr_matrix((np.ones(int(known.sum())), places), shape=(size, self.topic_count))


class ProjectParticipations(NamedTuple):
    """Participations in projects: organisation, first day, and number of partners in the project; three arrays [m].

    The number is 0 in a project without partners: one organisation alone, or too many of them.
    """

    organisations: Integers
    since: Floats
    partners: Floats

    def where(self, kept: Truths) -> ProjectParticipations:
        """Return the participations that a mask [m] keeps."""
        return ProjectParticipations(self.organisations[kept], self.since[kept], self.partners[kept])

    def among(self, places: Integers) -> ProjectParticipations:
        """Return the participations with organisations renumbered by `places` [n], without those at `NOWHERE`."""
        moved = self._replace(organisations=places[self.organisations])
        return moved.where(moved.organisations != NOWHERE)


class Territories(NamedTuple):
    """Territories of the organisations [n] (`NOWHERE` if not known), and which of them border each other [t, t]."""

    of: Integers
    borders: csr_matrix

    @classmethod
    def without_borders(cls, of: Integers) -> Territories:
        """Return territories with unknown borders."""
        from scipy.sparse import csr_matrix

        count = int(of.max(initial=NOWHERE)) + 1
        return cls(of, csr_matrix((count, count)))


@dataclass(frozen=True)
class PartnerRecords:
    """All records about `size` organisations. Absent data are None.

    `partnerships` are the pairs that the model predicts. `activities` are other joint activities, such as projects.
    `kinds` and `regions` [n] are numbers of categories, `NOWHERE` if not known. `places` [n, 2] are latitude and
    longitude in degrees, and `levels` [n] numbers of an ordinal attribute, both NaN if not known. `year` is the length
    of a year in the unit of the days; it is infinite for records without days, which do not grow older.
    """

    size: int
    partnerships: DatedPairs
    activities: DatedPairs | None = None
    participations: ProjectParticipations | None = None
    themes: DatedTopics | None = None
    competences: DatedTopics | None = None
    kinds: Integers | None = None
    regions: Integers | None = None
    municipalities: Territories | None = None
    places: Floats | None = None
    levels: Floats | None = None
    year: float = YEAR_IN_DAYS

    @property
    def dated(self) -> bool:
        """Whether the records have days."""
        return bool(np.isfinite(self.year))

    def only(self, kept: Integers) -> PartnerRecords:
        """Return the records about some organisations, which are renumbered in the given order."""
        places = np.full(self.size, NOWHERE)
        places[kept] = np.arange(len(kept))
        towns = self.municipalities
        return replace(
            self,
            size=len(kept),
            partnerships=self.partnerships.among(places),
            activities=self.activities and self.activities.among(places),
            participations=self.participations and self.participations.among(places),
            themes=self.themes and self.themes.among(places),
            competences=self.competences and self.competences.among(places),
            kinds=None if self.kinds is None else self.kinds[kept],
            regions=None if self.regions is None else self.regions[kept],
            municipalities=towns and towns._replace(of=towns.of[kept]),
            places=None if self.places is None else self.places[kept],
            levels=None if self.levels is None else self.levels[kept],
        )
