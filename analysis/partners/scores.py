"""Additive score of an organisation as a partner, with the contribution of each feature.

score = sum over features of weight x value, each value between 0 and 1, the weights adding up to 1: the additive value
model of R. L. Keeney and H. Raiffa (1976), "Decisions with Multiple Objectives", chapter 3. Features:

- SAME_KIND: 1 for an organisation of the same kind as the requesting organisation;
- BRINGS_FUNCTIONS: of the functions that at least one organisation of the country performs and the requesting
  organisation does not, the share that the organisation performs. The reference is the country and not the surrounding
  organisations, so that scores of different requesting organisations are comparable and no filter changes a score;
- SAME_REGION: 1, or BORDERING_REGION: 1/2;
- NEARBY: falls linearly from 1 at the same place to 0 at a thousand kilometres; 0 where a place is not known.

Contributions are rounded to multiples of 2^-20, and weights are sixteenths. Such numbers add up without rounding
errors, so that the contributions sum to the score exactly in any order and in any programming language.
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
    """The weights of the features, which add up to 1."""

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
    """The contribution of one feature to a score.

    `evidence` holds the global ids of the nodes that the reason is based on.
    """

    code: ReasonCode
    contribution: float
    wording: Wording
    evidence: tuple[str, ...]

    def text(self, language: str = Language.RU) -> str:
        """Return the reason as a sentence."""
        return self.wording.text(language)


@dataclass(frozen=True)
class Scorer:
    """A scorer of organisations for one requesting organisation.

    `functions` are the functions that the requesting organisation performs, out of `functions_known` in the country.
    """

    asker: Body
    functions: frozenset[str]
    functions_known: int
    weights: PartnerWeights

    @classmethod
    def of(cls, around: Neighbourhood, weights: PartnerWeights, day: date) -> Scorer:
        """Return the scorer for the requesting organisation of a neighbourhood on `day`."""
        return cls(around.asker, around.asker.performed(day), around.functions_known, weights)

    def offered(self, candidate: Candidate, day: date) -> tuple[str, ...]:
        """Return the ids of the functions that the candidate performs and the requesting organisation does not."""
        return tuple(sorted(candidate.body.performed(day) - self.functions))

    def reasons(self, candidate: Candidate, offered: tuple[str, ...]) -> tuple[PartnerReason, ...]:
        """Return the reasons with a positive contribution, the largest contribution first.

        Equal contributions are in the order of the features.
        """
        found = [each for each in self._features(candidate, offered) if each.contribution > 0]
        return tuple(sorted(found, key=lambda each: -each.contribution))

    def _features(self, candidate: Candidate, offered: tuple[str, ...]) -> Iterator[PartnerReason]:
        both = self.asker.id, candidate.body.id
        if candidate.body.kind == self.asker.kind:
            yield PartnerReason(ReasonCode.SAME_KIND, self.weights.same_kind, wording.same_kind(self.asker.kind), both)
        if offered:
            yield self._functions(offered)
        yield self._region(candidate)
        if self.asker.place and candidate.body.place:
            distance = distance_km(self.asker.place, candidate.body.place)
            part = rounded(self.weights.nearby * max(0.0, 1 - distance / REACH_KM))
            yield PartnerReason(ReasonCode.NEARBY, part, wording.nearby(distance), both)

    def _functions(self, offered: tuple[str, ...]) -> PartnerReason:
        # a function that began to be performed after the functions were counted is lacking too
        missing = max(self.functions_known - len(self.functions), len(offered))
        part = rounded(self.weights.brings_functions * len(offered) / missing)
        return PartnerReason(
            ReasonCode.BRINGS_FUNCTIONS, part, wording.brings_functions(len(offered), missing), offered
        )

    def _region(self, candidate: Candidate) -> PartnerReason:
        near, weight = candidate.nearness, self.weights.region
        if near.same:
            return PartnerReason(ReasonCode.SAME_REGION, weight, wording.same_region(near.name), (near.region,))
        words, evidence = wording.bordering_region(near.name), (near.home, near.region)
        return PartnerReason(ReasonCode.BORDERING_REGION, weight * BORDERING, words, evidence)


def rounded(part: float) -> float:
    """Return the nearest multiple of 2^-20."""
    return round(part * FINENESS) / FINENESS


def parameters(preset: PartnerPreset) -> dict[str, object]:
    """Return the parameters of the score of a preset, for the method of the result."""
    weights = WEIGHTS[preset]
    by_feature = {
        "SAME_KIND": weights.same_kind,
        "BRINGS_FUNCTIONS": weights.brings_functions,
        "SAME_REGION": weights.region,
        "BORDERING_REGION": weights.region * BORDERING,
        "NEARBY": weights.nearby,
    }
    return {"preset": preset.value, "weights": by_feature, "nearbyReachKm": REACH_KM}
