"""How well an organisation would fit as a partner: an additive score whose parts can be read and checked.

score = sum over features of weight x value, each value between 0 and 1, the weights adding up to 1: the additive
value model of R. L. Keeney and H. Raiffa (1976), "Decisions with Multiple Objectives", chapter 3. Features:

- SAME_KIND: 1 for an organisation of the asker's kind;
- BRINGS_FUNCTIONS: of the functions that somebody in the country performs and the asker does not, the share that the
  organisation performs. The country is the measure, and not who happens to be around, so that scores of different
  askers compare, and so that no filter changes a score;
- SAME_REGION: 1, or BORDERING_REGION: 1/2;
- NEARBY: falls evenly from 1 at the same place to 0 at a thousand kilometres; 0 where a place is not known.

Contributions are rounded to multiples of 2^-20, and weights are sixteenths. Such numbers add up without rounding: the
contributions sum to the score exactly, in whatever order and in whatever language they are added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.answers import Wording
from analysis.geography import distance_km
from analysis.partners import wording
from analysis.partners.neighbourhood import Body, Candidate, Neighbourhood
from analysis.vocabulary import Language, PartnerPreset, ReasonCode

REACH_KM = 1000.0
BORDERING = 0.5
FINENESS = 2**20


class PartnerWeights(NamedTuple):
    """The weight of each feature; together they make 1."""

    same_kind: float
    brings_functions: float
    region: float
    nearby: float


WEIGHTS = {
    PartnerPreset.BALANCED: PartnerWeights(6 / 16, 6 / 16, 2 / 16, 2 / 16),
    PartnerPreset.PEERS: PartnerWeights(10 / 16, 2 / 16, 2 / 16, 2 / 16),
    PartnerPreset.COMPLEMENTS: PartnerWeights(2 / 16, 10 / 16, 2 / 16, 2 / 16),
}


@dataclass(frozen=True)
class PartnerReason:
    """One feature's part in a score; `evidence` holds the global ids of what it rests on."""

    code: ReasonCode
    contribution: float
    wording: Wording
    evidence: tuple[str, ...]

    def text(self, language: str = Language.RU) -> str:
        """The reason in words."""
        return self.wording.text(language)


@dataclass(frozen=True)
class Scorer:
    """Scores organisations for one asker: the functions that it lacks out of `functions_known` in the country."""

    asker: Body
    functions: frozenset[str]
    functions_known: int
    weights: PartnerWeights

    @classmethod
    def of(cls, around: Neighbourhood, weights: PartnerWeights, day: date) -> Scorer:
        """The scorer for the asker of a neighbourhood on `day`."""
        return cls(around.asker, around.asker.performed(day), around.functions_known, weights)

    def brought(self, candidate: Candidate, day: date) -> tuple[str, ...]:
        """The functions that the candidate performs and the asker does not, by id."""
        return tuple(sorted(candidate.body.performed(day) - self.functions))

    def reasons(self, candidate: Candidate, brought: tuple[str, ...]) -> tuple[PartnerReason, ...]:
        """The reasons that add something to the score: the weightiest first; of equal ones, the first feature."""
        found = [each for each in self._features(candidate, brought) if each.contribution > 0]
        return tuple(sorted(found, key=lambda each: -each.contribution))

    def _features(self, candidate: Candidate, brought: tuple[str, ...]) -> Iterator[PartnerReason]:
        both = self.asker.id, candidate.body.id
        if candidate.body.kind == self.asker.kind:
            yield PartnerReason(ReasonCode.SAME_KIND, self.weights.same_kind, wording.same_kind(self.asker.kind), both)
        if brought:
            yield self._functions(brought)
        yield self._region(candidate)
        if self.asker.place and candidate.body.place:
            distance = distance_km(self.asker.place, candidate.body.place)
            part = rounded(self.weights.nearby * max(0.0, 1 - distance / REACH_KM))
            yield PartnerReason(ReasonCode.NEARBY, part, wording.nearby(distance), both)

    def _functions(self, brought: tuple[str, ...]) -> PartnerReason:
        # what is brought is lacking, even if it began to be performed since the functions were counted
        lacking = max(self.functions_known - len(self.functions), len(brought))
        part = rounded(self.weights.brings_functions * len(brought) / lacking)
        return PartnerReason(
            ReasonCode.BRINGS_FUNCTIONS, part, wording.brings_functions(len(brought), lacking), brought
        )

    def _region(self, candidate: Candidate) -> PartnerReason:
        near, weight = candidate.nearness, self.weights.region
        if near.same:
            return PartnerReason(ReasonCode.SAME_REGION, weight, wording.same_region(near.name), (near.region,))
        words, evidence = wording.bordering_region(near.name), (near.home, near.region)
        return PartnerReason(ReasonCode.BORDERING_REGION, weight * BORDERING, words, evidence)


def rounded(part: float) -> float:
    """The nearest multiple of 2^-20."""
    return round(part * FINENESS) / FINENESS


def parameters(preset: PartnerPreset) -> dict[str, object]:
    """What the score of a preset depends on, for the answer's method."""
    weights = WEIGHTS[preset]
    by_feature = {
        "SAME_KIND": weights.same_kind,
        "BRINGS_FUNCTIONS": weights.brings_functions,
        "SAME_REGION": weights.region,
        "BORDERING_REGION": weights.region * BORDERING,
        "NEARBY": weights.nearby,
    }
    return {"preset": preset.value, "weights": by_feature, "nearbyReachKm": REACH_KM}
