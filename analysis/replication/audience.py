"""The fit of organisations to the audience of a practice.

An organisation is outside of a declared audience if one of its known conditions contradicts it. An unknown condition
makes the fit uncertain. The stages of education of an audience concern schools, kindergartens and colleges; for other
organisations, such as methodical services, the kind decides. A practice that declares no audience has an inferred one:
the kinds of at least `INFERRED_SHARE` of its active adopters, and the stages in which its school subjects are taught.
Organisations outside of an inferred audience are uncertain, not outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TypeVar

import numpy as np

from analysis.models.numbers import distinct
from analysis.replication.surroundings import Integers, Truths
from analysis.vocabulary import FitReason
from graph_model.terms import Equipment, Level, OrganisationContext, OrganisationKind, SchoolStage

# a set of terms that is not known
NOT_KNOWN = -1
# an audience is inferred from at least this number of adopters; a kind belongs to it with at least this share of them
FEWEST_ADOPTERS, INFERRED_SHARE = 5, 0.05
# the kinds of organisations that have stages of education
TEACHING = frozenset({OrganisationKind.SCHOOL, OrganisationKind.KINDERGARTEN, OrganisationKind.COLLEGE})

T = TypeVar("T", bound=Enum)


def mask_of(terms: Iterable[T], vocabulary: type[T]) -> int:
    """Return a set of terms as a bit mask, in the order of their vocabulary."""
    members = list(vocabulary)
    return sum(1 << members.index(each) for each in frozenset(terms))


@dataclass(frozen=True)
class Audience:
    """The audience that a practice declares, as bit masks; an empty mask means any. `declared` is false without one.

    `kinds`, `levels`, `stages`, `contexts` and `resources` are masks of `OrganisationKind`, `Level`, `SchoolStage`,
    `OrganisationContext` and `Equipment`. `subject_stages` are the stages in which the school subjects of the practice
    are taught.
    """

    kinds: int = 0
    levels: int = 0
    stages: int = 0
    contexts: int = 0
    resources: int = 0
    subject_stages: int = 0

    @property
    def declared(self) -> bool:
        """Whether the practice declares an audience."""
        return bool(self.kinds | self.levels | self.stages | self.contexts | self.resources)


@dataclass(frozen=True, eq=False)
class OrganisationTraits:
    """The traits of n organisations: arrays [n].

    `kinds` and `levels` are indices into `OrganisationKind` and `Level`. `stages`, `contexts` and `equipment` are bit
    masks, `NOT_KNOWN` if unknown. A teaching organisation without stages has unknown ones. `rural` is 1 for a rural
    settlement, 0 for a town, and `NOT_KNOWN`.
    """

    kinds: Integers
    levels: Integers
    stages: Integers
    contexts: Integers
    equipment: Integers
    rural: Integers

    @classmethod
    def unknown(cls, kinds: Integers, levels: Integers) -> OrganisationTraits:
        """Return traits of which only kinds and levels are known."""
        nothing = np.full(len(kinds), NOT_KNOWN)
        return cls(kinds, levels, nothing, nothing, nothing, nothing)

    @cached_property
    def teaches(self) -> Truths:
        """The organisations that have stages of education [n]."""
        return np.isin(self.kinds, [place for place, kind in enumerate(OrganisationKind) if kind in TEACHING])


@dataclass(frozen=True, eq=False)
class AudienceFit:
    """The fit of n organisations: `outside` and `uncertain` hold masks [n] by reason."""

    size: int
    outside: Mapping[FitReason, Truths] = field(default_factory=dict)
    uncertain: Mapping[FitReason, Truths] = field(default_factory=dict)

    @property
    def excluded(self) -> Truths:
        """Which organisations are outside [n]."""
        return np.asarray(np.logical_or.reduce([*self.outside.values(), np.zeros(self.size, dtype=np.bool_)]))

    def first_reasons(self, among: Truths) -> dict[FitReason, int]:
        """Return the numbers of organisations among some that are outside, each counted for its first reason."""
        left, found = among.copy(), {}
        for reason, mask in self.outside.items():
            if count := int(np.count_nonzero(mask & left)):
                found[reason] = count
            left &= ~mask
        return found

    def uncertainties(self, organisation: int) -> tuple[FitReason, ...]:
        """Return why the fit of an organisation is uncertain."""
        return tuple(reason for reason, mask in self.uncertain.items() if mask[organisation])


def fit_of(audience: Audience, traits: OrganisationTraits, adopters: Integers) -> AudienceFit:
    """Return the fit of all organisations to a practice; `adopters` are its active adopters without the author."""
    if audience.declared:
        return declared_fit(audience, traits)
    uncertain = {FitReason.NOT_DECLARED: np.ones(len(traits.kinds), dtype=np.bool_)}
    if inferred := inferred_kinds(traits, adopters):
        uncertain[FitReason.KIND] = ~has_one(1 << traits.kinds, inferred)
    if audience.subject_stages:
        uncertain[FitReason.STAGE] = traits.teaches & ~has_one(known_stages(traits), audience.subject_stages)
    return AudienceFit(len(traits.kinds), {}, uncertain)


def inferred_kinds(traits: OrganisationTraits, adopters: Integers) -> int:
    """Return the kinds of the adopters as a mask, 0 if there are too few adopters."""
    different = distinct(adopters)
    if len(different) < FEWEST_ADOPTERS:
        return 0
    counts = np.bincount(traits.kinds[different], minlength=len(OrganisationKind))
    return sum(1 << kind for kind in np.flatnonzero(counts >= INFERRED_SHARE * len(different)).tolist())


def declared_fit(audience: Audience, traits: OrganisationTraits) -> AudienceFit:
    """Return the fit of all organisations to a declared audience."""
    size = len(traits.kinds)
    outside: dict[FitReason, Truths] = {}
    uncertain: dict[FitReason, Truths] = {}
    if audience.kinds:
        outside[FitReason.KIND] = ~has_one(1 << traits.kinds, audience.kinds)
    if audience.levels:
        outside[FitReason.LEVEL] = ~has_one(1 << traits.levels, audience.levels)
    if audience.stages:
        known = traits.stages > 0
        outside[FitReason.STAGE] = traits.teaches & known & ~has_one(traits.stages, audience.stages)
        uncertain[FitReason.STAGE] = traits.teaches & ~known
    if audience.contexts:
        known = traits.contexts != NOT_KNOWN
        outside[FitReason.CONTEXT] = known & ~has_one(traits.contexts, audience.contexts)
        uncertain[FitReason.CONTEXT] = ~known
    if audience.resources:
        known = traits.equipment != NOT_KNOWN
        outside[FitReason.RESOURCES] = known & ((audience.resources & ~traits.equipment) != 0)
        uncertain[FitReason.RESOURCES] = ~known
    return AudienceFit(size, outside, uncertain)


def known_stages(traits: OrganisationTraits) -> Integers:
    """Return the stages of education [n] as bit masks, 0 if they are not known."""
    return np.maximum(traits.stages, 0)


def has_one(masks: Integers, wanted: int) -> Truths:
    """Return which masks [n] contain one of the wanted terms."""
    return np.asarray((masks & wanted) != 0)


VOCABULARIES: Mapping[str, type[Enum]] = {
    "kinds": OrganisationKind,
    "levels": Level,
    "stages": SchoolStage,
    "contexts": OrganisationContext,
    "resources": Equipment,
}
