"""Tests of `Query.projectTeam` on the small graph: constraints, evidence, and refused arguments."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph_model.kinds.competences import Competence, Theme
from resolvers.fields.country_links.arrays import COUNTRY_LINKS
from resolvers.fields.organisation_content import ORGANISATION_CONTENT
from resolvers.running.engine import Engine
from tests.resolvers.fields.reading import shared
from tests.resolvers.fields.test_organisation_content import Reference
from tests.resolvers.naive.tables import Tables
from tests.resolvers.requesting import operation, response_data

TEXT = operation("federal-center/project-team")
DAY = date(2024, 2, 28)
WITH_DAY = TEXT.replace("$lead: ID)", "$lead: ID, $asOf: Date, $nearKm: Float! = 20000)").replace(
    "lead: $lead)", "lead: $lead, asOf: $asOf, nearKm: $nearKm)"
)


async def team(engine: Engine, **given: object) -> Any:
    return (await response_data(engine, WITH_DAY, {"asOf": str(DAY), **given}))["projectTeam"]


def codes(tables: Tables, kind: type[Theme] | type[Competence]) -> list[str]:
    return sorted(each.content["code"] for each in tables.of_kind(kind))


@pytest.mark.parametrize("size", [2, 3, 5])
async def test_members_cover_what_their_records_show(small_engine: Engine, tables: Tables, size: int) -> None:
    themes, competences = codes(tables, Theme)[:3], codes(tables, Competence)[:3]
    found = await team(small_engine, themes=themes, competences=competences, size=size)
    # work that was finished earlier counts too, so that only records in force are certain to be counted
    records = Reference(tables, DAY).topics("themes")
    assert len(found["members"]) == size
    assert [each["isLead"] for each in found["members"]] == [True] + [False] * (size - 1)
    for member in found["members"]:
        assert member["covers"]
        member_id = member["organisation"]["id"]
        for covers in member["covers"]:
            (topic,) = [each for each in (covers["theme"], covers["competence"]) if each]
            assert topic["code"] in {*themes, *competences}
            assert 0 < covers["strength"] <= 1
            assert len(covers["evidence"]) == min(covers["records"], 5)
            if covers["theme"]:
                own = {
                    record for one, _, record, theme in records if (one, theme) == (member_id, f"Theme:{topic['code']}")
                }
                assert len(own) <= covers["records"]
                assert own <= {each["id"] for each in covers["evidence"]} or covers["records"] > 5
    assert found["optimal"]
    assert found["objective"] == found["bound"]
    assert found["completeness"]["asOf"] == DAY


async def test_covered_and_uncovered_topics_are_the_requested_ones(small_engine: Engine, tables: Tables) -> None:
    themes, competences = codes(tables, Theme), codes(tables, Competence)[:4]
    found = await team(small_engine, themes=themes, competences=competences, size=2)
    for name, missing, requested in (
        ("theme", "uncoveredThemes", themes),
        ("competence", "uncoveredCompetences", competences),
    ):
        covered = {each[name]["code"] for one in found["members"] for each in one["covers"] if each[name]}
        uncovered = {each["code"] for each in found[missing]}
        assert covered | uncovered == set(requested)
        assert not covered & uncovered


async def test_members_are_linked_to_the_lead_if_no_distance_is_allowed(small_engine: Engine, tables: Tables) -> None:
    found = await team(small_engine, themes=codes(tables, Theme), size=4, nearKm=0.0)
    lead, *others = found["members"]
    assert others
    assert lead["linkToLead"] is None
    assert all(each["linkToLead"] is not None for each in others)


async def test_a_requested_lead_leads(small_engine: Engine, tables: Tables) -> None:
    country = await shared(small_engine.database, COUNTRY_LINKS)
    existing = country.organisations.existing(DAY.toordinal())
    for number, identifier in enumerate(country.organisations.ids[:6]):
        if existing[number]:
            found = await team(small_engine, themes=codes(tables, Theme), size=3, lead=identifier)
            assert found["members"][0]["organisation"]["id"] == identifier
        else:
            answer = await small_engine.answer(
                WITH_DAY, {"themes": codes(tables, Theme), "size": 3, "lead": identifier, "asOf": str(DAY)}
            )
            assert "does not exist on 2024-02-28" in answer.body["errors"][0]["message"]


async def test_members_are_in_the_requested_regions(small_engine: Engine, tables: Tables) -> None:
    regions = {
        each["organisation"]["region"]["code"]
        for each in (await team(small_engine, themes=codes(tables, Theme), size=5))["members"]
    }
    for region in regions:
        found = await team(small_engine, themes=codes(tables, Theme), regions=[region], size=2)
        assert {each["organisation"]["region"]["code"] for each in found["members"]} == {region}


async def test_both_shared_arrays_number_organisations_alike(small_engine: Engine) -> None:
    content = await shared(small_engine.database, ORGANISATION_CONTENT)
    country = await shared(small_engine.database, COUNTRY_LINKS)
    assert list(content.organisation_ids) == list(country.organisations.ids)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "themes and competences name 0 topics. Give 1 to 12 codes."),
        ({"themes": [str(each) for each in range(13)]}, "themes and competences name 13 topics. Give 1 to 12 codes."),
        ({"size": 1}, "size is 1. Ask for 2 to 12 organisations."),
        ({"size": 13}, "size is 13. Ask for 2 to 12 organisations."),
        ({"nearKm": -1.0}, "nearKm is -1. Give 0 to 20,000 kilometres; 0 allows only linked members."),
        ({"regions": []}, "regions is empty. Give at least one code, or omit it to use the whole country."),
        (
            {"lead": "Theme:1"},
            "lead: 'Theme:1' is not the id of an organisation. Give one, such as 'Organisation:RU-ACADEMY'.",
        ),
        ({"themes": ["none"]}, "There is no theme with the code 'none'. Find codes with themes."),
        ({"competences": ["none"]}, "There is no competence with the code 'none'. Find codes with competences."),
        ({"regions": ["none"]}, "There is no region with the code 'none'. Find codes with regions."),
        (
            {"lead": "Organisation:none"},
            "lead: there is no organisation with the id 'Organisation:none'. Find ids with organisations.",
        ),
    ],
    ids=str,
)
async def test_refused_arguments_say_what_to_change(
    small_engine: Engine, tables: Tables, given: dict[str, Any], message: str
) -> None:
    default = {} if not given or "themes" in given or "competences" in given else {"themes": codes(tables, Theme)[:1]}
    answer = await small_engine.answer(WITH_DAY, {"size": 2, **default, **given})
    assert answer.body["errors"][0]["message"] == message
