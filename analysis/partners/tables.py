"""Users' tables as records of the prediction: participations in projects, and plain networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.records import DatedPairs, DatedTopics, PartnerRecords, ProjectParticipations
from analysis.ties.country_links import Truths

# larger consortia link members who do not work with each other
LARGEST = 40


@dataclass(frozen=True)
class PartnerTable:
    """ProjectParticipations [m] of n organisations in p projects.

    `days` [p] holds the time of each project in any unit; `year` is the length of a year in this unit. `topics` [p, t]
    counts the topics of projects. `groups` holds categorical attributes by name, `region` and `kind`: codes [n], -1 if
    unknown. `places` [n, 2] holds latitudes and longitudes in degrees, NaN if unknown. `levels` [n] holds an ordinal
    attribute, NaN if unknown.
    """

    organisations: Sequence[str]
    members: Integers
    projects: Integers
    days: Floats
    topics: csr_array | None = None
    groups: Mapping[str, Integers] = field(default_factory=dict)
    places: Floats | None = None
    levels: Floats | None = None
    year: float = 1.0

    @cached_property
    def distinct(self) -> tuple[Integers, Integers]:
        """The members and projects [k] of the participations, each once, in the order of projects."""
        pairs = np.unique(np.column_stack([self.projects, self.members]), axis=0)
        return pairs[:, 1], pairs[:, 0]

    def records(self) -> PartnerRecords:
        """Return the records: partners are organisations of a common project with 2 to `LARGEST` participants."""
        members, projects = self.distinct
        sizes = np.bincount(projects, minlength=len(self.days))
        linking = (sizes >= 2) & (sizes <= LARGEST)
        partners = np.where(linking, sizes - 1.0, 0.0)
        return PartnerRecords(
            size=len(self.organisations),
            partnerships=self._pairs(linking, sizes),
            participations=ProjectParticipations(members, self.days[projects], partners[projects]),
            themes=None if self.topics is None else self._themes(self.topics),
            kinds=self.groups.get("kind"),
            regions=self.groups.get("region"),
            places=self.places,
            levels=self.levels,
            year=self.year,
        )

    def _pairs(self, linking: Truths, sizes: Integers) -> DatedPairs:
        members, _ = self.distinct
        ends = np.split(members, np.cumsum(sizes)[:-1])
        chosen = np.flatnonzero(linking)
        pairs = [np.triu_indices(int(sizes[each]), 1) for each in chosen.tolist()]
        empty = np.zeros(0, dtype=np.int64)
        one, other = (
            np.concatenate([empty, *(ends[each][side[k]] for each, side in zip(chosen, pairs, strict=True))])
            for k in (0, 1)
        )
        of = np.repeat(chosen, [len(each[0]) for each in pairs])
        return DatedPairs(one, other, self.days[of], 1.0 / (sizes[of] - 1).astype(np.float64))

    def _themes(self, topics: csr_array) -> DatedTopics:
        members, projects = self.distinct
        cells = csr_array(topics)
        times = np.diff(cells.indptr)[projects]
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        places = np.repeat(cells.indptr[projects], times) + within
        # a topic that a project has several times counts as often
        counts = cells.data[places].astype(np.int64)
        topics_of = np.repeat(cells.indices[places].astype(np.int64), counts)
        rows = np.repeat(np.repeat(np.arange(len(members)), times), counts)
        return DatedTopics(members[rows], topics_of, self.days[projects[rows]], int(cells.shape[1]))


def records_of_edges(size: int, one: Integers, other: Integers, periods: Floats) -> PartnerRecords:
    """Return the records of a plain network of `size` organisations; edges [m] are known from their period on."""
    return PartnerRecords(size, DatedPairs(one, other, periods, np.ones(len(one))), year=np.inf)
