"""The coverage of the country, and of each of its regions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.answers import Completeness, Wording
from analysis.coverage import coverage_wording as wording
from analysis.coverage.functions import CountryFunctions, FunctionCoverage, UnperformedFunction
from analysis.coverage.offers import CountryOffers, FrequentDeficit
from analysis.coverage.records import CoverageRecords, CoveredRegion, RegionMentorCounts
from analysis.coverage.structures import CountryStructures, DocumentCoverage, StructureCoverage
from analysis.deficits.profile import DeficitProfile
from analysis.deficits.suppression import SMALLEST_GROUP


@dataclass(frozen=True)
class CoverageCell:
    """A region, a function, and the number of organisations of the region that perform it."""

    region: str
    function: str
    performers: int

    @property
    def covered(self) -> bool:
        """Whether the region covers the function."""
        return self.performers > 0


@dataclass(frozen=True)
class CountryFunction:
    """A function, the number of its performers in the country, the number of its regions, and the other regions."""

    function: str
    performers: int
    regions: int
    missing_in: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CountryCoverage:
    """The coverage of the country on a day."""

    records: CoverageRecords

    @cached_property
    def _functions(self) -> CountryFunctions:
        return CountryFunctions(self.records)

    @cached_property
    def structures(self) -> CountryStructures:
        """The organisations and documents of the regions."""
        return CountryStructures(self.records)

    @cached_property
    def offers(self) -> CountryOffers:
        """The offers for deficits."""
        return CountryOffers(self.records.offers)

    @cached_property
    def regions(self) -> dict[str, CoveredRegion]:
        """The regions by id."""
        return {each.id: each for each in self.records.regions}

    @property
    def functions(self) -> list[CountryFunction]:
        """The functions that at least one organisation of the country performs."""
        return [self._function(each.id) for each in self._functions.assessed]

    @property
    def unperformed(self) -> Sequence[UnperformedFunction]:
        """The functions without a performer in the country."""
        return self._functions.unperformed

    @property
    def cells(self) -> list[CoverageCell]:
        """The number of performers for each region and each of `functions`."""
        return [
            CoverageCell(region, each.id, self._functions.count(each.id, region))
            for region in self.regions
            for each in self._functions.assessed
        ]

    def coverage_of(self, region: CoveredRegion) -> FunctionCoverage:
        """Return the functions of a region."""
        return self._functions.coverage(region)

    @property
    def completeness(self) -> Completeness:
        """The missing data, and the functions without a performer."""
        notes = (wording.unperformed(len(self.unperformed)),) if self.unperformed else ()
        gaps = () if self.records.performers else (wording.no_performers(),)
        return Completeness(self.records.day, gaps=gaps, notes=notes)

    def _function(self, function: str) -> CountryFunction:
        counts = {region: self._functions.count(function, region) for region in self.regions}
        missing = tuple(region for region, count in counts.items() if not count)
        return CountryFunction(function, sum(counts.values()), len(counts) - len(missing), missing)


@dataclass(frozen=True, eq=False)
class RegionCoverage:
    """The coverage of one region on a day. `profile` and `mentors` are None if they were not read."""

    country: CountryCoverage
    region: CoveredRegion
    profile: DeficitProfile | None = None
    mentors: RegionMentorCounts | None = None

    @cached_property
    def functions(self) -> FunctionCoverage:
        """The functions of the regional level."""
        return self.country.coverage_of(self.region)

    @property
    def structures(self) -> list[StructureCoverage]:
        """The organisations that the order asks for."""
        return self.country.structures.structures(self.region)

    @property
    def documents(self) -> list[DocumentCoverage]:
        """The documents that the order asks for."""
        return self.country.structures.documents_of(self.region)

    def top_deficits(self, first: int) -> list[FrequentDeficit]:
        """Return the competences that most people lack, with the offers."""
        return self.country.offers.top(self.region, self.profile, first) if self.profile is not None else []

    @property
    def free_mentors(self) -> int | None:
        """The number of mentors with free places; None if it is a small group."""
        return None if self.mentors is None or self._few_mentors else self.mentors.free

    @property
    def _few_mentors(self) -> bool:
        return self.mentors is not None and 0 < self.mentors.free < SMALLEST_GROUP

    @property
    def completeness(self) -> Completeness:
        """The missing data, the withheld numbers, and the functions without a performer."""
        country = self.country.completeness
        scope = () if self.region.in_scope else (wording.out_of_scope(),)
        rounded = self.profile.completeness.notes if self.profile is not None else ()
        notes = (*country.notes, *scope, *rounded)
        return Completeness(country.as_of, gaps=(*country.gaps, *self._gaps()), notes=notes)

    def _gaps(self) -> Iterator[Wording]:
        structures = self.country.structures
        if structures.absent_kinds:
            yield wording.absent_kinds(structures.absent_kinds)
        if not structures.documents:
            yield wording.no_documents()
        if self.profile is not None:
            yield from self.profile.completeness.gaps
        if self._few_mentors:
            yield wording.few_mentors()
        if self.mentors is not None and self.mentors.unknown:
            yield wording.unknown_places()
