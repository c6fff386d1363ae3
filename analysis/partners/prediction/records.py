"""Input of the prediction: dated records about n organisations, which are represented by their indices.

Days are numbers (`date.toordinal`, or years in tables that have only years). A record is known from its first day on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.models.numbers import Floats, Integers

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NOWHERE = -1
Truths = NDArray[np.bool_]


class DatedPairs(NamedTuple):
    """Pairs of organisations with the first day and the strength of each record: four arrays [m].

    A pair can have several records, in any direction.
    """

    one: Integers
    other: Integers
    since: Floats
    strength: Floats

    @classmethod
    def none(cls) -> DatedPairs:
        """Return no pairs."""
        return cls(*np.empty((2, 0), dtype=np.int64), *np.empty((2, 0)))

    def where(self, kept: Truths) -> DatedPairs:
        """Return the pairs that a mask [m] keeps."""
        return DatedPairs(self.one[kept], self.other[kept], self.since[kept], self.strength[kept])

    def matrix(self, size: int) -> csr_matrix:
        """Return the sums of the strengths as a symmetric matrix [size, size] with an empty diagonal."""
        from scipy.sparse import csr_matrix

        apart = self.one != self.other
        one, other = self.one[apart], self.other[apart]
        ends = np.concatenate([one, other]), np.concatenate([other, one])
        return csr_matrix((np.tile(self.strength[apart], 2), ends), shape=(size, size))


class DatedTopics(NamedTuple):
    """Records of work on a topic: organisation, topic and first day, three arrays [m], and the number of topics."""

    organisations: Integers
    topics: Integers
    since: Floats
    topic_count: int

    def counts(self, size: int, day: float) -> csr_matrix:
        """Return the number of records by organisation and topic [size, topics] that were known on a day."""
        from scipy.sparse import csr_matrix

        known = self.since <= day
        places = self.organisations[known], self.topics[known]
        return csr_matrix((np.ones(int(known.sum())), places), shape=(size, self.topic_count))


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
    `kinds` and `regions` [n] are numbers of categories. `places` [n, 2] are latitude and longitude in degrees, NaN if
    not known.
    """

    size: int
    partnerships: DatedPairs
    activities: DatedPairs | None = None
    themes: DatedTopics | None = None
    competences: DatedTopics | None = None
    kinds: Integers | None = None
    regions: Integers | None = None
    municipalities: Territories | None = None
    places: Floats | None = None
