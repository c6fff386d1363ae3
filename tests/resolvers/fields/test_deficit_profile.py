"""Tests of `deficitProfile`: the counted people, and the same rule for a region and all of its parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database, Reader
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.requesting import response_data

# school: number of people who lack reading, number of these who also lack mathematics
SCHOOLS = {"S1": (12, 9), "S2": (20, 15), "S3": (30, 25), "S4": (3, 3), "S5": (40, 20)}
PLACES = [
    "CREATE (:DataState {dataVersion: 1, modelVersion: 2})",
    "UNWIND ['16', '72'] AS code CREATE (:Region {id: 'Region:' + code, code: code, name: code})",
    """UNWIND ['1', '2'] AS key MATCH (region:Region {code: '16'})
    CREATE (:Municipality {id: 'Municipality:' + key, territoryId: key, oktmo: '1600000' + key})-[:IN_REGION]->(region)
    """,
    """UNWIND ['1', '2'] AS key
    CREATE (:Competence {id: 'Competence:C' + key, code: 'C' + key, name: key, scheme: 'TALIS_2018'})""",
    """UNWIND ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'] AS key
    CREATE (:Organisation {id: 'Organisation:' + key, orgId: key, name: key})""",
    """MATCH (school:Organisation), (region:Region)
    WHERE region.code = CASE school.orgId WHEN 'S6' THEN '72' ELSE '16' END
    CREATE (school)-[:LOCATED_IN]->(region)""",
    """MATCH (school:Organisation), (town:Municipality)
    WHERE town.territoryId = CASE WHEN school.orgId IN ['S1', 'S2'] THEN '1' WHEN school.orgId = 'S3' THEN '2' END
    CREATE (school)-[:LOCATED_IN]->(town)""",
]
PERSON = """
MATCH (school:Organisation {orgId: $school})
CREATE (person:Person {id: 'Person:' + $key, personId: $key, synthetic: $synthetic})
CREATE (person)-[:WORKS_AT {position: 'P', since: date($since), until: date($until)}]->(school)
WITH person UNWIND $deficits AS each MATCH (competence:Competence {code: each[0]})
CREATE (person)-[:TOOK]->(attempt:Attempt {id: 'Attempt:' + $key + each[0] + each[1], synthetic: $synthetic})
CREATE (attempt)-[:REVEALED]->(deficit:Deficit {id: 'Deficit:' + $key + each[0] + each[1], severity: each[1],
  synthetic: $synthetic})-[:IN_COMPETENCE]->(competence)
FOREACH (ignored IN CASE WHEN each[2] THEN [1] ELSE [] END | CREATE (person)-[:HAS_DEFICIT]->(deficit))
FOREACH (ignored IN CASE WHEN each[2] THEN [] ELSE [1] END | CREATE (person)-[:OVERCAME]->(deficit))
"""
PROFILE = """{ people suppressed method { name parameters } completeness { complete reason }
  competences { competence { code } people suppressed bySeverity { severity people } } }"""
TEXT = f"""query Profiles($school: String!) {{
  region(code: "16") {{ deficitProfile {PROFILE} }}
  municipality(oktmo: "16000001") {{ deficitProfile {PROFILE} }}
  organisation(orgId: $school) {{ deficitProfile {PROFILE} }}
}}"""
BY_HAND = """
MATCH (place {id: $place})<-[:LOCATED_IN]-(:Organisation)<-[job:WORKS_AT]-(person:Person {synthetic: true})
WHERE (job.until IS NULL OR job.until >= date()) AND (job.since IS NULL OR job.since <= date())
MATCH (person)-[:HAS_DEFICIT]->(:Deficit)-[:IN_COMPETENCE]->(competence)
RETURN competence.code, count(DISTINCT person)
"""
Deficit = tuple[str, str, bool]


def person(school: str, key: str, *deficits: Deficit, **others: object) -> dict[str, object]:
    usual = {"synthetic": True, "since": None, "until": None}
    return {
        "school": school,
        "key": f"{school}-{key}",
        "deficits": [list(each) for each in deficits],
        **usual,
        **others,
    }


def all_people() -> list[dict[str, object]]:
    reading, maths = ("C1", "LOW", True), ("C2", "HIGH", True)
    people = [
        person(school, str(number), *([reading, maths] if number < both else [reading]))
        for school, (with_deficit, both) in SCHOOLS.items()
        for number in range(with_deficit)
    ]
    graver = [person("S5", f"graver-{each}", ("C1", "MEDIUM", True), ("C1", "HIGH", True), maths) for each in range(7)]
    without_deficit = [
        person("S1", "left", reading, until="2020-01-01"),
        person("S1", "to come", reading, since="2999-01-01"),
        person("S1", "real", reading, synthetic=False),
        person("S1", "overcame", ("C1", "LOW", False)),
        person("S6", "elsewhere", reading),
    ]
    return [*people, *graver, *without_deficit]


@pytest_asyncio.fixture(scope="module")
async def territory(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over a region whose people have deficits."""

    async def written(run: Reader) -> None:
        for text in PLACES:
            await run(text, {})
        for each in all_people():
            await run(PERSON, each)

    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await database.write(written)
    yield Engine(schema(), COMPUTED, database)
    await database.close()


async def profile(engine: Engine, of: str, school: str = "S5") -> Any:
    return (await response_data(engine, TEXT, {"school": school}))[of]["deficitProfile"]


def numbers(found: Any) -> dict[str, int | None]:
    return {each["competence"]["code"]: each["people"] for each in found["competences"]}


@pytest.mark.parametrize(("of", "place"), [("region", "Region:16"), ("municipality", "Municipality:1")])
async def test_a_profile_counts_who_works_there_now_and_may_be_seen(territory: Engine, of: str, place: str) -> None:
    by_hand = await territory.database.read(BY_HAND, {"place": place})
    assert numbers(await profile(territory, of)) == {str(code): int(people) for code, people in by_hand}


async def test_everybody_counts_once(territory: Engine) -> None:
    found = await profile(territory, "region")
    assert found["people"] == sum(with_deficit for with_deficit, _ in SCHOOLS.values()) + 7
    assert found["method"] == {"name": "deficit profile", "parameters": {"smallestGroup": 5}}


async def test_a_person_counts_with_the_gravest_deficit(territory: Engine) -> None:
    found = await profile(territory, "organisation")
    reading = next(each for each in found["competences"] if each["competence"]["code"] == "C1")
    assert (reading["people"], reading["bySeverity"]) == (47, None)


@pytest.mark.parametrize("school", ["S4", "S5"])
async def test_a_small_school_is_withheld_with_what_would_tell_of_it(territory: Engine, school: str) -> None:
    # the small school and a larger one have no municipality; with the towns, they make up the region
    shown = {each: (await profile(territory, "organisation", each))["people"] for each in SCHOOLS}
    assert shown["S4"] is None
    assert list(shown.values()).count(None) >= 2
    found = await profile(territory, "organisation", "S4")
    assert (found["competences"], found["suppressed"], found["completeness"]["complete"]) == ([], 1, False)
    assert "менее пяти человек" in found["completeness"]["reason"]
    assert school in shown


async def test_a_region_without_people_has_an_empty_profile(territory: Engine) -> None:
    data = await response_data(territory, f'{{ municipality(oktmo: "none") {{ deficitProfile {PROFILE} }} }}')
    assert data == {"municipality": None}
    data = await response_data(territory, f'{{ region(code: "72") {{ deficitProfile {PROFILE} }} }}')
    assert data["region"]["deficitProfile"]["people"] is None


async def test_two_statements_answer_for_a_place(territory: Engine) -> None:
    before = territory.database.statements
    await response_data(territory, f'{{ region(code: "16") {{ deficitProfile {PROFILE} }} }}')
    assert territory.database.statements - before == 2
