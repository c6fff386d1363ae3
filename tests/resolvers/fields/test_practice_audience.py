"""Tests of `Practice.audience` over a hand-made graph: seven adopters besides the author, one with an unknown start."""

from __future__ import annotations

from typing import Any

import pytest_asyncio

from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data

AUDIENCE = """query Audience($code: String = "P1", $asOf: Date = "2026-01-01") { practice(code: $code) {
  audience(asOf: $asOf) {
    declared { kinds levels stages contexts resources subjectAreas { code } }
    inferred { adopters kinds { kind adopters share } stages { stage adopters share } contexts { context adopters }
      settlement { rural urban unknown ruralShare } subjectStages }
    completeness { complete reason } } } }"""
TRAITS = """
MATCH (school:Organisation) WHERE school.orgId IN ['S2', 'S3', 'S4']
SET school.settlement = 'RURAL', school.schoolStages = ['PRIMARY'], school.contexts = ['SMALL_RURAL']
WITH collect(school) AS schools
MATCH (practice:Practice {code: 'P1'})
SET practice.audienceKinds = ['SCHOOL'], practice.resourcesNeeded = ['BROADBAND']
CREATE (practice)-[:FOR_SUBJECT]->(:SubjectArea {id: 'SubjectArea:CHE', code: 'CHE', name: 'Химия',
  standardArea: 'Естественно-научные предметы', primary: false, basic: true, secondary: true})
"""


@pytest_asyncio.fixture(scope="module")
async def engine(spread_engine: Engine) -> Engine:
    """Return the engine over the graph with traits of organisations and a declared audience."""
    await spread_engine.database.define(TRAITS)
    return spread_engine


async def audience(engine: Engine, **given: object) -> Any:
    return (await response_data(engine, AUDIENCE, given))["practice"]["audience"]


async def test_the_declared_audience_is_that_of_the_record_with_its_subjects(engine: Engine) -> None:
    assert (await audience(engine))["declared"] == {
        "kinds": ["SCHOOL"],
        "levels": [],
        "stages": [],
        "contexts": [],
        "resources": ["BROADBAND"],
        "subjectAreas": [{"code": "CHE"}],
    }


async def test_the_inferred_audience_counts_active_adopters_without_the_author(engine: Engine) -> None:
    found = await audience(engine)
    assert found["inferred"] == {
        "adopters": 7,
        "kinds": [{"kind": "SCHOOL", "adopters": 7, "share": 1.0}],
        "stages": [{"stage": "PRIMARY", "adopters": 3, "share": 1.0}],
        "contexts": [{"context": "SMALL_RURAL", "adopters": 3}],
        "settlement": {"rural": 3, "urban": 0, "unknown": 4, "ruralShare": 1.0},
        "subjectStages": ["BASIC", "SECONDARY"],
    }
    assert "Не указан тип населённого пункта: 4 из 7" in found["completeness"]["reason"]
    assert "Дата начала внедрения не известна: 1 организация" in found["completeness"]["reason"]


async def test_an_earlier_day_has_too_few_adopters(engine: Engine) -> None:
    found = await audience(engine, asOf="2020-03-15")
    assert (found["inferred"]["adopters"], found["inferred"]["kinds"]) == (4, [])
    assert "применяют 4 организации, нужно не менее 5" in found["completeness"]["reason"]


async def test_an_abandoned_adoption_does_not_count_from_its_last_day_on(engine: Engine) -> None:
    await engine.database.define("MATCH (each:Adoption {code: 'D'}) SET each.endedOn = date('2021-01-01')")
    assert (await audience(engine, asOf="2020-12-31"))["inferred"]["adopters"] == 5
    assert (await audience(engine, asOf="2021-01-01"))["inferred"]["adopters"] == 4
    await engine.database.define("MATCH (each:Adoption {code: 'D'}) REMOVE each.endedOn")


async def test_a_practice_without_declaration_and_adopters_says_what_is_missing(engine: Engine) -> None:
    found = await audience(engine, code="P3")
    assert found["declared"] is None
    assert found["completeness"]["reason"].startswith("Автор не указал, для каких организаций практика.")
