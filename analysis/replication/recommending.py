"""Recommended practices for a region: practices that address its deficits and that its organisations would adopt.

Two stages, as in recommender systems (P. Covington, J. Adams, E. Sargin 2016, "Deep Neural Networks for YouTube
Recommendations", RecSys, section 2): the practices that cover most of the need are candidates, and a fitted model ranks
them. The score is covered x expected, the part of the region's need a practice is expected to meet within a year:

- covered: the number of people who lack competences that the practice addresses, divided by the number of people who
  lack the most frequently lacking competences (at most 1; 1 for all practices if no need is shown);
- expected: the share of the region's organisations expected to adopt the practice within a year, by the discrete-time
  hazard.

The reasons start from the average candidate at an average organisation, and add up to the score. The part of a factor
of a product is that of Aumann and Shapley (1974): the gain of the factor times the mean of the other factor's ends. The
effectiveness of a practice is not part of the score: evidence, effect and adaptations are reported separately.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from math import inf

from analysis.answers import Completeness, Method, Wording
from analysis.deficits.profile import DeficitProfile
from analysis.models.stable_order import hashes_of, mixed
from analysis.replication import recommending_wording as wording
from analysis.replication import replication_wording
from analysis.replication.counter_indications import PROVEN
from analysis.replication.evidence.judging import PlaceEvidence, PracticeEvidence
from analysis.replication.evidence.pooling import PooledEffect, Range, ReportedEffect
from analysis.replication.evidence.random_effects import LEVEL
from analysis.replication.graph_features import FEATURES
from analysis.replication.plan import Estimate, StoredModel
from analysis.replication.reasons import CODES, ReplicationReason, rounded
from analysis.replication.uptake import ExpectedUptake, RegionOutlook, uptake_of
from analysis.ties.common_projects import projects_left_out
from analysis.vocabulary import ReasonCode
from graph_model.terms import AdaptationKind, EvidenceTier, PracticeStage

NAME = "candidates by need, ranked by a discrete-time hazard"
VERSION = "3"
REFERENCE = (
    "P. Covington, J. Adams, E. Sargin (2016), Deep Neural Networks for YouTube Recommendations (two stages); P. D. "
    "Allison (1982), Discrete-Time Methods for the Analysis of Event Histories; R. J. Aumann, L. S. Shapley (1974), "
    "Values of Non-Atomic Games; effects: J. Hartung, G. Knapp (2001); transport: E. Tipton (2014); RE-AIM "
    "(Glasgow et al. 1999), FRAME (Wiltsey Stirman et al. 2019)"
)
# the tiers of evidence in ascending order
TIERS = tuple(EvidenceTier)
# smaller parts are added to the base
SMALLEST_PART = 2.0**-24
# need is measured against this number of most lacking competences, about as many as one practice can address
COMPETENCES_OF_A_PRACTICE = 3
SIMILAR_REGIONS = 10
# regions that are less similar are not called similar
LEAST_SIMILAR = 0.5
POPULATION, NEARNESS, TYPE = 0.5, 0.3, 0.2
# the least number of adopters, and the share of them that abandoned the practice, for a counter-indication
FEWEST_ADOPTERS, OFTEN = 5, 0.25


@dataclass(frozen=True)
class RegionFigures:
    """A region by global id, with the figures by which regions are compared."""

    id: str
    name: str
    population: int | None
    district: str | None
    type: str
    organisations: int


@dataclass(frozen=True)
class AdaptationCount:
    """The number of adoptions that changed one thing, and the number of those that kept the core."""

    kind: AdaptationKind
    adoptions: int
    kept_core: int


@dataclass(frozen=True)
class PracticeFigures:
    """A practice by global id; `adopters` and `abandoned` are numbers of organisations by region."""

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
    """A competence and the number of people of the region who lack it, None if withheld."""

    competence: str
    teachers: int | None


@dataclass(frozen=True)
class SimilarAdopters:
    """The number of adopters in another region, with the similarity of the region."""

    region: str
    similarity: float
    adopters: int


@dataclass(frozen=True)
class Recommendation:
    """A practice for the region; without a model it has no expected adopters, no reasons and no score."""

    practice: str
    rank: int
    expected_adopters: Estimate | None
    evidence: EvidenceTier
    effects: tuple[PooledEffect, ...]
    effect: Range | None
    effects_reported: int
    transport: PlaceEvidence
    adaptations: tuple[AdaptationCount, ...]
    covers_deficits: tuple[CoveredDeficit, ...]
    reasons: tuple[ReplicationReason, ...]
    counter_indications: tuple[ReplicationReason, ...]
    adopted_by_similar_regions: tuple[SimilarAdopters, ...]

    @property
    def score(self) -> float | None:
        """Return the score, 0 to 1: the sum of the reasons; None without a model."""
        return sum(each.contribution for each in self.reasons) if self.expected_adopters else None


@dataclass(frozen=True)
class Recommendations:
    """The practices, best first."""

    nodes: tuple[Recommendation, ...]
    method: Method
    completeness: Completeness


@dataclass(frozen=True)
class RegionNeeds:
    """A region with its profile of deficits and the other regions.

    `bordering` are the ids of the regions with a common border. The profile is limited to the competences `requested`;
    None selects all.
    """

    region: RegionFigures
    others: Sequence[RegionFigures]
    bordering: frozenset[str]
    profile: DeficitProfile
    requested: frozenset[str] | None

    @cached_property
    def people_by_competence(self) -> dict[str, int | None]:
        """Return the number of people who lack each competence, as the profile shows it."""
        kept = (
            each for each in self.profile.competences if self.requested is None or each.competence in self.requested
        )
        return {each.competence: each.people for each in kept}

    @cached_property
    def most(self) -> int:
        """Return the sum of the numbers of people who lack the most lacking competences."""
        shown = sorted((each for each in self.people_by_competence.values() if each), reverse=True)
        return sum(shown[:COMPETENCES_OF_A_PRACTICE])

    def covered_by(self, practice: PracticeFigures) -> float:
        """Return the covered part of the need, 0 to 1.

        1 if no need is shown, so that it does not affect the ranking.
        """
        people = sum(self.people_by_competence.get(each) or 0 for each in practice.competences)
        return min(1.0, people / self.most) if self.most else 1.0

    @cached_property
    def similarities(self) -> dict[str, float]:
        """Return the similarity of each other region, the most similar first."""
        found = {each.id: similarity(self.region, each, each.id in self.bordering) for each in self.others}
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def similarity(one: RegionFigures, other: RegionFigures, bordering: bool) -> float:
    """Return the similarity of two regions, 0 to 1.

    It is a weighted sum of population (the smaller over the larger), nearness (1 with a common border, a half in the
    same federal district) and type.
    """
    known = one.population and other.population
    size = min(one.population or 0, other.population or 0) / max(one.population or 1, other.population or 1)
    same_district = one.district is not None and one.district == other.district
    near = 1.0 if bordering else 0.5 * same_district
    return POPULATION * (size if known else 0.0) + NEARNESS * near + TYPE * (one.type == other.type)


@dataclass(frozen=True)
class Ranking:
    """The input of a ranking: the needs, the surroundings, and the model or the reason why none can be used."""

    needs: RegionNeeds
    stored: StoredModel | Wording
    region: RegionOutlook
    outcome: str | None = None

    @property
    def gap(self) -> Wording | None:
        """Return why no model can be used, or None."""
        return self.stored if isinstance(self.stored, Wording) else None

    def uptake(self, practice: str) -> ExpectedUptake | None:
        """Return the expected uptake of a practice, given by its global id; None without a model."""
        if isinstance(self.stored, Wording):
            return None
        return uptake_of(self.stored.model, self.region, self.region.country.practices.numbers[practice])

    def evidence(self, practice: PracticeFigures) -> PracticeEvidence:
        """Return the measured effects of a practice."""
        number = self.region.country.practices.numbers[practice.id]
        return PracticeEvidence(self.region.country, practice.effects, self.region.day, number)

    def transport(self, practice: str, evidence: PracticeEvidence) -> PlaceEvidence:
        """Return how far the effects of a practice apply to the organisations of the region that it was made for."""
        number = self.region.country.practices.numbers[practice]
        return evidence.among(wording.audience_in_region(self.needs.region.name), self.region.left(number))

    def orders(self, practices: Sequence[str]) -> dict[str, int]:
        """Return a number for each practice that depends on its id and that of the region, to order equal ones."""
        (own,) = hashes_of([self.needs.region.id])
        return dict(zip(practices, mixed(hashes_of(practices), own).tolist(), strict=True))


def recommend(
    ranking: Ranking, practices: Sequence[PracticeFigures], first: int, day: date, cut: int | None = None
) -> Recommendations:
    """Return the `first` practices by score, or without a model by the covered part of the need.

    Equal scores are in the order of evidence, then effect, then expected adopters. Practices that are still equal have
    the same rank, and are in the order of a hash of both ids. `cut` is the number of practices from which the
    candidates were selected.
    """
    needs = ranking.needs
    mean = sum(needs.covered_by(each) for each in practices) / max(len(practices), 1)
    orders = ranking.orders([each.id for each in practices])
    candidates = [candidate_of(ranking, each, mean) for each in practices]
    found = sorted(
        ((merits(ranking, each), each) for each in candidates), key=lambda each: (each[0], orders[each[1].practice.id])
    )
    cuts = [wording.cut_off(len(practices), cut)] if cut else []
    if len(found) > first:
        cuts.append(wording.more(first, len(found)))
    completeness = Completeness(day, cuts=tuple(cuts), gaps=tuple(gaps(ranking)), notes=tuple(notes(ranking)))
    nodes = tuple(recommendation(ranking, each, rank) for each, rank in islice(ranked(found), first))
    return Recommendations(nodes, method_of(ranking, len(practices)), completeness)


@dataclass(frozen=True)
class RankedPractice:
    """A practice with the evidence and the expected uptake by which it is ranked, and the reasons of its score."""

    practice: PracticeFigures
    evidence: PracticeEvidence
    uptake: ExpectedUptake | None
    reasons: tuple[ReplicationReason, ...]

    @property
    def score(self) -> float | None:
        """The sum of the contributions, None without a model."""
        return sum(each.contribution for each in self.reasons) if self.uptake else None


def candidate_of(ranking: Ranking, practice: PracticeFigures, mean: float) -> RankedPractice:
    """Return a practice with its score; `mean` is the mean covered part of the candidates."""
    uptake, needs = ranking.uptake(practice.id), ranking.needs
    lacking = tuple(each.competence for each in covered_deficits(needs, practice))
    found = reasons(uptake, needs.covered_by(practice), mean, lacking) if uptake else ()
    return RankedPractice(practice, ranking.evidence(practice), uptake, found)


Merits = tuple[float, ...]


def merits(ranking: Ranking, each: RankedPractice) -> Merits:
    """Return the numbers by which practices are ranked, ascending: score, evidence, effect, and expected adopters."""
    effect = each.evidence.mean_effect(ranking.outcome)
    return (
        -(each.score or 0.0),
        0.0 if each.uptake else -ranking.needs.covered_by(each.practice),
        -float(TIERS.index(each.practice.evidence)),
        -effect.value if effect else inf,
        -each.uptake.value if each.uptake else inf,
    )


def ranked(found: Sequence[tuple[Merits, RankedPractice]]) -> Iterator[tuple[RankedPractice, int]]:
    """Yield the practices with their ranks; those with the same merits have the same rank."""
    last, rank = None, 0
    for number, (own, each) in enumerate(found, start=1):
        rank, last = (rank if own == last else number), own
        yield each, rank


def covered_deficits(needs: RegionNeeds, practice: PracticeFigures) -> list[CoveredDeficit]:
    """Return the deficits of the region that a practice covers, the largest first, withheld numbers last."""
    covered = [
        CoveredDeficit(each, needs.people_by_competence[each])
        for each in practice.competences
        if each in needs.people_by_competence
    ]
    return sorted(covered, key=lambda each: (each.teachers is None, -(each.teachers or 0), each.competence))


def recommendation(ranking: Ranking, found: RankedPractice, rank: int) -> Recommendation:
    """Return one practice for the region."""
    needs, practice, evidence = ranking.needs, found.practice, found.evidence
    effect = evidence.mean_effect(ranking.outcome)
    return Recommendation(
        practice=practice.id,
        rank=rank,
        expected_adopters=expected_adopters(found.uptake),
        evidence=practice.evidence,
        effects=evidence.effects,
        effect=effect,
        effects_reported=sum(each.measurements for each in evidence.effects),
        transport=ranking.transport(practice.id, evidence),
        adaptations=tuple(sorted(practice.adaptations, key=lambda each: (-each.adoptions, each.kind))),
        covers_deficits=tuple(covered_deficits(needs, practice)),
        reasons=found.reasons,
        counter_indications=tuple(counter_indications(needs, practice, effect)),
        adopted_by_similar_regions=tuple(similar_adopters(needs, practice)),
    )


def expected_adopters(uptake: ExpectedUptake | None) -> Estimate | None:
    """Return the expected number of adopters, or None if it is unknown."""
    return None if uptake is None else Estimate(uptake.value, uptake.low, uptake.high, uptake.level)


def reasons(
    uptake: ExpectedUptake, covered: float, mean: float, competences: tuple[str, ...]
) -> tuple[ReplicationReason, ...]:
    """Return the reasons of a score: the average candidate first, then by decreasing size of the contribution."""
    found = dict(parts_of(uptake, covered, mean))
    base = rounded(mean * uptake.base) + sum(each for each in found.values() if abs(each) < SMALLEST_PART)
    parts = [
        ReplicationReason(code, part, wording.because(code, uptake, len(competences)), evidence_of(code, competences))
        for code, part in found.items()
        if abs(part) >= SMALLEST_PART
    ]
    parts.sort(key=lambda each: (-abs(each.contribution), each.code))
    return ReplicationReason(ReasonCode.BASE_RATE, base, wording.base_rate()), *parts


def parts_of(uptake: ExpectedUptake, covered: float, mean: float) -> Iterator[tuple[ReasonCode, float]]:
    """Yield the parts by which a practice differs from the average one, as multiples of 2^-30.

    Such numbers add up without rounding errors.
    """
    left = uptake.facts.left / max(uptake.organisations, 1)
    expected, both = left * (uptake.base + sum(uptake.parts)), (covered + mean) / 2
    yield ReasonCode.COVERS_DEFICITS, rounded((covered - mean) * (expected + uptake.base) / 2)
    yield ReasonCode.ROOM_TO_GROW, rounded((left - 1.0) * uptake.base * both)
    together: dict[ReasonCode, float] = {}
    for name, part in zip(FEATURES, uptake.parts, strict=True):
        together[CODES[name]] = together.get(CODES[name], 0.0) + rounded(left * part * both)
    yield from together.items()


def evidence_of(code: ReasonCode, competences: tuple[str, ...]) -> tuple[str, ...]:
    """Return the global ids of the evidence of a reason."""
    return competences if code is ReasonCode.COVERS_DEFICITS else ()


def similar_adopters(needs: RegionNeeds, practice: PracticeFigures) -> list[SimilarAdopters]:
    """Return the similar regions with adopters, the most similar first."""
    found = [
        SimilarAdopters(region, like, practice.adopters[region])
        for region, like in needs.similarities.items()
        if like >= LEAST_SIMILAR and practice.adopters.get(region)
    ]
    return found[:SIMILAR_REGIONS]


def counter_indications(
    needs: RegionNeeds, practice: PracticeFigures, effect: Range | None
) -> Iterator[ReplicationReason]:
    """Yield the counter-indications of a practice."""
    if practice.stage not in PROVEN:
        yield ReplicationReason(ReasonCode.NOT_PROVEN, 0.0, replication_wording.not_proven(practice.stage))
    everywhere, abandoned = sum(practice.adopters.values()), sum(practice.abandoned.values())
    if everywhere >= FEWEST_ADOPTERS and abandoned > OFTEN * everywhere:
        yield ReplicationReason(ReasonCode.OFTEN_ABANDONED, 0.0, wording.often_abandoned(abandoned, everywhere))
    if in_region := practice.abandoned.get(needs.region.id, 0):
        yield ReplicationReason(ReasonCode.FAILED_NEARBY, 0.0, wording.abandoned_in_region(in_region))
    if effect is not None and effect.low <= 0:
        yield ReplicationReason(ReasonCode.EFFECT_NOT_SHOWN, 0.0, wording.effect_not_shown())


def gaps(ranking: Ranking) -> Iterator[Wording]:
    """Yield the sentences about missing data."""
    if ranking.gap is not None:
        yield ranking.gap
    elif left_out := ranking.region.country.around.projects.left_out:
        yield projects_left_out(left_out)
    yield from ranking.needs.profile.completeness.gaps
    if not ranking.needs.most:
        yield wording.no_need_shown()
    if not len(ranking.region.own):
        yield wording.no_organisations()


def notes(ranking: Ranking) -> Iterator[Wording]:
    """Yield the notes of the answer."""
    if isinstance(ranking.stored, StoredModel) and not ranking.stored.current:
        yield replication_wording.older_model(ranking.stored.fitted_on)
    yield wording.association()


def method_of(ranking: Ranking, candidates: int) -> Method:
    """Return the method of the score, with the model and its figures on a year outside its learning data."""
    parameters: dict[str, object] = {
        "score": "covered x expected adopters / organisations",
        "horizonDays": 365,
        "candidates": candidates,
        "leastSimilar": LEAST_SIMILAR,
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
