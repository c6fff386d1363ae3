"""Offers for the open deficits of a region: programs, practices and internships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.coverage.neighbours import NeighbourOffer, offers_of_neighbours
from analysis.coverage.records import CompetenceOffer, CoveredRegion
from analysis.deficits.profile import DeficitProfile
from analysis.vocabulary import OfferSource


@dataclass(frozen=True)
class OfferCounts:
    """The numbers of programs, practices and internships that develop a competence."""

    programs: int
    practices: int
    internships: int


@dataclass(frozen=True)
class FrequentDeficit:
    """A competence in which people of a region have open deficits, and the offers for it.

    The numbers without `in_region` are those of the country. `neighbours` is empty if the region itself has an offer.
    """

    competence: str
    teachers: int
    in_country: OfferCounts
    in_region: OfferCounts
    neighbours: tuple[NeighbourOffer, ...]

    @property
    def programs(self) -> int:
        """The number of programs of the country."""
        return self.in_country.programs

    @property
    def practices(self) -> int:
        """The number of practices of the country."""
        return self.in_country.practices

    @property
    def internships(self) -> int:
        """The number of internships of the country."""
        return self.in_country.internships

    @property
    def offered_in_region(self) -> bool:
        """Whether an organisation of the region offers anything."""
        return self.in_region != NOTHING


NOTHING = OfferCounts(0, 0, 0)


@dataclass(frozen=True, eq=False)
class CountryOffers:
    """What organisations offer for each competence, by region."""

    offers: Sequence[CompetenceOffer]

    @cached_property
    def in_country(self) -> Counter[tuple[str, OfferSource]]:
        """The number of records by competence and source."""
        found: Counter[tuple[str, OfferSource]] = Counter()
        for each in self.offers:
            found[each.competence, each.source] += each.records
        return found

    @cached_property
    def by_region(self) -> Mapping[tuple[str, str, OfferSource], CompetenceOffer]:
        """The offers by competence, region and source."""
        return {(each.competence, each.region, each.source): each for each in self.offers if each.region is not None}

    def top(self, region: CoveredRegion, profile: DeficitProfile, first: int) -> list[FrequentDeficit]:
        """Return the competences that most people of a region lack. Withheld numbers are left out."""
        shown = [(each.competence, each.people) for each in profile.competences]
        numbers = [(competence, people) for competence, people in shown if people is not None]
        return [self._deficit(region, competence, people) for competence, people in numbers[:first]]

    def _deficit(self, region: CoveredRegion, competence: str, people: int) -> FrequentDeficit:
        country = OfferCounts(*(self.in_country[competence, source] for source in OfferSource))
        inside = OfferCounts(*(self._records(competence, region.id, source) for source in OfferSource))
        lent = () if inside != NOTHING else offers_of_neighbours(region, lambda each: self._offering(competence, each))
        return FrequentDeficit(competence, people, country, inside, lent)

    def _records(self, competence: str, region: str, source: OfferSource) -> int:
        found = self.by_region.get((competence, region, source))
        return 0 if found is None else found.records

    def _offering(self, competence: str, region: str) -> Sequence[str]:
        found = (self.by_region.get((competence, region, source)) for source in OfferSource)
        return sorted({organisation for each in found if each for organisation in each.organisations})
