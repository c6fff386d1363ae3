"""Tests of the conditions of organisations: settlements, stages of education, special conditions and equipment."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import stats

from generator.country import demo
from generator.drawing import conditions
from generator.drawing.organisations import Body
from graph_model.kinds.organisations import Organisation
from graph_model.terms import Equipment, MunicipalityType, OrganisationContext, OrganisationKind, SchoolStage
from tests.generator.countries import world_of
from tests.generator.stored_graph import nodes_by_id

WORLD = world_of(demo())
BODIES, CONDITIONS = WORLD.bodies.all, WORLD.conditions
INSTITUTIONS = [place for place, each in enumerate(BODIES) if CONDITIONS.rural[place] >= 0]
SCHOOLS = [place for place in INSTITUTIONS if BODIES[place].kind is OrganisationKind.SCHOOL]


def agrees(hits: Sequence[bool], share: float) -> bool:
    """Return whether a share of hits agrees with a probability."""
    assert len(hits) >= 10
    return bool(stats.binomtest(sum(hits), len(hits), share).pvalue > 0.001)


def type_of(body: Body) -> MunicipalityType:
    return WORLD.ground.municipalities[body.municipality].type


def pupils_of(place: int) -> int:
    pupils = BODIES[place].pupils
    assert pupils is not None
    return pupils


def test_the_type_of_the_municipality_decides_how_often_a_settlement_is_rural() -> None:
    types = {type_of(BODIES[place]) for place in INSTITUTIONS}
    assert len(types) > 1
    for kind in types:
        rural = [bool(CONDITIONS.rural[each]) for each in INSTITUTIONS if type_of(BODIES[each]) is kind]
        assert agrees(rural, conditions.RURAL[kind])


def test_schools_end_with_an_earlier_stage_only_if_they_are_small_or_basic_schools() -> None:
    for place in SCHOOLS:
        stages = CONDITIONS.stages[place]
        assert stages[0] is SchoolStage.PRIMARY
        if SchoolStage.SECONDARY not in stages:
            assert pupils_of(place) < conditions.UP_TO_BASIC or "ООШ" in BODIES[place].name
        if SchoolStage.BASIC not in stages:
            assert pupils_of(place) < conditions.PRIMARY_ONLY
    small = [place for place in SCHOOLS if pupils_of(place) < conditions.UP_TO_BASIC]
    assert agrees([SchoolStage.SECONDARY not in CONDITIONS.stages[place] for place in small if
                   "ООШ" not in BODIES[place].name], 0.65)  # fmt: skip


def test_kindergartens_have_preschool_education_and_methodical_organisations_no_stage() -> None:
    for place, body in enumerate(BODIES):
        if body.kind is OrganisationKind.KINDERGARTEN:
            assert CONDITIONS.stages[place] == (SchoolStage.PRESCHOOL,)
        if body.kind is OrganisationKind.MUNICIPAL_METHOD_SERVICE:
            assert CONDITIONS.stages[place] == ()


def test_small_rural_schools_are_the_schools_with_few_pupils_in_rural_settlements() -> None:
    marked = {each for each in INSTITUTIONS if OrganisationContext.SMALL_RURAL in CONDITIONS.contexts[each]}
    assert marked == {each for each in SCHOOLS if CONDITIONS.rural[each] and pupils_of(each) < conditions.SMALL}
    assert marked


def test_conditions_are_ordinary_if_none_of_the_others_is_stated() -> None:
    stated = {CONDITIONS.contexts[each] for each in INSTITUTIONS}
    assert (OrganisationContext.ORDINARY,) in stated
    assert all(each == (OrganisationContext.ORDINARY,) or OrganisationContext.ORDINARY not in each for each in stated)
    assert () not in stated


def test_special_needs_and_native_languages_are_as_frequent_as_documented() -> None:
    special = [OrganisationContext.SPECIAL_NEEDS in CONDITIONS.contexts[each] for each in INSTITUTIONS]
    assert agrees(special, conditions.SPECIAL_NEEDS)
    by_place: dict[bool, list[bool]] = {True: [], False: []}
    for each in INSTITUTIONS:
        spoken = WORLD.ground.regions[BODIES[each].region].code in conditions.WITH_NATIVE_LANGUAGE
        by_place[spoken].append(OrganisationContext.NATIVE_LANGUAGE in CONDITIONS.contexts[each])
    assert agrees(by_place[True], conditions.NATIVE_LANGUAGE)
    assert not any(by_place[False])


def test_equipment_depends_on_the_settlement() -> None:
    for equipment, shares in conditions.EQUIPPED.items():
        for rural, share in enumerate(shares):
            has = [equipment in CONDITIONS.equipment[each] for each in SCHOOLS if CONDITIONS.rural[each] == rural]
            assert agrees(has, share), equipment
    assert all(set(CONDITIONS.equipment[each]) <= {Equipment.BROADBAND} for each in INSTITUTIONS
               if BODIES[each].kind is OrganisationKind.KINDERGARTEN)  # fmt: skip


def test_an_organisation_reports_conditions_and_equipment_or_neither() -> None:
    records = [nodes_by_id()[BODIES[each].id] for each in INSTITUTIONS]
    reported = [each.contexts is not None for each in records if isinstance(each, Organisation)]
    assert agrees([not each for each in reported], conditions.NOT_REPORTED)
    for place, record in zip(INSTITUTIONS, records, strict=True):
        assert isinstance(record, Organisation)
        assert record.contexts in (None, CONDITIONS.contexts[place])
        assert record.equipment == (None if record.contexts is None else CONDITIONS.equipment[place] or None)
        assert record.settlement is CONDITIONS.settlement(place)
        assert record.school_stages == (CONDITIONS.stages[place] or None)


def test_partners_share_a_hidden_school_of_thought_more_often_than_by_chance() -> None:
    thought, pairs = WORLD.partnerships.thought, WORLD.partnerships.pairs
    generated = np.array([BODIES[each].kind is OrganisationKind.SCHOOL for each in range(len(BODIES))])
    schools = pairs[generated[pairs].all(axis=1)]
    same = thought[schools[:, 0]] == thought[schools[:, 1]]
    # pairs of different schools of thought pass with the probability 0.5, those of the same one always
    assert agrees(same.tolist(), 0.2 / (0.2 + 0.8 * 0.5))
