"""The functions of the regional level: which regions perform them, and which have no performer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.coverage.coverage_wording import REASONS
from analysis.coverage.neighbours import NeighbourOffer, offers_of_neighbours
from analysis.coverage.records import CoverageRecords, CoveredRegion, RegionalFunction
from analysis.vocabulary import UnperformedCause
from graph_model.terms import OrganisationKind


@dataclass(frozen=True)
class PerformedFunction:
    """A function and the number of organisations of a region that perform it."""

    function: str
    performers: int


@dataclass(frozen=True)
class UnperformedFunction:
    """A function that no organisation of the country performs."""

    function: str
    cause: UnperformedCause

    @property
    def reason(self) -> str:
        """Why the function is neither covered nor missing, in Russian."""
        return REASONS[self.cause]


@dataclass(frozen=True)
class FunctionInNeighbours:
    """A missing function, and the bordering regions whose organisations perform it."""

    function: str
    neighbours: tuple[NeighbourOffer, ...]


@dataclass(frozen=True)
class FunctionCoverage:
    """The functions of the regional level in one region."""

    performed: tuple[PerformedFunction, ...]
    missing: tuple[str, ...]
    unperformed: tuple[UnperformedFunction, ...]
    in_neighbours: tuple[FunctionInNeighbours, ...]

    @property
    def covered(self) -> int:
        """The number of functions that the region covers."""
        return len(self.performed)

    @property
    def required(self) -> int:
        """The number of functions that some organisation of the country performs."""
        return len(self.performed) + len(self.missing)


@dataclass(frozen=True, eq=False)
class CountryFunctions:
    """Who performs the functions of the regional level in the country."""

    records: CoverageRecords

    @cached_property
    def performers(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The organisations that perform a function, by function and region."""
        return {(each.function, each.region): sorted(each.organisations) for each in self.records.performers}

    @cached_property
    def assessed(self) -> Sequence[RegionalFunction]:
        """The functions that at least one organisation of the country performs."""
        performed = {function for function, _ in self.performers}
        return [each for each in self.records.functions if each.id in performed]

    @cached_property
    def unperformed(self) -> tuple[UnperformedFunction, ...]:
        """The functions that no organisation of the country performs."""
        assessed = {each.id for each in self.assessed}
        return tuple(
            UnperformedFunction(each.id, cause_of(each)) for each in self.records.functions if each.id not in assessed
        )

    def count(self, function: str, region: str) -> int:
        """Return the number of organisations of a region that perform a function."""
        return len(self.performers.get((function, region), ()))

    def coverage(self, region: CoveredRegion) -> FunctionCoverage:
        """Return the coverage of a region."""
        counts = [(each.id, self.count(each.id, region.id)) for each in self.assessed]
        missing = tuple(function for function, count in counts if not count)
        return FunctionCoverage(
            performed=tuple(PerformedFunction(*each) for each in counts if each[1]),
            missing=missing,
            unperformed=self.unperformed,
            in_neighbours=tuple(self._in_neighbours(region, missing)),
        )

    def _in_neighbours(self, region: CoveredRegion, missing: Sequence[str]) -> list[FunctionInNeighbours]:
        found = [(each, self.neighbours(region, each)) for each in missing]
        return [FunctionInNeighbours(function, offers) for function, offers in found if offers]

    def neighbours(self, region: CoveredRegion, function: str) -> tuple[NeighbourOffer, ...]:
        """Return the neighbours of a region that perform a function."""
        return offers_of_neighbours(region, lambda neighbour: self.performers.get((function, neighbour), ()))


def cause_of(function: RegionalFunction) -> UnperformedCause:
    """Return why a function has no performer: it has no kind of organisations, or the kind has no performer."""
    kinds = OrganisationKind.__members__
    return UnperformedCause.NO_PERFORMER if function.actor in kinds else UnperformedCause.WHOLE_LEVEL
