"""What a region could take up: practices that address what its people lack and that its organisations would take up.

Two stages, as recommenders are built (P. Covington, J. Adams, E. Sargin 2016, "Deep Neural Networks for YouTube
Recommendations", RecSys, section 2): the practices that cover most of the need are candidates, and a fitted model ranks
them. The score is covered x expected, the expected part of the region's need that a practice meets within a year:

- covered: people who lack what it addresses, over those who lack the competences that most lack (at most 1; 1 for all
  practices where no need is shown);
- expected: the share of the region's organisations expected to take it up within a year, by the discrete-time hazard.

The reasons start from the average candidate at an average organisation, and add up to the score: the part of a factor
of a product is that of Aumann and Shapley (1974), its gain times the mean of the other's ends. How well a practice is
shown to work is no part of it: evidence, effect and adaptations stand beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from analysis.answers import Completeness, Method, Wording
from analysis.deficits.profile import DeficitProfile
from analysis.replication import recommending_wording as wording
from analysis.replication import replication_wording
from analysis.replication.counter_indications import PROVEN
from analysis.replication.effects import LEVEL, MeanEffect, ReportedEffect, mean_effect, usable
from analysis.replication.graph_features import FEATURES
from analysis.replication.plan import Estimate, StoredModel
from analysis.replication.reasons import CODES, ReplicationReason, rounded
from analysis.replication.uptake import ExpectedUptake, RegionState, uptake_of
from analysis.ties.common_projects import projects_left_out
from analysis.vocabulary import ReasonCode
from graph_model.terms import AdaptationKind, EvidenceTier, PracticeStage

NAME = "candidates by need, ranked by a discrete-time hazard"
VERSION = "2"
REFERENCE = (
    "P. Covington, J. Adams, E. Sargin (2016), Deep Neural Networks for YouTube Recommendations (two stages); P. D. "
    "Allison (1982), Discrete-Time Methods for the Analysis of Event Histories; R. J. Aumann, L. S. Shapley (1974), "
    "Values of Non-Atomic Games; effects: R. DerSimonian, N. Laird (1986), Meta-analysis in Clinical Trials; RE-AIM "
    "(Glasgow et al. 1999), FRAME (Wiltsey Stirman et al. 2019)"
)
# parts below this are told together with the base
SMALLEST_PART = 2.0**-24
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
    """A practice for the region; without a model nothing is expected of it, and it has neither reasons nor a score."""

    practice: str
    expected_adopters: Estimate | None
    evidence: EvidenceTier
    effect: MeanEffect | None
    effects_reported: int
    adaptations: tuple[AdaptationCount, ...]
    covers_deficits: tuple[CoveredDeficit, ...]
    reasons: tuple[ReplicationReason, ...]
    counter_indications: tuple[ReplicationReason, ...]
    adopted_by_similar_regions: tuple[SimilarAdopters, ...]

    @property
    def score(self) -> float | None:
        """How well it fits, 0 to 1: the sum of its reasons."""
        return sum(each.contribution for each in self.reasons) if self.expected_adopters else None


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

    def covered_by(self, practice: PracticeFigures) -> float:
        """The covered part of the need, 0 to 1; 1 where none is shown, so that it makes no difference."""
        people = sum(self.lacking.get(each) or 0 for each in practice.competences)
        return min(1.0, people / self.most) if self.most else 1.0

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


@dataclass(frozen=True)
class Ranking:
    """What practices are ranked by: the model, or why none can be used, and the surroundings."""

    needs: RegionNeeds
    stored: StoredModel | Wording
    region: RegionState

    @property
    def gap(self) -> Wording | None:
        """Why no model can be used."""
        return self.stored if isinstance(self.stored, Wording) else None

    @cached_property
    def uptakes(self) -> dict[str, ExpectedUptake]:
        """What is expected of each practice, by its global id; nothing without a model."""
        if isinstance(self.stored, Wording):
            return {}
        return {each.practice: uptake_of(self.stored.model, self.region, each) for each in self.region.practices}


def recommend(
    ranking: Ranking, practices: Sequence[PracticeFigures], first: int, day: date, cut: int | None = None
) -> Recommendations:
    """The `first` practices by score, equal ones by id; without a model by what they cover. `cut` says among how many
    others they are those that cover most.
    """
    needs = ranking.needs
    mean = sum(needs.covered_by(each) for each in practices) / max(len(practices), 1)
    found = [(needs.covered_by(each), recommendation(ranking, each, mean)) for each in practices]
    found.sort(key=lambda each: (-(each[1].score or 0.0), -each[0], each[1].practice))
    cuts = [wording.cut_off(len(practices), cut)] if cut else []
    if len(found) > first:
        cuts.append(wording.more(first, len(found)))
    completeness = Completeness(day, cuts=tuple(cuts), gaps=tuple(gaps(ranking)), notes=tuple(notes(ranking)))
    return Recommendations(tuple(each for _, each in found[:first]), method_of(ranking), completeness)


def recommendation(ranking: Ranking, practice: PracticeFigures, mean: float) -> Recommendation:
    """One practice for the region; `mean` is what candidates cover on average."""
    needs = ranking.needs
    covered = [CoveredDeficit(each, needs.lacking[each]) for each in practice.competences if each in needs.lacking]
    covered.sort(key=lambda each: (each.teachers is None, -(each.teachers or 0), each.competence))
    effect, uptake = mean_effect(practice.effects), ranking.uptakes.get(practice.id)
    competences = tuple(each.competence for each in covered)
    return Recommendation(
        practice=practice.id,
        expected_adopters=expected_adopters(uptake),
        evidence=practice.evidence,
        effect=effect,
        effects_reported=len(usable(practice.effects)),
        adaptations=tuple(sorted(practice.adaptations, key=lambda each: (-each.adoptions, each.kind))),
        covers_deficits=tuple(covered),
        reasons=reasons(uptake, needs.covered_by(practice), mean, competences) if uptake else (),
        counter_indications=tuple(counter_indications(needs, practice, effect)),
        adopted_by_similar_regions=tuple(similar_adopters(needs, practice)),
    )


def expected_adopters(uptake: ExpectedUptake | None) -> Estimate | None:
    """How many are expected to take it up, where that is known."""
    return None if uptake is None else Estimate(uptake.value, uptake.low, uptake.high, uptake.level)


def reasons(
    uptake: ExpectedUptake, covered: float, mean: float, competences: tuple[str, ...]
) -> tuple[ReplicationReason, ...]:
    """The reasons behind a score, the average candidate first, then the weightiest first."""
    found = dict(parts_of(uptake, covered, mean))
    base = rounded(mean * uptake.base) + sum(each for each in found.values() if abs(each) < SMALLEST_PART)
    told = [
        ReplicationReason(code, part, wording.because(code, uptake, len(competences)), evidence_of(code, competences))
        for code, part in found.items()
        if abs(part) >= SMALLEST_PART
    ]
    told.sort(key=lambda each: (-abs(each.contribution), each.code))
    return ReplicationReason(ReasonCode.BASE_RATE, base, wording.base_rate()), *told


def parts_of(uptake: ExpectedUptake, covered: float, mean: float) -> Iterator[tuple[ReasonCode, float]]:
    """What sets a practice apart from the average one: multiples of 2^-30, which add up without rounding."""
    left = uptake.facts.left / max(uptake.organisations, 1)
    expected, both = left * (uptake.base + sum(uptake.parts)), (covered + mean) / 2
    yield ReasonCode.COVERS_DEFICITS, rounded((covered - mean) * (expected + uptake.base) / 2)
    yield ReasonCode.ROOM_TO_GROW, rounded((left - 1.0) * uptake.base * both)
    together: dict[ReasonCode, float] = {}
    for name, part in zip(FEATURES, uptake.parts, strict=True):
        together[CODES[name]] = together.get(CODES[name], 0.0) + rounded(left * part * both)
    yield from together.items()


def evidence_of(code: ReasonCode, competences: tuple[str, ...]) -> tuple[str, ...]:
    """What a reason rests on, by global ids."""
    return competences if code is ReasonCode.COVERS_DEFICITS else ()


def similar_adopters(needs: RegionNeeds, practice: PracticeFigures) -> list[SimilarAdopters]:
    """The regions with adopters, the most similar first."""
    found = [
        SimilarAdopters(region, like, practice.adopters[region])
        for region, like in needs.similarities.items()
        if practice.adopters.get(region)
    ]
    return found[:SIMILAR_REGIONS]


def counter_indications(
    needs: RegionNeeds, practice: PracticeFigures, effect: MeanEffect | None
) -> Iterator[ReplicationReason]:
    """What speaks against a practice."""
    if practice.stage not in PROVEN:
        yield ReplicationReason(ReasonCode.NOT_PROVEN, 0.0, replication_wording.not_proven(practice.stage))
    everywhere, gone = sum(practice.adopters.values()), sum(practice.abandoned.values())
    if everywhere >= ADOPTERS_THAT_TELL and gone > OFTEN * everywhere:
        yield ReplicationReason(ReasonCode.OFTEN_ABANDONED, 0.0, wording.often_abandoned(gone, everywhere))
    if here := practice.abandoned.get(needs.region.id, 0):
        yield ReplicationReason(ReasonCode.FAILED_NEARBY, 0.0, wording.abandoned_here(here))
    if effect is not None and effect.low <= 0:
        yield ReplicationReason(ReasonCode.EFFECT_NOT_SHOWN, 0.0, wording.effect_not_shown())


def gaps(ranking: Ranking) -> Iterator[Wording]:
    """What is not known."""
    if ranking.gap is not None:
        yield ranking.gap
    elif left_out := ranking.region.around.projects.left_out:
        yield projects_left_out(left_out)
    yield from ranking.needs.profile.completeness.gaps
    if not ranking.needs.most:
        yield wording.no_need_shown()


def notes(ranking: Ranking) -> Iterator[Wording]:
    """What is said besides."""
    if isinstance(ranking.stored, StoredModel) and not ranking.stored.current:
        yield replication_wording.older_model(ranking.stored.fitted_on)
    yield wording.association()


def method_of(ranking: Ranking) -> Method:
    """How the score was made, with the model and its figures on a year that it had not seen."""
    parameters: dict[str, object] = {
        "score": "covered x expected adopters / organisations",
        "horizonDays": 365,
        "candidates": len(ranking.region.practices),
        "similarity": {"population": POPULATION, "nearness": NEARNESS, "type": TYPE},
        "similarRegions": SIMILAR_REGIONS,
        "effectLevel": LEVEL,
    }
    if isinstance(ranking.stored, StoredModel):
        model = ranking.stored.model
        parameters |= {
            "model": f"{model.name} {model.version}",
            "fittedOn": ranking.stored.fitted_on.isoformat(),
            "coefficients": dict(zip(model.features, model.coefficients, strict=True)),
            "calibration": list(model.calibration),
            "evaluation": dict(ranking.stored.evaluation),
        }
    return Method(NAME, VERSION, parameters, REFERENCE)
