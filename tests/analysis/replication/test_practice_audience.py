"""Tests of the audience of a practice: the declared one, the one shown by adopters, and missing data."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analysis.replication.audience import FEWEST_ADOPTERS
from analysis.replication.practice_audience import (
    AdopterTraits,
    DeclaredAudience,
    PracticeAudience,
    practice_audience,
)
from analysis.vocabulary import Language
from graph_model.terms import OrganisationContext, OrganisationKind, SchoolStage, Settlement

DAY = date(2026, 3, 1)
NOTHING = DeclaredAudience((), (), (), (), (), ())
SCHOOLS = DeclaredAudience((OrganisationKind.SCHOOL,), (), (), (), (), ())
RURAL_SCHOOL = AdopterTraits(OrganisationKind.SCHOOL, Settlement.RURAL, (SchoolStage.PRIMARY,), ())
TOWN_SCHOOL = AdopterTraits(OrganisationKind.SCHOOL, Settlement.URBAN, tuple(SchoolStage)[1:], ())
UNKNOWN_SCHOOL = AdopterTraits(OrganisationKind.SCHOOL, None, None, None)
SERVICE = AdopterTraits(OrganisationKind.MUNICIPAL_METHOD_SERVICE, None, None, None)

ADOPTERS = st.lists(
    st.builds(
        AdopterTraits,
        st.sampled_from(list(OrganisationKind)[-5:]),
        st.none() | st.sampled_from(list(Settlement)),
        st.none() | st.lists(st.sampled_from(list(SchoolStage)), unique=True).map(tuple),
        st.none() | st.lists(st.sampled_from(list(OrganisationContext)), unique=True).map(tuple),
    ),
    max_size=20,
)


def audience(adopters: list[AdopterTraits], declared: DeclaredAudience = NOTHING) -> PracticeAudience:
    return practice_audience(declared, {SchoolStage.SECONDARY, SchoolStage.BASIC}, adopters, 0, DAY)


def sentences(found: PracticeAudience) -> str:
    return found.completeness.reason(Language.EN) or ""


def test_nothing_is_inferred_from_four_adopters_and_the_answer_says_so() -> None:
    found = audience([TOWN_SCHOOL] * 4, SCHOOLS)
    assert (found.inferred.adopters, found.inferred.settlement) == (4, None)
    assert not [*found.inferred.kinds, *found.inferred.stages, *found.inferred.contexts]
    assert "4 organisations besides the author use the practice on 2026-03-01; at least 5" in sentences(found)
    assert not found.completeness.complete


def test_stages_of_subjects_are_known_without_any_adopter() -> None:
    assert audience([]).inferred.subject_stages == [SchoolStage.BASIC, SchoolStage.SECONDARY]


def test_an_audience_that_is_not_declared_is_null_and_named_as_missing() -> None:
    found = audience([TOWN_SCHOOL] * 5)
    assert found.declared is None
    assert "The practice does not declare its audience." in sentences(found)
    assert audience([TOWN_SCHOOL] * 5, SCHOOLS).declared == SCHOOLS
    assert audience([TOWN_SCHOOL] * 5, SCHOOLS).completeness.complete


def test_adopters_do_not_change_the_declared_audience() -> None:
    assert audience([SERVICE] * 9, SCHOOLS).declared == audience([TOWN_SCHOOL] * 9, SCHOOLS).declared


def test_shares_refer_to_adopters_whose_trait_is_known() -> None:
    found = audience([RURAL_SCHOOL, TOWN_SCHOOL, TOWN_SCHOOL, TOWN_SCHOOL, UNKNOWN_SCHOOL, SERVICE])
    settlement, stages = found.inferred.settlement, {each.stage: each for each in found.inferred.stages}
    assert settlement is not None
    assert (settlement.rural, settlement.urban, settlement.unknown, settlement.rural_share) == (1, 3, 2, 0.25)
    assert (stages[SchoolStage.PRIMARY].adopters, stages[SchoolStage.PRIMARY].share) == (4, 1.0)
    assert (stages[SchoolStage.SECONDARY].adopters, stages[SchoolStage.SECONDARY].share) == (3, 0.75)
    # a methodical service has no stages, so that nothing is missing
    assert "Stages of education are not known: 1 of 6 adopters" in sentences(found)
    assert "Conditions are not known: 2 of 6 adopters" in sentences(found)


@given(ADOPTERS)
def test_inferred_shares_agree_with_counting(adopters: list[AdopterTraits]) -> None:
    inferred = audience(adopters).inferred
    if len(adopters) < FEWEST_ADOPTERS:
        assert not inferred.kinds
        return
    assert {each.kind: each.adopters for each in inferred.kinds} == {
        kind: sum(each.kind is kind for each in adopters) for kind in {each.kind for each in adopters}
    }
    assert [each.adopters for each in inferred.kinds] == sorted(
        (each.adopters for each in inferred.kinds), reverse=True
    )
    known = [each.contexts for each in adopters if each.contexts is not None]
    for share in inferred.contexts:
        assert share.share == sum(share.context in each for each in known) / len(known)
