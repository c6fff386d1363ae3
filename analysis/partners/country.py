"""The country on one day as input of partner suggestions: the records of the prediction, and the network of links.

It is made once for each version of the data and each day, and serves all requests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from analysis.models.numbers import Integers
from analysis.partners.connections import Adjacency, grouped
from analysis.partners.prediction.records import DatedPairs, DatedTopics, PartnerRecords, Territories
from analysis.partners.prediction.view import PartnerView
from analysis.ties.content import CompetenceNeeds, ContentColumns, OrganisationContent
from analysis.ties.country_links import (
    LINKED,
    NOWHERE,
    CountryLinks,
    CountryOrganisations,
    Incidence,
    KindedLinks,
    LinkColumns,
    Truths,
)
from analysis.vocabulary import LinkKind
from graph_model.terms import Level

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# the relations of which an organisation and its relative are never partners
RELATIVES = (LinkKind.UNIT, LinkKind.FOUNDER)
LEVELS = tuple(Level)


@dataclass(frozen=True, eq=False)
class WorkByOrganisation:
    """Records of work, found by their organisation."""

    columns: ContentColumns
    incidence: Incidence

    @classmethod
    def of(cls, columns: ContentColumns, day: float, size: int) -> WorkByOrganisation:
        """Return the records of `size` organisations that had begun by a day."""
        begun = columns.at(np.flatnonzero(columns.since <= day))
        return cls(begun, grouped(begun.organisations.astype(np.int64), size))

    def at(self, organisation: int) -> ContentColumns:
        """Return the records of an organisation."""
        return self.columns.at(self.incidence.at(np.array([organisation]))[0])


@dataclass(frozen=True, eq=False)
class PartnerCountry:
    """The links and the content of all organisations on a day.

    `borders` [t, t] marks the municipalities that border each other, in the order of `municipality_ids`.
    """

    links: CountryLinks
    content: OrganisationContent
    needs: CompetenceNeeds
    borders: csr_matrix
    day: float

    @cached_property
    def records(self) -> PartnerRecords:
        """The records of the prediction."""
        return records_of(self.links, self.content, self.borders)

    @cached_property
    def view(self) -> PartnerView:
        """The state of the records on the day."""
        return PartnerView(self.records, self.day, self.needed)

    @cached_property
    def needed(self) -> csr_matrix:
        """Whether the territory of each organisation needs a competence, 0 or 1 [n, c]."""
        return needed_by(self.links.organisations, self.needs, self.content.competences.numbers)

    @cached_property
    def held(self) -> KindedLinks:
        """The links that hold on the day, also of organisations that do not exist on the day."""
        return self.links.between(LINKED, self.day)

    @cached_property
    def today(self) -> KindedLinks:
        """The links that hold on the day between organisations that exist on the day."""
        existing = self.links.organisations.existing(self.day)
        return self.held.chosen(existing[self.held.one] & existing[self.held.other])

    @cached_property
    def partnerships(self) -> LinkColumns:
        """The partnerships that hold on the day."""
        return self.links.links[LinkKind.PARTNERSHIP].on(self.day)

    @cached_property
    def adjacency(self) -> Adjacency:
        """The links of the day at each organisation."""
        return Adjacency.of(self.today, self.records.size)

    @cached_property
    def by_theme(self) -> WorkByOrganisation:
        """The records of work by theme that had begun by the day."""
        return WorkByOrganisation.of(self.content.by_theme, self.day, self.records.size)

    @cached_property
    def by_competence(self) -> WorkByOrganisation:
        """The records of work by competence that had begun by the day."""
        return WorkByOrganisation.of(self.content.by_competence, self.day, self.records.size)

    @cached_property
    def work(self) -> Integers:
        """The number of records of work of each organisation that had begun by the day [n]."""
        begun = self.content.records.since <= self.day
        return np.bincount(self.content.records.organisations[begun], minlength=self.records.size)

    @cached_property
    def hashes(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
        """A number for each organisation that depends on its global id alone [n], by which equal scores are ordered."""
        digests = (hashlib.blake2b(each.encode(), digest_size=8).digest() for each in self.links.organisations.ids)
        return np.frombuffer(b"".join(digests), dtype=np.uint64)


def records_of(links: CountryLinks, content: OrganisationContent, borders: csr_matrix) -> PartnerRecords:
    """Return the records of the country for the prediction of partnerships."""
    organisations, partnerships = links.organisations, links.links[LinkKind.PARTNERSHIP]
    return PartnerRecords(
        size=len(organisations),
        partnerships=DatedPairs(
            partnerships.one, partnerships.other, partnerships.since, np.ones(len(partnerships), dtype=np.float64)
        ),
        activities=joint_projects(links),
        themes=topics_of(content.by_theme, len(content.themes.ids)),
        competences=topics_of(content.by_competence, len(content.competences.ids)),
        kinds=organisations.kinds,
        regions=organisations.regions,
        municipalities=Territories(organisations.municipalities, borders),
        places=organisations.places,
    )


def joint_projects(links: CountryLinks) -> DatedPairs:
    """Return the pairs of participants of each project, with the strength 1 / (participants - 1) (Newman 2001)."""
    found = links.links[LinkKind.PROJECT]
    _, projects, pairs = np.unique(found.records, return_inverse=True, return_counts=True)
    # n participants make n (n - 1) / 2 pairs
    others = (np.sqrt(8.0 * pairs + 1.0) - 1.0) / 2.0
    return DatedPairs(found.one, found.other, found.since, 1.0 / others[projects])


def topics_of(columns: ContentColumns, count: int) -> DatedTopics:
    """Return the records of work by topic."""
    return DatedTopics(
        columns.organisations.astype(np.int64), columns.topics.astype(np.int64), columns.since.astype(np.float64), count
    )


def needed_by(organisations: CountryOrganisations, needs: CompetenceNeeds, numbers: Mapping[str, int]) -> csr_matrix:
    """Return whether the territory of each organisation needs a competence, 0 or 1 [n, c].

    The territory of a local or municipal organisation is its municipality, that of a regional one its region, and that
    of a federal one the country. A territory needs a competence if at least the smallest group of people of one of its
    municipalities has an open deficit in it.
    """
    from scipy.sparse import csr_matrix

    places = {each: number for number, each in enumerate(organisations.municipality_ids)}
    towns = np.array([places.get(each, NOWHERE) for each in needs.municipality_ids], dtype=np.int64)[
        needs.municipalities
    ]
    topics = np.array([numbers[each] for each in needs.competence_ids], dtype=np.int64)[needs.competences]
    known = towns != NOWHERE
    ends, shape = (towns[known], topics[known]), (len(places) + 1, len(numbers))
    by_town = csr_matrix((np.ones(int(known.sum())), ends), shape=shape)
    local = np.isin(organisations.levels, [LEVELS.index(each) for each in (Level.LOCAL, Level.MUNICIPAL)])
    federal = organisations.levels == LEVELS.index(Level.FEDERAL)
    covered = territories_of(organisations, len(places), local, federal)
    found = csr_matrix(covered @ by_town)
    found.data = np.ones(len(found.data))
    return found


def territories_of(
    organisations: CountryOrganisations,
    towns: int,
    local: Truths,
    federal: Truths,
) -> csr_matrix:
    """Return the municipalities of the territory of each organisation [n, towns + 1]; the last column stays empty."""
    from scipy.sparse import csr_matrix

    size, regions = len(organisations), len(organisations.region_ids)
    region_of_town = np.full(towns, NOWHERE)
    located = organisations.municipalities != NOWHERE
    both = located & (organisations.regions != NOWHERE)
    region_of_town[organisations.municipalities[both]] = organisations.regions[both]
    # one territory for each municipality, each region and the country; organisations without a place have none
    area = np.where(
        local, organisations.municipalities, np.where(organisations.regions < 0, NOWHERE, towns + organisations.regions)
    )
    area = np.where(federal, towns + regions, np.where(local & ~located, NOWHERE, area))
    within = np.flatnonzero(region_of_town != NOWHERE)
    rows = np.concatenate([np.arange(towns), towns + region_of_town[within], np.full(towns, towns + regions)])
    columns = np.concatenate([np.arange(towns), within, np.arange(towns)])
    areas = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(towns + regions + 1, towns + 1))
    known = np.flatnonzero(area != NOWHERE)
    member = csr_matrix((np.ones(len(known)), (known, area[known])), shape=(size, towns + regions + 1))
    return csr_matrix(member @ areas)
