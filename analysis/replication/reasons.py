"""Why an organisation would take up a practice, and what speaks against it: contributions that add up.

The parts of a probability come from the model, one for each feature (Aumann and Shapley 1974); features that say the
same to a reader are told together. Parts are rounded to multiples of 2^-30: such numbers add up without rounding, in
whatever order, so that the probability that is told is their sum, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.answers import Wording
from analysis.replication import replication_wording as wording
from analysis.replication.facts import Facts
from analysis.vocabulary import Language, ReasonCode

FINENESS = 2**30
# parts below this are told together with the base, so that no reader is shown a list of nothing
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
    """A reason with its part; `evidence` holds global ids."""

    code: ReasonCode
    contribution: float
    wording: Wording
    evidence: tuple[str, ...] = ()

    def text(self, language: str = Language.RU) -> str:
        """The reason in words."""
        return self.wording.text(language)


def rounded(part: float) -> float:
    """The nearest multiple of 2^-30."""
    return round(part * FINENESS) / FINENESS


def reasons_of(names: Sequence[str], parts: Sequence[float], facts: Facts) -> tuple[ReplicationReason, ...]:
    """The reasons behind a probability: that of the average organisation first, then the weightiest first.

    `parts` are the base and one part for each feature of `names`.
    """
    base, *rest = (rounded(each) for each in parts)
    by_code: dict[ReasonCode, float] = {}
    for name, part in zip(names, rest, strict=True):
        by_code[CODES[name]] = by_code.get(CODES[name], 0.0) + part
    base += sum(each for each in by_code.values() if abs(each) < SMALLEST_PART)
    told = [
        ReplicationReason(code, part, wording.because(code, facts))
        for code, part in by_code.items()
        if abs(part) >= SMALLEST_PART
    ]
    told.sort(key=lambda each: (-abs(each.contribution), each.code))
    return ReplicationReason(ReasonCode.BASE_RATE, base, wording.base_rate()), *told
