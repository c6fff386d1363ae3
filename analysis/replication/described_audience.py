"""The audience of a practice for readers: the declared one, and what adopters and school subjects suggest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

import numpy as np

from analysis.answers import Completeness, Wording
from analysis.replication.audience import FEWEST_ADOPTERS, Audience
from analysis.replication.country import ReplicationCountry
from analysis.replication.surroundings import Integers
from graph_model.terms import Equipment, Level, OrganisationContext, OrganisationKind, SchoolStage

T = TypeVar("T", bound=Enum)


@dataclass(frozen=True)
class DeclaredAudience:
    """The audience that a practice declares; an empty list means any."""

    kinds: tuple[OrganisationKind, ...]
    levels: tuple[Level, ...]
    stages: tuple[SchoolStage, ...]
    contexts: tuple[OrganisationContext, ...]
    resources: tuple[Equipment, ...]


@dataclass(frozen=True)
class KindShare:
    """A kind of organisation with its share of the adopters, 0 to 1."""

    kind: OrganisationKind
    share: float


@dataclass(frozen=True)
class InferredAudience:
    """The audience that `adopters` adopters and the school subjects suggest; without enough adopters `kinds` is empty.

    `rural_share` is the share of rural settlements among the adopters whose settlement is known, or None.
    """

    adopters: int
    kinds: tuple[KindShare, ...]
    rural_share: float | None
    stages: tuple[SchoolStage, ...]


@dataclass(frozen=True)
class PracticeAudience:
    """The declared audience, None if the practice declares none, and the inferred one."""

    declared: DeclaredAudience | None
    inferred: InferredAudience
    completeness: Completeness


def described_audience(country: ReplicationCountry, practice: int, day: date) -> PracticeAudience:
    """Return the audience of a practice, given by its index, on a day."""
    audience = country.practices.audiences[practice]
    adopters = np.unique(country.holders(practice).before(float(day.toordinal())).others.organisations)
    gaps = tuple(missing(audience, len(adopters)))
    declared = declared_audience(audience) if audience.declared else None
    return PracticeAudience(declared, inferred_audience(country, audience, adopters), Completeness(day, gaps=gaps))


def declared_audience(audience: Audience) -> DeclaredAudience:
    """Return a declared audience as terms."""
    return DeclaredAudience(
        kinds=terms(audience.kinds, OrganisationKind),
        levels=terms(audience.levels, Level),
        stages=terms(audience.stages, SchoolStage),
        contexts=terms(audience.contexts, OrganisationContext),
        resources=terms(audience.resources, Equipment),
    )


def inferred_audience(country: ReplicationCountry, audience: Audience, adopters: Integers) -> InferredAudience:
    """Return the audience that some adopters and the school subjects suggest."""
    stages = terms(audience.subject_stages, SchoolStage)
    if len(adopters) < FEWEST_ADOPTERS:
        return InferredAudience(len(adopters), (), None, stages)
    counts = np.bincount(country.traits.kinds[adopters], minlength=len(OrganisationKind))
    order = np.argsort(-counts, kind="stable")
    kinds = list(OrganisationKind)
    shares = tuple(KindShare(kinds[each], counts[each] / len(adopters)) for each in order.tolist() if counts[each])
    rural = country.traits.rural[adopters]
    known = rural[rural >= 0]
    return InferredAudience(len(adopters), shares, float(known.mean()) if len(known) else None, stages)


def missing(audience: Audience, adopters: int) -> Iterator[Wording]:
    """Yield the sentences about missing data."""
    if not audience.declared:
        yield Wording("Практика не указала, для кого она предназначена.", "The practice declares no audience.")
    if adopters < FEWEST_ADOPTERS:
        yield Wording(
            f"Внедривших организаций: {adopters}. По ним аудитория не определяется (нужно не менее {FEWEST_ADOPTERS}).",
            f"It has {adopters} adopters; at least {FEWEST_ADOPTERS} are needed to infer an audience.",
        )


def terms(mask: int, vocabulary: type[T]) -> tuple[T, ...]:
    """Return the terms of a bit mask."""
    return tuple(each for place, each in enumerate(vocabulary) if mask >> place & 1)
