"""The rows of the statements of `practicesToReplicate`: a region, all regions, and the reports on practices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.deficits.profile import DeficitProfile
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence.pooling import ReportedEffect
from analysis.replication.recommending import AdaptationCount, PracticeReports
from analysis.replication.region_needs import RegionFigures, RegionNeeds
from graph_model.terms import AdaptationKind


class ComparedRegionRow(NamedTuple):
    """A region with the values for the comparison of regions; the fields are those of `RegionFigures`."""

    id: str
    name: str
    population: int | None
    district: str | None
    type: str
    organisations: int


class AdaptationRow(NamedTuple):
    """The number of adoptions with a kind of adaptation, and of those that kept the core; see `AdaptationCount`."""

    kind: AdaptationKind
    adoptions: int
    kept_core: int


class PracticeReportsRow(NamedTuple):
    """A practice by global id, and the reports of its adoptions."""

    id: str
    effects: list[ReportedEffect]
    adaptations: list[AdaptationRow]

    def reports(self, country: ReplicationCountry, day: float) -> PracticeReports:
        """Return the reports for the analysis, with the adopters on a day."""
        adopters = country.holders(country.practices.numbers[self.id]).before(day).others
        return PracticeReports(
            effects=self.effects,
            adaptations=[AdaptationCount(**each._asdict()) for each in self.adaptations],
            adopters=country.by_region(adopters.organisations),
            abandoned=country.by_region(adopters.organisations[adopters.failed]),
        )


class RequestedCompetenceRow(NamedTuple):
    """The code of a requested competence, and the global ids of the competence and of all its parts."""

    code: str
    parts: list[str]


class RegionAndCompetencesRow(NamedTuple):
    """A region by global id (None: the code does not exist), and the requested competences that exist.

    `bordering` are the regions with a common border. `matching` holds the practices that match the filter, by global
    id; None without a filter.
    """

    region: str | None
    known: list[RequestedCompetenceRow]
    bordering: list[str]
    matching: list[str] | None


def needs_of(
    region: str,
    profile: DeficitProfile,
    regions: Sequence[ComparedRegionRow],
    bordering: Sequence[str],
    requested: frozenset[str] | None,
) -> RegionNeeds:
    """Return the deficits of a region, and the regions with which it is compared."""
    by_id = {each.id: RegionFigures(**each._asdict()) for each in regions}
    others = [each for each in by_id.values() if each.id != region and each.organisations]
    return RegionNeeds(by_id[region], others, frozenset(bordering), profile, requested)
