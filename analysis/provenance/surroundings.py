"""Look-ups around adoptions, computed once: ties, themes, declared sources, and waves in a region."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.geography import distances_km
from analysis.provenance.records import Floats, Integers, Links, Records
from analysis.provenance.tie_search import TieSearch
from analysis.ties.common_projects import Participations, ProjectLinks, linked_by_projects

# far larger than any range of days, so that a search in one group of starts never reaches the next group
SPAN = 1_000_000.0


@dataclass(frozen=True)
class RecordLookup:
    """Look-ups over the records."""

    records: Records

    @cached_property
    def partners(self) -> TieSearch:
        """Return the search over partnerships."""
        return self._between_organisations(self.records.ties.partners)

    @cached_property
    def units(self) -> TieSearch:
        """Return the search over units and founders."""
        return self._between_organisations(self.records.ties.units)

    @cached_property
    def projects(self) -> TieSearch:
        """Return the search over common projects."""
        return self._between_organisations(Links(*self.project_links[:4]))

    @cached_property
    def project_links(self) -> ProjectLinks:
        """Return the links by common projects, with the number of projects that the limit left out."""
        members = self.records.ties.members
        return linked_by_projects(Participations(members.one, members.other, members.since, members.until))

    def _between_organisations(self, links: Links) -> TieSearch:
        return TieSearch.of(links, len(self.records.places.region))

    @cached_property
    def borders(self) -> TieSearch:
        """Return the search over borders of municipalities."""
        places, borders = self.records.places.municipality, self.records.ties.borders
        size = 1 + max(int(each.max(initial=-1)) for each in (places, borders.one, borders.other))
        # one element more: the index NOWHERE selects the last one, an empty municipality
        return TieSearch.of(borders, size + 1)

    @cached_property
    def log_in_municipality(self) -> Floats:
        """Return the logarithm of the number of organisations in each municipality."""
        return np.log(np.maximum(self._in_municipality, 1))

    @cached_property
    def log_in_region(self) -> Floats:
        """Return the logarithm of the number of organisations in each region."""
        region = self.records.places.region
        counts = np.bincount(region[region >= 0], minlength=int(region.max(initial=-1)) + 2)
        return np.log(np.maximum(counts, 1))

    @cached_property
    def log_around(self) -> Floats:
        """Return for each municipality the logarithm of the number of organisations in bordering ones."""
        in_municipality, found = self._in_municipality, np.zeros(self.borders.size)
        one, other = self.borders.keys // self.borders.size, self.borders.keys % self.borders.size
        np.add.at(found, one, in_municipality[other])
        np.add.at(found, other, in_municipality[one])
        return np.log(np.maximum(found, 1))

    @cached_property
    def _in_municipality(self) -> Integers:
        places = self.records.places.municipality
        return np.bincount(places[places >= 0], minlength=self.borders.size)

    def distance(self, one: Integers, other: Integers) -> Floats:
        """Return the kilometres between organisations, NaN if a place is unknown."""
        at = self.records.places
        return distances_km(at.latitude[one], at.longitude[one], at.latitude[other], at.longitude[other])

    @cached_property
    def interests(self) -> Floats:
        """Return the number of adoptions of each organisation on each theme [organisations, themes]."""
        adoptions, themes = self.records.adoptions, self.records.practices.themes
        found = np.zeros((len(self.records.places.region), themes.shape[1]))
        np.add.at(found, adoptions.organisation, themes[adoptions.practice])
        return found

    def shared_themes(self, one: Integers, other: Integers, practice: Integers) -> Floats:
        """Return the cosine of the themes that two organisations adopted, without the practice itself.

        The cosine is 0 if either organisation has no other adoption with a theme.
        """
        about = self.records.practices.themes[practice]
        left, right = (self.interests[each] - about for each in (one, other))
        norms = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
        cosine: Floats = np.einsum("ij,ij->i", left, right) / np.maximum(norms, 1e-9)
        return cosine

    @cached_property
    def _named(self) -> tuple[Integers, Integers]:
        """Return sorted keys of pairs of learner and source, and how often each learner named the source."""
        adoptions = self.records.adoptions
        learner = np.flatnonzero(adoptions.declared >= 0)
        source = adoptions.organisation[adoptions.declared[learner]]
        keys, counts = np.unique(self._key(adoptions.organisation[learner], source), return_counts=True)
        return keys, counts

    def _key(self, learner: Integers, source: Integers) -> Integers:
        return learner * len(self.records.places.region) + source

    def named_elsewhere(self, learner: Integers, candidate: Integers) -> Integers:
        """Return how often the organisation of an adoption names that of another, not counting the adoption itself."""
        adoptions, (keys, counts) = self.records.adoptions, self._named
        if not len(keys):
            return np.zeros(len(learner), dtype=np.int64)
        sought = self._key(adoptions.organisation[learner], adoptions.organisation[candidate])
        at = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
        itself = adoptions.declared[learner] == candidate
        times: Integers = np.where(keys[at] == sought, counts[at], 0) - itself
        return times

    @cached_property
    def _groups(self) -> tuple[Integers, Floats]:
        """Return the group (practice and region) of each adoption, and the sorted keys of all dated starts.

        The key of a start combines its group and its day.
        """
        adoptions, region = self.records.adoptions, self.records.places.region
        group = adoptions.practice * (int(region.max(initial=-1)) + 2) + region[adoptions.organisation] + 1
        dated = ~np.isnan(adoptions.start)
        return group, np.sort(group[dated] * SPAN + adoptions.start[dated])

    def started_in_region(self, learners: Integers, since: float, until: float) -> Floats:
        """Return how many adoptions of the practice started in the region of each learner around its own start.

        Starts from `since` to `until` days after the learner's start are counted, both included. The learner's own
        start is counted. Learners whose region is unknown form one group.
        """
        group, keys = self._groups
        at = group[learners] * SPAN + self.records.adoptions.start[learners]
        found = np.searchsorted(keys, at + until, side="right") - np.searchsorted(keys, at + since, side="left")
        return found.astype(np.float64)
