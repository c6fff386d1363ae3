"""What a region could take up: practices that address what its people lack and that regions like it use.

The score is an additive value model (R. L. Keeney, H. Raiffa 1976, "Decisions with Multiple Objectives", chapter 3)
with stated weights, not a fitted one: of a region's need, of use elsewhere, and of room that is left. How well a
practice is shown to work is no part of it: evidence, effect and adaptations stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from analysis.answers import Completeness, Method, Wording
from analysis.deficits import DeficitProfile
from analysis.replication import recommending_wording as wording
from analysis.replication import replication_wording
from analysis.replication.counter_indications import PROVEN
from analysis.replication.effects import LEVEL, MeanEffect, ReportedEffect, mean_effect, usable
from analysis.replication.reasons import Reason, rounded
from analysis.vocabulary import ReasonCode
from graph_model.terms import AdaptationKind, EvidenceTier, PracticeStage

NAME = "additive value of practices for a region"
VERSION = "1"
REFERENCE = (
    "R. L. Keeney, H. Raiffa (1976), Decisions with Multiple Objectives, chapter 3; effects: R. DerSimonian, N. Laird "
    "(1986), Meta-analysis in Clinical Trials; RE-AIM (Glasgow et al. 1999), FRAME (Wiltsey Stirman et al. 2019)"
)
WEIGHTS = {
    ReasonCode.COVERS_DEFICITS: 8 / 16,
    ReasonCode.USED_IN_SIMILAR_REGIONS: 4 / 16,
    ReasonCode.USED_IN_BORDERING_REGIONS: 2 / 16,
    ReasonCode.ROOM_TO_GROW: 2 / 16,
}
# need is measured against the competences that most people lack: as many as a practice can well address
COMPETENCES_OF_A_PRACTICE = 3
SIMILAR_REGIONS = 10
POPULATION, NEARNESS, TYPE = 0.5, 0.3, 0.2
# among so many adopters a share of this tells something
ADOPTERS_THAT_TELL, OFTEN = 5, 0.25


@dataclass(frozen=True)
class RegionFigures:
    """A region by global id, with what it is compared by."""

    id: str
    name: str
    population: int | None
    district: str | None
    type: str
    organisations: int


@dataclass(frozen=True)
class AdaptationCount:
    """How many adopters changed one thing, and in how many the core stayed."""

    kind: AdaptationKind
    adoptions: int
    kept_core: int


@dataclass(frozen=True)
class PracticeFigures:
    """A practice by global id; `adopters` and `abandoned` are organisations by region."""

    id: str
    stage: PracticeStage
    evidence: EvidenceTier
    competences: frozenset[str]
    adopters: Mapping[str, int]
    abandoned: Mapping[str, int]
    effects: Sequence[ReportedEffect]
    adaptations: Sequence[AdaptationCount]


@dataclass(frozen=True)
class CoveredDeficit:
    """A competence, and how many people of the region lack it; None where that is withheld."""

    competence: str
    teachers: int | None


@dataclass(frozen=True)
class SimilarAdopters:
    """Adopters in another region."""

    region: str
    similarity: float
    adopters: int


@dataclass(frozen=True)
class Recommendation:
    """A practice for the region."""

    practice: str
    evidence: EvidenceTier
    effect: MeanEffect | None
    effects_reported: int
    adaptations: tuple[AdaptationCount, ...]
    covers_deficits: tuple[CoveredDeficit, ...]
    reasons: tuple[Reason, ...]
    counter_indications: tuple[Reason, ...]
    adopted_by_similar_regions: tuple[SimilarAdopters, ...]

    @property
    def score(self) -> float:
        """How well it fits, 0 to 1: the sum of its reasons."""
        return sum(each.contribution for each in self.reasons)


@dataclass(frozen=True)
class Recommendations:
    """The practices, best first."""

    nodes: tuple[Recommendation, ...]
    method: Method
    completeness: Completeness


@dataclass(frozen=True)
class RegionNeeds:
    """A region with its profile of deficits, narrowed to the competences `wanted` (None: all), and those it borders."""

    region: RegionFigures
    others: Sequence[RegionFigures]
    bordering: frozenset[str]
    profile: DeficitProfile
    wanted: frozenset[str] | None

    @cached_property
    def lacking(self) -> dict[str, int | None]:
        """How many people lack each competence, as the profile shows it."""
        kept = (each for each in self.profile.competences if self.wanted is None or each.competence in self.wanted)
        return {each.competence: each.people for each in kept}

    @cached_property
    def most(self) -> int:
        """How many people lack the competences that most lack, together."""
        shown = sorted((each for each in self.lacking.values() if each), reverse=True)
        return sum(shown[:COMPETENCES_OF_A_PRACTICE])

    @cached_property
    def similarities(self) -> dict[str, float]:
        """How like each other region is, the most similar first."""
        found = {each.id: similarity(self.region, each, each.id in self.bordering) for each in self.others}
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def similarity(one: RegionFigures, other: RegionFigures, bordering: bool) -> float:
    """How like two regions are, 0 to 1: population (the smaller over the larger), nearness (1 with a common border, a
    half in the same federal district) and type.
    """
    known = one.population and other.population
    size = min(one.population or 0, other.population or 0) / max(one.population or 1, other.population or 1)
    same_district = one.district is not None and one.district == other.district
    near = 1.0 if bordering else 0.5 * same_district
    return POPULATION * (size if known else 0.0) + NEARNESS * near + TYPE * (one.type == other.type)


def recommend(
    needs: RegionNeeds, practices: Sequence[PracticeFigures], first: int, day: date, cut: int | None = None
) -> Recommendations:
    """The `first` practices by score, equal ones by id; `cut` says among how many others there were no time to look."""
    found = [recommendation(needs, each) for each in practices]
    found.sort(key=lambda each: (-each.score, each.practice))
    cuts = [wording.cut_off(len(practices), cut)] if cut else []
    if len(found) > first:
        cuts.append(wording.more(first, len(found)))
    completeness = Completeness(day, cuts=tuple(cuts), gaps=tuple(gaps(needs)), notes=(wording.association(),))
    return Recommendations(tuple(found[:first]), METHOD, completeness)


def recommendation(needs: RegionNeeds, practice: PracticeFigures) -> Recommendation:
    """One practice for the region."""
    covered = [CoveredDeficit(each, needs.lacking[each]) for each in practice.competences if each in needs.lacking]
    covered.sort(key=lambda each: (each.teachers is None, -(each.teachers or 0), each.competence))
    effect = mean_effect(practice.effects)
    return Recommendation(
        practice=practice.id,
        evidence=practice.evidence,
        effect=effect,
        effects_reported=len(usable(practice.effects)),
        adaptations=tuple(sorted(practice.adaptations, key=lambda each: (-each.adoptions, each.kind))),
        covers_deficits=tuple(covered),
        reasons=tuple(reasons(needs, practice, covered)),
        counter_indications=tuple(counter_indications(needs, practice, effect)),
        adopted_by_similar_regions=tuple(similar_adopters(needs, practice)),
    )


def reasons(needs: RegionNeeds, practice: PracticeFigures, covered: Sequence[CoveredDeficit]) -> list[Reason]:
    """The reasons that add something, the weightiest first."""
    people = sum(each.teachers or 0 for each in covered)
    similar = list(needs.similarities)[:SIMILAR_REGIONS]
    using = [each for each in similar if practice.adopters.get(each)]
    near = [each for each in sorted(needs.bordering) if practice.adopters.get(each)]
    here, of = practice.adopters.get(needs.region.id, 0), needs.region.organisations
    values = {
        ReasonCode.COVERS_DEFICITS: min(1.0, people / needs.most) if needs.most else 0.0,
        ReasonCode.USED_IN_SIMILAR_REGIONS: share_of(needs.similarities, using, similar),
        ReasonCode.USED_IN_BORDERING_REGIONS: len(near) / len(needs.bordering) if needs.bordering else 0.0,
        ReasonCode.ROOM_TO_GROW: max(0.0, 1.0 - here / max(of, 1)),
    }
    words = {
        ReasonCode.COVERS_DEFICITS: wording.covers(len(covered)),
        ReasonCode.USED_IN_SIMILAR_REGIONS: wording.similar(len(using), len(similar)),
        ReasonCode.USED_IN_BORDERING_REGIONS: wording.bordering(len(near), len(needs.bordering)),
        ReasonCode.ROOM_TO_GROW: wording.room(here, of),
    }
    evidence = {
        ReasonCode.COVERS_DEFICITS: tuple(each.competence for each in covered),
        ReasonCode.USED_IN_SIMILAR_REGIONS: tuple(using),
        ReasonCode.USED_IN_BORDERING_REGIONS: tuple(near),
    }
    found = [
        Reason(code, rounded(WEIGHTS[code] * value), words[code], evidence.get(code, ()))
        for code, value in values.items()
    ]
    return sorted((each for each in found if each.contribution > 0), key=lambda each: -each.contribution)


def share_of(similarities: Mapping[str, float], using: Sequence[str], of: Sequence[str]) -> float:
    """The share of some regions in others, by similarity."""
    whole = sum(similarities[each] for each in of)
    return sum(similarities[each] for each in using) / whole if whole else 0.0


def similar_adopters(needs: RegionNeeds, practice: PracticeFigures) -> list[SimilarAdopters]:
    """The regions with adopters, the most similar first."""
    found = [
        SimilarAdopters(region, like, practice.adopters[region])
        for region, like in needs.similarities.items()
        if practice.adopters.get(region)
    ]
    return found[:SIMILAR_REGIONS]


def counter_indications(needs: RegionNeeds, practice: PracticeFigures, effect: MeanEffect | None) -> Iterator[Reason]:
    """What speaks against a practice."""
    if practice.stage not in PROVEN:
        yield Reason(ReasonCode.NOT_PROVEN, 0.0, replication_wording.not_proven(practice.stage))
    everywhere, gone = sum(practice.adopters.values()), sum(practice.abandoned.values())
    if everywhere >= ADOPTERS_THAT_TELL and gone > OFTEN * everywhere:
        yield Reason(ReasonCode.OFTEN_ABANDONED, 0.0, wording.often_abandoned(gone, everywhere))
    if here := practice.abandoned.get(needs.region.id, 0):
        yield Reason(ReasonCode.FAILED_NEARBY, 0.0, wording.abandoned_here(here))
    if effect is not None and effect.low <= 0:
        yield Reason(ReasonCode.EFFECT_NOT_SHOWN, 0.0, wording.effect_not_shown())


def gaps(needs: RegionNeeds) -> Iterator[Wording]:
    """What is not known."""
    yield from needs.profile.completeness.gaps
    if not needs.most:
        yield wording.no_need_shown()


METHOD = Method(
    NAME,
    VERSION,
    {
        "weights": {code.value: weight for code, weight in WEIGHTS.items()},
        "similarity": {"population": POPULATION, "nearness": NEARNESS, "type": TYPE},
        "similarRegions": SIMILAR_REGIONS,
        "effectLevel": LEVEL,
    },
    REFERENCE,
)
