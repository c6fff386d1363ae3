"""The rows of the statements of `practicesToReplicate`: a region, all regions, and the candidate practices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.deficits.profile import DeficitProfile
from analysis.replication.effects import ReportedEffect
from analysis.replication.recommending import AdaptationCount, PracticeFigures, RegionFigures, RegionNeeds
from graph_model.terms import AdaptationKind, EvidenceTier, PracticeStage
from resolvers.fields.practices_to_replicate.region_rows import RegionSurroundingsRow
from resolvers.fields.stored_model import StoredModelRow


class ComparedRegionRow(NamedTuple):
    """A region, and what regions are compared by; the fields are those of `RegionFigures`."""

    id: str
    name: str
    population: int | None
    district: str | None
    type: str
    organisations: int


class RegionAdoptersRow(NamedTuple):
    """How many organisations of a region took a practice up, and how many of them gave it up."""

    region: str
    adopters: int
    abandoned: int


class AdaptationRow(NamedTuple):
    """How many adopters changed one thing, and in how many the core stayed; as `AdaptationCount`."""

    kind: AdaptationKind
    adoptions: int
    kept_core: int


class CandidatePracticeRow(NamedTuple):
    """A practice, the competences that it addresses, and what is reported of its adoptions."""

    id: str
    stage: PracticeStage
    evidence: EvidenceTier
    competences: list[str]
    adopters: list[RegionAdoptersRow]
    effects: list[ReportedEffect]
    adaptations: list[AdaptationRow]

    def figures(self) -> PracticeFigures:
        """Return the practice as the analysis takes it."""
        return PracticeFigures(
            id=self.id,
            stage=self.stage,
            evidence=self.evidence,
            competences=frozenset(self.competences),
            adopters={each.region: each.adopters for each in self.adopters},
            abandoned={each.region: each.abandoned for each in self.adopters if each.abandoned},
            effects=self.effects,
            adaptations=[AdaptationCount(**each._asdict()) for each in self.adaptations],
        )


class RegionAndCompetencesRow(NamedTuple):
    """A region by global id (None: there is none with the code), and the codes of competences that exist of those
    that were asked for.
    """

    region: str | None
    known: list[str]


class AddressingRow(NamedTuple):
    """A practice, the competences that it addresses (global ids), and how often it was taken up.

    `node` is the number that the database gives it.
    """

    node: int
    id: str
    competences: list[str]
    adoptions: int


class CandidatesRow(NamedTuple):
    """The regions that border a region, the candidate practices, and what surrounds its organisations."""

    bordering: list[str]
    figures: list[CandidatePracticeRow]
    around: RegionSurroundingsRow
    model: StoredModelRow | None


def needs_of(
    region: str,
    profile: DeficitProfile,
    regions: Sequence[ComparedRegionRow],
    bordering: Sequence[str],
    wanted: frozenset[str] | None,
) -> RegionNeeds:
    """Return what a region lacks, and the regions that it is compared with."""
    by_id = {each.id: RegionFigures(**each._asdict()) for each in regions}
    others = [each for each in by_id.values() if each.id != region and each.organisations]
    return RegionNeeds(by_id[region], others, frozenset(bordering), profile, wanted)
