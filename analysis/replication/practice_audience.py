"""The audience of a practice: the declared one, and the one inferred from its adopters and its school subjects.

The two are never mixed. An audience is inferred from at least `FEWEST_ADOPTERS` active adopters. The author is no
adopter. Shares refer to the adopters for which the trait is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from analysis.answers import Completeness
from analysis.replication import practice_audience_wording as wording
from analysis.replication.audience import FEWEST_ADOPTERS, TEACHING
from graph_model.terms import Equipment, Level, OrganisationContext, OrganisationKind, SchoolStage, Settlement

T = TypeVar("T", bound=Enum)


@dataclass(frozen=True)
class DeclaredAudience:
    """The audience that a practice declares; an empty list means any. `subject_areas` holds global ids."""

    kinds: Sequence[OrganisationKind]
    levels: Sequence[Level]
    stages: Sequence[SchoolStage]
    contexts: Sequence[OrganisationContext]
    resources: Sequence[Equipment]
    subject_areas: Sequence[str]

    @property
    def names_organisations(self) -> bool:
        """Whether the audience says more than the school subjects."""
        return any((self.kinds, self.levels, self.stages, self.contexts, self.resources))


@dataclass(frozen=True)
class AdopterTraits:
    """The traits of an active adopter; None if unknown. A school without stages has unknown ones."""

    kind: OrganisationKind
    settlement: Settlement | None
    stages: Sequence[SchoolStage] | None
    contexts: Sequence[OrganisationContext] | None


@dataclass(frozen=True)
class KindShare:
    """The adopters of a kind, and their share of all adopters."""

    kind: OrganisationKind
    adopters: int
    share: float


@dataclass(frozen=True)
class StageShare:
    """The adopters with a stage of education, and their share of the adopters with known stages."""

    stage: SchoolStage
    adopters: int
    share: float


@dataclass(frozen=True)
class ContextShare:
    """The adopters with a condition, and their share of the adopters with known conditions."""

    context: OrganisationContext
    adopters: int
    share: float


@dataclass(frozen=True)
class SettlementShare:
    """The adopters in rural settlements, in towns, and in unknown settlements."""

    rural: int
    urban: int
    unknown: int

    @property
    def rural_share(self) -> float | None:
        """The share of rural settlements among known ones, None if all are unknown."""
        known = self.rural + self.urban
        return self.rural / known if known else None


@dataclass(frozen=True)
class InferredAudience:
    """The audience inferred from active adopters and from the stages in which the subjects are taught.

    All lists but `subject_stages` are empty, and `settlement` is None, if there are too few adopters.
    """

    adopters: int
    kinds: Sequence[KindShare]
    stages: Sequence[StageShare]
    contexts: Sequence[ContextShare]
    settlement: SettlementShare | None
    subject_stages: Sequence[SchoolStage]


@dataclass(frozen=True)
class PracticeAudience:
    """The declared audience of a practice, None without one, and the inferred audience."""

    declared: DeclaredAudience | None
    inferred: InferredAudience
    completeness: Completeness


def practice_audience(
    declared: DeclaredAudience,
    subject_stages: Collection[SchoolStage],
    adopters: Sequence[AdopterTraits],
    undated: int,
    day: date,
) -> PracticeAudience:
    """Return the audience of a practice on a day.

    `adopters` are the active adopters without the author. `undated` is the number of those whose start is unknown.
    """
    named = declared.names_organisations
    inferred = inferred_audience(adopters, subject_stages)
    gaps = [] if named else [wording.not_declared()]
    notes = []
    if len(adopters) < FEWEST_ADOPTERS:
        gaps.append(wording.too_few(len(adopters), day))
    else:
        notes.append(wording.basis(len(adopters), day))
        gaps += [wording.unknown(count, len(adopters), trait) for trait, count in unknown_traits(adopters) if count]
        gaps += [wording.undated(undated)] if undated else []
    return PracticeAudience(
        declared=declared if named or declared.subject_areas else None,
        inferred=inferred,
        completeness=Completeness(day, gaps=tuple(gaps), notes=tuple(notes)),
    )


def inferred_audience(adopters: Sequence[AdopterTraits], subject_stages: Collection[SchoolStage]) -> InferredAudience:
    """Return the audience inferred from adopters and from the stages in which the subjects are taught."""
    taught = [each for each in SchoolStage if each in subject_stages]
    count = len(adopters)
    if count < FEWEST_ADOPTERS:
        return InferredAudience(count, (), (), (), None, taught)
    stages = [each.stages for each in adopters if each.stages]
    contexts = [each.contexts for each in adopters if each.contexts is not None]
    settlements = Counter(each.settlement for each in adopters)
    return InferredAudience(
        adopters=count,
        kinds=[KindShare(*each) for each in shares([[each.kind] for each in adopters])],
        stages=[StageShare(*each) for each in shares(stages)],
        contexts=[ContextShare(*each) for each in shares(contexts)],
        settlement=SettlementShare(settlements[Settlement.RURAL], settlements[Settlement.URBAN], settlements[None]),
        subject_stages=taught,
    )


def shares(rows: Sequence[Sequence[T]]) -> list[tuple[T, int, float]]:
    """Return each term with its number of rows and its share of them, the most frequent first."""
    counts = Counter(term for row in rows for term in frozenset(row))
    ordered = sorted(counts.items(), key=lambda each: (-each[1], str(each[0].value)))
    return [(term, count, count / len(rows)) for term, count in ordered]


def unknown_traits(adopters: Sequence[AdopterTraits]) -> list[tuple[wording.Trait, int]]:
    """Return, for each trait, the number of adopters for which it is not known."""
    return [
        (wording.Trait.STAGES, sum(not each.stages and each.kind in TEACHING for each in adopters)),
        (wording.Trait.CONTEXTS, sum(each.contexts is None for each in adopters)),
        (wording.Trait.SETTLEMENT, sum(each.settlement is None for each in adopters)),
    ]
