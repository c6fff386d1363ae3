"""The scores of practices for a region, their reasons, and the practices that can be among the best.

Effects are read only for the practices that can be among the best, since an effect decides between equal scores alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.answers import Wording
from analysis.models.stable_order import hashes_of, mixed
from analysis.replication import recommending_wording as wording
from analysis.replication.evidence.judging import PlaceEvidence, PracticeEvidence
from analysis.replication.evidence.pooling import ReportedEffect
from analysis.replication.graph_features import FEATURES
from analysis.replication.plan import StoredModel
from analysis.replication.reasons import CODES, ReplicationReason, rounded
from analysis.replication.region_needs import PracticeFigures, RegionNeeds, covered_deficits
from analysis.replication.uptake import ExpectedUptake, RegionOutlook, uptake_of
from analysis.vocabulary import ReasonCode
from graph_model.terms import EvidenceTier

# the tiers of evidence in ascending order
TIERS = tuple(EvidenceTier)
# smaller parts are added to the base
SMALLEST_PART = 2.0**-24


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

    def evidence(self, practice: str, effects: Sequence[ReportedEffect]) -> PracticeEvidence:
        """Return the measured effects of a practice, given by its global id."""
        number = self.region.country.practices.numbers[practice]
        return PracticeEvidence(self.region.country, effects, self.region.day, number)

    def transport(self, practice: str, evidence: PracticeEvidence) -> PlaceEvidence:
        """Return how far the effects of a practice apply to the organisations of the region that it was made for."""
        number = self.region.country.practices.numbers[practice]
        return evidence.among(wording.audience_in_region(self.needs.region.name), self.region.left(number))

    def orders(self, practices: Sequence[str]) -> dict[str, int]:
        """Return a number for each practice that depends on its id and that of the region, to order equal ones."""
        (own,) = hashes_of([self.needs.region.id])
        return dict(zip(practices, mixed(hashes_of(practices), own).tolist(), strict=True))


@dataclass(frozen=True)
class ScoredPractice:
    """A practice with the expected uptake by which it is ranked, and the reasons of its score."""

    practice: PracticeFigures
    covered: float
    uptake: ExpectedUptake | None
    reasons: tuple[ReplicationReason, ...]

    @property
    def score(self) -> float | None:
        """The sum of the contributions, None without a model."""
        return sum(each.contribution for each in self.reasons) if self.uptake else None

    @property
    def merits(self) -> tuple[float, ...]:
        """The first numbers by which practices are ranked, ascending: score, covered part of the need, and evidence."""
        return (
            -(self.score or 0.0),
            0.0 if self.uptake else -self.covered,
            -float(TIERS.index(self.practice.evidence)),
        )


def scored_practices(ranking: Ranking, practices: Sequence[PracticeFigures]) -> list[ScoredPractice]:
    """Return the practices with their scores, the best merits first."""
    needs = ranking.needs
    mean = sum(needs.covered_by(each) for each in practices) / max(len(practices), 1)
    return sorted((scored(ranking, each, mean) for each in practices), key=lambda each: each.merits)


def scored(ranking: Ranking, practice: PracticeFigures, mean: float) -> ScoredPractice:
    """Return a practice with its score; `mean` is the mean covered part of the candidates."""
    uptake, covered = ranking.uptake(practice.id), ranking.needs.covered_by(practice)
    lacking = tuple(each.competence for each in covered_deficits(ranking.needs, practice))
    return ScoredPractice(practice, covered, uptake, reasons(uptake, covered, mean, lacking) if uptake else ())


def finalists(candidates: Sequence[ScoredPractice], first: int) -> list[ScoredPractice]:
    """Return the candidates that can be among the `first` best for any effects."""
    if len(candidates) <= first:
        return list(candidates)
    return [each for each in candidates if each.merits <= candidates[first - 1].merits]


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
