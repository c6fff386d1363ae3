"""Reasons for an adoption and counter-indications: contributions that add up to a probability.

The model gives one part for each feature (Aumann and Shapley 1974). Features that mean the same to a reader are
combined into one reason. Parts are rounded to multiples of 2^-30: such numbers add up without rounding errors in any
order, so that the reported probability is exactly their sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.answers import Wording
from analysis.replication import replication_wording as wording
from analysis.replication.facts import Facts
from analysis.vocabulary import Language, ReasonCode

FINENESS = 2**30
# smaller parts are added to the base, so that no list of negligible reasons is shown
SMALLEST_PART = 2.0**-20

CODES = {
    "needing": ReasonCode.NEED,
    "on_theme": ReasonCode.WORKS_ON_THEME,
    "contacts": ReasonCode.CONTACT_WITH_ADOPTERS,
    "same_kind": ReasonCode.SIMILAR_TO_ADOPTERS,
    "unlike_size": ReasonCode.SIMILAR_TO_ADOPTERS,
    "distance": ReasonCode.NEAREST_ADOPTER,
    "teachers": ReasonCode.CAPACITY,
    "size_unknown": ReasonCode.CAPACITY,
    "busy": ReasonCode.EXPERIENCE,
    "begun": ReasonCode.EXPERIENCE,
    "failed_near": ReasonCode.FAILED_NEARBY,
    "adopters": ReasonCode.MOMENTUM,
    "momentum": ReasonCode.MOMENTUM,
    "age": ReasonCode.MOMENTUM,
}


@dataclass(frozen=True)
class ReplicationReason:
    """A reason with its contribution; `evidence` holds global ids."""

    code: ReasonCode
    contribution: float
    wording: Wording
    evidence: tuple[str, ...] = ()

    def text(self, language: str = Language.RU) -> str:
        """Return the reason as a sentence."""
        return self.wording.text(language)


def rounded(part: float) -> float:
    """Return the nearest multiple of 2^-30."""
    return round(part * FINENESS) / FINENESS


def reasons_of(names: Sequence[str], parts: Sequence[float], facts: Facts) -> tuple[ReplicationReason, ...]:
    """Return the reasons of a probability: the average organisation first, then by decreasing size of the contribution.

    `parts` are the base and one part for each feature of `names`.
    """
    base, *rest = (rounded(each) for each in parts)
    by_code: dict[ReasonCode, float] = {}
    for name, part in zip(names, rest, strict=True):
        by_code[CODES[name]] = by_code.get(CODES[name], 0.0) + part
    base += sum(each for each in by_code.values() if abs(each) < SMALLEST_PART)
    found = [
        ReplicationReason(code, part, wording.because(code, facts))
        for code, part in by_code.items()
        if abs(part) >= SMALLEST_PART
    ]
    found.sort(key=lambda each: (-abs(each.contribution), each.code))
    return ReplicationReason(ReasonCode.BASE_RATE, base, wording.base_rate()), *found
