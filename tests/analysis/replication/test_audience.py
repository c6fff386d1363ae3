"""Tests of the fit of organisations to audiences, against a naive decision for one organisation at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.replication.audience import (
    FEWEST_ADOPTERS,
    INFERRED_SHARE,
    NOT_KNOWN,
    Audience,
    OrganisationTraits,
    fit_of,
    mask_of,
)
from analysis.vocabulary import FitReason
from graph_model.terms import Equipment, Level, OrganisationContext, OrganisationKind, SchoolStage

T = TypeVar("T", bound=Enum)
WITH_STAGES = (OrganisationKind.SCHOOL, OrganisationKind.KINDERGARTEN, OrganisationKind.COLLEGE)
KINDS = (*WITH_STAGES, OrganisationKind.CNPPM, OrganisationKind.MUNICIPAL_METHOD_SERVICE)


@dataclass(frozen=True)
class Described:
    """An organisation with its traits as sets of terms; None if they are not known."""

    kind: OrganisationKind
    level: Level
    stages: frozenset[SchoolStage] | None
    contexts: frozenset[OrganisationContext] | None
    equipment: frozenset[Equipment] | None


@dataclass(frozen=True)
class Wanted:
    """An audience as sets of terms."""

    kinds: frozenset[OrganisationKind]
    levels: frozenset[Level]
    stages: frozenset[SchoolStage]
    contexts: frozenset[OrganisationContext]
    resources: frozenset[Equipment]
    subject_stages: frozenset[SchoolStage]

    def masks(self) -> Audience:
        """Return the audience as bit masks."""
        return Audience(
            mask_of(self.kinds, OrganisationKind),
            mask_of(self.levels, Level),
            mask_of(self.stages, SchoolStage),
            mask_of(self.contexts, OrganisationContext),
            mask_of(self.resources, Equipment),
            mask_of(self.subject_stages, SchoolStage),
        )


def sets(vocabulary: type[T]) -> st.SearchStrategy[frozenset[T]]:
    return st.frozensets(st.sampled_from(list(vocabulary)), max_size=3)


ORGANISATIONS = st.lists(
    st.builds(
        Described,
        st.sampled_from(KINDS),
        st.sampled_from(list(Level)),
        st.none() | sets(SchoolStage),
        st.none() | sets(OrganisationContext),
        st.none() | sets(Equipment),
    ),
    min_size=1,
    max_size=30,
)
AUDIENCES = st.builds(
    Wanted,
    st.frozensets(st.sampled_from(KINDS), max_size=3),
    sets(Level),
    sets(SchoolStage),
    sets(OrganisationContext),
    sets(Equipment),
    sets(SchoolStage),
)
UNDECLARED = sets(SchoolStage).map(
    lambda stages: Wanted(frozenset(), frozenset(), frozenset(), frozenset(), frozenset(), stages)
)


def traits_of(organisations: list[Described]) -> OrganisationTraits:
    """Return the traits as arrays."""

    def masks(terms: list[frozenset[T] | None], vocabulary: type[T]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([NOT_KNOWN if each is None else mask_of(each, vocabulary) for each in terms], dtype=np.int64)

    return OrganisationTraits(
        kinds=np.array([list(OrganisationKind).index(each.kind) for each in organisations]),
        levels=np.array([list(Level).index(each.level) for each in organisations]),
        stages=masks([each.stages for each in organisations], SchoolStage),
        contexts=masks([each.contexts for each in organisations], OrganisationContext),
        equipment=masks([each.equipment for each in organisations], Equipment),
        rural=np.full(len(organisations), NOT_KNOWN),
    )


def naive(wanted: Wanted, one: Described) -> tuple[set[FitReason], set[FitReason]]:
    """Return why an organisation is outside of a declared audience, and why that is uncertain."""
    outside, uncertain = set(), set()
    if wanted.kinds and one.kind not in wanted.kinds:
        outside.add(FitReason.KIND)
    if wanted.levels and one.level not in wanted.levels:
        outside.add(FitReason.LEVEL)
    if wanted.stages and one.kind in WITH_STAGES:
        if not one.stages:
            uncertain.add(FitReason.STAGE)
        elif not one.stages & wanted.stages:
            outside.add(FitReason.STAGE)
    if wanted.contexts and one.contexts is None:
        uncertain.add(FitReason.CONTEXT)
    elif wanted.contexts and not (one.contexts or frozenset()) & wanted.contexts:
        outside.add(FitReason.CONTEXT)
    if wanted.resources and one.equipment is None:
        uncertain.add(FitReason.RESOURCES)
    elif not wanted.resources <= (one.equipment or frozenset()):
        outside.add(FitReason.RESOURCES)
    return outside, uncertain


@given(AUDIENCES, ORGANISATIONS)
def test_the_fit_to_a_declared_audience_is_decided_by_every_known_trait(
    wanted: Wanted, organisations: list[Described]
) -> None:
    assume(wanted.masks().declared)
    fit = fit_of(wanted.masks(), traits_of(organisations), np.zeros(0, dtype=np.int64))
    for place, one in enumerate(organisations):
        outside, uncertain = naive(wanted, one)
        assert {reason for reason, mask in fit.outside.items() if mask[place]} == outside
        assert set(fit.uncertainties(place)) == uncertain
        assert fit.excluded[place] == bool(outside)


@given(AUDIENCES, ORGANISATIONS)
def test_each_excluded_organisation_is_counted_once(wanted: Wanted, organisations: list[Described]) -> None:
    fit = fit_of(wanted.masks(), traits_of(organisations), np.zeros(0, dtype=np.int64))
    among = np.arange(len(organisations)) % 3 != 0
    counts = fit.first_reasons(among)
    assert sum(counts.values()) == np.count_nonzero(fit.excluded & among)
    assert all(counts.values())


@given(UNDECLARED, ORGANISATIONS, st.data())
def test_an_inferred_audience_excludes_nobody_and_marks_unusual_kinds_and_stages(
    wanted: Wanted, organisations: list[Described], data: st.DataObject
) -> None:
    places = range(len(organisations))
    adopters = data.draw(st.lists(st.sampled_from(places), unique=True))
    fit = fit_of(wanted.masks(), traits_of(organisations), np.array(adopters, dtype=np.int64))
    kinds = Counter(organisations[each].kind for each in adopters)
    usual = {kind for kind, count in kinds.items() if count >= INFERRED_SHARE * len(adopters)}
    assert not fit.excluded.any()
    for place, one in enumerate(organisations):
        expected = {FitReason.NOT_DECLARED}
        if len(adopters) >= FEWEST_ADOPTERS and one.kind not in usual:
            expected.add(FitReason.KIND)
        if wanted.subject_stages and one.kind in WITH_STAGES and not (one.stages or set()) & wanted.subject_stages:
            expected.add(FitReason.STAGE)
        assert set(fit.uncertainties(place)) == expected


def test_a_school_with_unknown_stages_is_uncertain_and_a_methodical_service_is_not() -> None:
    school = Described(OrganisationKind.SCHOOL, Level.LOCAL, None, frozenset(), frozenset())
    service = Described(OrganisationKind.MUNICIPAL_METHOD_SERVICE, Level.MUNICIPAL, None, None, None)
    audience = Audience(stages=mask_of([SchoolStage.BASIC], SchoolStage))
    fit = fit_of(audience, traits_of([school, service]), np.zeros(0, dtype=np.int64))
    assert fit.uncertainties(0) == (FitReason.STAGE,)
    assert fit.uncertainties(1) == ()
    assert not fit.excluded.any()
