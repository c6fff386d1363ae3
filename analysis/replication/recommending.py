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
from analysis.replication import recommending_wording as wording
from analysis.replication import replication_wording
from analysis.replication.counter_indications import PROVEN
from analysis.replication.evidence.judging import PlaceEvidence, PracticeEvidence
from analysis.replication.evidence.pooling import PooledEffect, Range, ReportedEffect
from analysis.replication.evidence.random_effects import LEVEL
from analysis.replication.plan import Estimate, StoredModel
from analysis.replication.ranking import Ranking, ScoredPractice, finalists
from analysis.replication.reasons import ReplicationReason
from analysis.replication.region_needs import (
    NEARNESS,
    POPULATION,
    TYPE,
    CoveredDeficit,
    PracticeFigures,
    RegionNeeds,
    covered_deficits,
)
from analysis.replication.uptake import ExpectedUptake
from analysis.ties.common_projects import projects_left_out
from analysis.vocabulary import ReasonCode
from graph_model.terms import AdaptationKind, EvidenceTier

NAME = "candidates by need, ranked by a discrete-time hazard"
VERSION = "3"
REFERENCE = (
    "P. Covington, J. Adams, E. Sargin (2016), Deep Neural Networks for YouTube Recommendations (two stages); P. D. "
    "Allison (1982), Discrete-Time Methods for the Analysis of Event Histories; R. J. Aumann, L. S. Shapley (1974), "
    "Values of Non-Atomic Games; effects: J. Hartung, G. Knapp (2001); transport: E. Tipton (2014); RE-AIM "
    "(Glasgow et al. 1999), FRAME (Wiltsey Stirman et al. 2019)"
)
SIMILAR_REGIONS = 10
# regions that are less similar are not called similar
LEAST_SIMILAR = 0.5
# the least number of adopters, and the share of them that abandoned the practice, for a counter-indication
FEWEST_ADOPTERS, OFTEN = 5, 0.25


@dataclass(frozen=True)
class AdaptationCount:
    """The number of adoptions that changed one thing, and the number of those that kept the core."""

    kind: AdaptationKind
    adoptions: int
    kept_core: int


@dataclass(frozen=True)
class PracticeReports:
    """The effects and the adaptations that the adopters of a practice report.

    `adopters` and `abandoned` are numbers of organisations by region.
    """

    effects: Sequence[ReportedEffect]
    adaptations: Sequence[AdaptationCount]
    adopters: Mapping[str, int]
    abandoned: Mapping[str, int]


@dataclass(frozen=True)
class RankedPractice:
    """A practice that can be among the best, with the reports of its adopters."""

    ranking: Ranking
    scored: ScoredPractice
    reports: PracticeReports

    @property
    def id(self) -> str:
        """The global id of the practice."""
        return self.scored.practice.id

    @cached_property
    def evidence(self) -> PracticeEvidence:
        """The measured effects."""
        return self.ranking.evidence(self.id, self.reports.effects)

    @cached_property
    def effect(self) -> Range | None:
        """The mean effect on the outcome of the request, None if it was not measured."""
        return self.evidence.mean_effect(self.ranking.outcome)

    @property
    def merits(self) -> tuple[float, ...]:
        """The numbers by which practices are ranked, ascending: those of the score, effect, and expected adopters."""
        effect, uptake = self.effect, self.scored.uptake
        return *self.scored.merits, -effect.value if effect else inf, -uptake.value if uptake else inf


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


def recommend(
    ranking: Ranking,
    candidates: Sequence[ScoredPractice],
    reports: Mapping[str, PracticeReports],
    first: int,
    day: date,
    cut: int | None = None,
) -> Recommendations:
    """Return the `first` practices by score, or without a model by the covered part of the need.

    Equal scores are in the order of evidence, then effect, then expected adopters. Practices that are still equal have
    the same rank, and are in the order of a hash of both ids. `reports` are those of the finalists, by global id. `cut`
    is the number of practices from which the candidates were selected.
    """
    best = [RankedPractice(ranking, each, reports[each.practice.id]) for each in finalists(candidates, first)]
    orders = ranking.orders([each.id for each in best])
    best.sort(key=lambda each: (each.merits, orders[each.id]))
    cuts = [wording.cut_off(len(candidates), cut)] if cut else []
    if len(candidates) > first:
        cuts.append(wording.more(first, len(candidates)))
    completeness = Completeness(day, cuts=tuple(cuts), gaps=tuple(gaps(ranking)), notes=tuple(notes(ranking)))
    nodes = tuple(recommendation(each, rank) for each, rank in islice(ranked(best), first))
    return Recommendations(nodes, method_of(ranking, len(candidates)), completeness)


def ranked(found: Sequence[RankedPractice]) -> Iterator[tuple[RankedPractice, int]]:
    """Yield the practices with their ranks; those with the same merits have the same rank."""
    last, rank = None, 0
    for number, each in enumerate(found, start=1):
        rank, last = (rank if each.merits == last else number), each.merits
        yield each, rank


def recommendation(found: RankedPractice, rank: int) -> Recommendation:
    """Return one practice for the region."""
    needs, practice, evidence = found.ranking.needs, found.scored.practice, found.evidence
    return Recommendation(
        practice=practice.id,
        rank=rank,
        expected_adopters=expected_adopters(found.scored.uptake),
        evidence=practice.evidence,
        effects=evidence.effects,
        effect=found.effect,
        effects_reported=sum(each.measurements for each in evidence.effects),
        transport=found.ranking.transport(practice.id, evidence),
        adaptations=tuple(sorted(found.reports.adaptations, key=lambda each: (-each.adoptions, each.kind))),
        covers_deficits=tuple(covered_deficits(needs, practice)),
        reasons=found.scored.reasons,
        counter_indications=tuple(counter_indications(needs, practice, found.reports, found.effect)),
        adopted_by_similar_regions=tuple(similar_adopters(needs, found.reports)),
    )


def expected_adopters(uptake: ExpectedUptake | None) -> Estimate | None:
    """Return the expected number of adopters, or None if it is unknown."""
    return None if uptake is None else Estimate(uptake.value, uptake.low, uptake.high, uptake.level)


def similar_adopters(needs: RegionNeeds, reports: PracticeReports) -> list[SimilarAdopters]:
    """Return the similar regions with adopters, the most similar first."""
    found = [
        SimilarAdopters(region, like, reports.adopters[region])
        for region, like in needs.similarities.items()
        if like >= LEAST_SIMILAR and reports.adopters.get(region)
    ]
    return found[:SIMILAR_REGIONS]


def counter_indications(
    needs: RegionNeeds, practice: PracticeFigures, reports: PracticeReports, effect: Range | None
) -> Iterator[ReplicationReason]:
    """Yield the counter-indications of a practice."""
    if practice.stage not in PROVEN:
        yield ReplicationReason(ReasonCode.NOT_PROVEN, 0.0, replication_wording.not_proven(practice.stage))
    everywhere, abandoned = sum(reports.adopters.values()), sum(reports.abandoned.values())
    if everywhere >= FEWEST_ADOPTERS and abandoned > OFTEN * everywhere:
        yield ReplicationReason(ReasonCode.OFTEN_ABANDONED, 0.0, wording.often_abandoned(abandoned, everywhere))
    if in_region := reports.abandoned.get(needs.region.id, 0):
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
