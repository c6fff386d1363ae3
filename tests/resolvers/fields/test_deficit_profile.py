"""Tests of `deficitProfile`: the counted people of a day, and the same rule for a region and all of its parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
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
SCHOOLS = {"S1": (22, 9), "S2": (31, 18), "S3": (30, 25), "S4": (3, 3), "S5": (41, 20)}
PLACES = [
    "CREATE (:DataState {dataVersion: 1, modelVersion: 2})",
    "UNWIND ['16', '72'] AS code CREATE (:Region {id: 'Region:' + code, code: code, name: code})",
    """UNWIND ['1', '2'] AS key MATCH (region:Region {code: '16'})
    CREATE (:Municipality {id: 'Municipality:' + key, territoryId: key, oktmo: '1600000' + key})-[:IN_REGION]->(region)
    """,
    """UNWIND ['1', '2'] AS key
    CREATE (:Competence {id: 'Competence:C' + key, code: 'C' + key, name: key, scheme: 'TALIS_2018'})""",
    """CREATE (area:SubjectArea {id: 'SubjectArea:MATH', code: 'MATH', name: 'математика'})
    CREATE (:Diagnostic {id: 'Diagnostic:M', code: 'M', kind: 'SUBJECT', highestScore: 50.0})-[:FOR_SUBJECT]->(area)
    CREATE (:Diagnostic {id: 'Diagnostic:G', code: 'G', kind: 'METHODICAL', highestScore: 100.0})""",
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
CREATE (person:Person {id: 'Person:' + $key, personId: $key, synthetic: $synthetic})
WITH person UNWIND $jobs AS job
MATCH (school:Organisation {orgId: job[0]})
CREATE (person)-[:WORKS_AT {position: 'P', since: date(job[1]), until: date(job[2])}]->(school)
WITH DISTINCT person UNWIND $deficits AS each
MATCH (competence:Competence {code: each.lacks}), (diagnostic:Diagnostic {code: each.diagnostic})
CREATE (person)-[:TOOK]->(attempt:Attempt {id: 'Attempt:' + $key + each.key, synthetic: $synthetic,
  takenOn: date(each.on), score: each.score})-[:OF]->(diagnostic)
CREATE (attempt)-[:REVEALED]->(deficit:Deficit {id: 'Deficit:' + $key + each.key, severity: each.severity,
  foundOn: date(each.on), closedOn: date(each.closed), synthetic: $synthetic})-[:IN_COMPETENCE]->(competence)
FOREACH (ignored IN CASE WHEN each.closed IS NULL THEN [1] ELSE [] END | CREATE (person)-[:HAS_DEFICIT]->(deficit))
FOREACH (ignored IN CASE WHEN each.closed IS NULL THEN [] ELSE [1] END | CREATE (person)-[:OVERCAME]->(deficit))
"""
PROFILE = """{ day subjectArea { code } people suppressed method { name parameters } completeness { complete reason }
  competences { competence { code } people suppressed bySeverity { severity people } }
  results { kind subjectArea { code } people attempts meanScore suppressed } }"""
TEXT = f"""query Profiles($school: String!, $day: Date, $subject: String) {{
  region(code: "16") {{ deficitProfile(asOf: $day, subjectArea: $subject) {PROFILE} }}
  municipality(oktmo: "16000001") {{ deficitProfile(asOf: $day, subjectArea: $subject) {PROFILE} }}
  organisation(orgId: $school) {{ deficitProfile(asOf: $day, subjectArea: $subject) {PROFILE} }}
}}"""
MAY, JUNE, JULY = "2024-05-31", "2024-06-30", "2024-07-31"


def deficit(lacks: str, on: str = "2024-05-10", closed: str | None = None, **others: object) -> dict[str, object]:
    usual = {"severity": "LOW", "diagnostic": "M" if lacks == "C2" else "G", "score": 30.0}
    return {"lacks": lacks, "on": on, "closed": closed, "key": f"{lacks}{on}", **usual, **others}


def person(school: str, key: str, *deficits: dict[str, object], **others: object) -> dict[str, object]:
    usual = {"synthetic": True, "jobs": [[school, None, None]]}
    return {"key": f"{school}-{key}", "deficits": list(deficits), **usual, **others}


def all_people() -> list[dict[str, object]]:
    reading, maths = deficit("C1"), deficit("C2")
    people = [
        person(school, str(number), *([reading, maths] if number < both else [reading]))
        for school, (with_deficit, both) in SCHOOLS.items()
        for number in range(with_deficit)
    ]
    found_in_june = [person("S5", f"june-{each}", deficit("C1", "2024-06-10")) for each in range(10)]
    closed_in_july = [person("S5", f"july-{each}", deficit("C1", closed="2024-07-20")) for each in range(20)]
    two_jobs = [
        person("S1", f"two-{each}", reading, jobs=[["S1", "2020-01-01", None], ["S3", "2021-01-01", None]])
        for each in range(10)
    ]
    without_deficit = [
        *(person("S1", f"left {each}", reading, jobs=[["S1", None, "2020-01-01"]]) for each in range(10)),
        *(person("S1", f"to come {each}", reading, jobs=[["S1", "2999-01-01", None]]) for each in range(10)),
        *(person("S1", f"real {each}", reading, synthetic=False) for each in range(10)),
        person("S6", "elsewhere", reading),
    ]
    return [*people, *found_in_june, *closed_in_july, *two_jobs, *without_deficit]


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


async def profile(
    engine: Engine, of: str, day: str | None = MAY, school: str = "S5", subject: str | None = None
) -> Any:
    sent = {"school": school, "day": day, "subject": subject}
    return (await response_data(engine, TEXT, sent))[of]["deficitProfile"]


def numbers(found: Any) -> dict[str, int | None]:
    return {each["competence"]["code"]: each["people"] for each in found["competences"]}


async def test_a_profile_counts_who_worked_there_on_the_day_and_may_be_seen(territory: Engine) -> None:
    # 22 + 31 + 30 + 3 + 41 people, 20 whose deficit was closed later, and 10 with two jobs
    assert numbers(await profile(territory, "region")) == {"C1": 155, "C2": 75}
    # in the chain, S4, S5 and the 20 make 64 people, S1 with the 10 makes 96, S2 127
    assert numbers(await profile(territory, "municipality")) == {"C1": 60, "C2": 25}


async def test_a_profile_contains_the_deficits_that_were_open_on_the_day(territory: Engine) -> None:
    found = [await profile(territory, "region", day) for day in (MAY, JUNE, JULY)]
    assert [(each["people"], numbers(each)["C1"]) for each in found] == [(155, 155), (165, 165), (145, 145)]


async def test_a_profile_is_of_the_last_day_of_a_month_and_says_so(territory: Engine) -> None:
    found = await profile(territory, "region", "2024-07-15")
    assert (found["day"], found["people"]) == (date(2024, 6, 30), 165)
    assert "Профиль на 30.06.2024" in found["completeness"]["reason"]
    last = date.today().replace(day=1) - timedelta(days=1)
    assert (await profile(territory, "region", None))["day"] in (last, date.today())


async def test_a_person_with_two_jobs_counts_at_the_earlier_one(territory: Engine) -> None:
    first, second = [numbers(await profile(territory, "organisation", school=each))["C1"] for each in ("S1", "S3")]
    # S1 ends the chain of 64 at 96 people, and S3 that of 127 at 157
    assert (first, second) == (30, 30)


async def test_a_profile_of_a_subject_has_the_deficits_that_its_diagnostics_revealed(territory: Engine) -> None:
    found = await profile(territory, "region", subject="MATH")
    assert (found["subjectArea"], found["people"], numbers(found)) == ({"code": "MATH"}, None, {"C2": 75})
    assert [each["subjectArea"] for each in found["results"]] == [{"code": "MATH"}]
    assert "диагностиками этого предмета" in found["completeness"]["reason"]


async def test_results_of_different_kinds_are_apart_and_are_shares_of_the_highest_score(territory: Engine) -> None:
    found = (await profile(territory, "region"))["results"]
    assert [(each["kind"], each["subjectArea"], each["people"], each["meanScore"]) for each in found] == [
        ("METHODICAL", None, 155, 30),
        ("SUBJECT", {"code": "MATH"}, 75, 60),
    ]


@pytest.mark.parametrize("school", ["S4", "S6"])
async def test_a_small_school_is_withheld(territory: Engine, school: str) -> None:
    found = await profile(territory, "organisation", school=school)
    assert (found["people"], set(numbers(found).values()) - {None}) == (None, set())
    assert (found["suppressed"] > 0, found["completeness"]["complete"]) == (True, False)
    assert "слишком малых" in found["completeness"]["reason"]


async def test_a_region_with_few_people_shows_no_competence(territory: Engine) -> None:
    found = await response_data(territory, f'{{ region(code: "72") {{ deficitProfile(asOf: "{MAY}") {PROFILE} }} }}')
    assert (found["region"]["deficitProfile"]["people"], found["region"]["deficitProfile"]["competences"]) == (None, [])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ('asOf: "2999-01-01"', "in the future"),
        ('asOf: "2020-12-30"', "Profiles begin with 2020-12-31"),
        ('subjectArea: "none"', "no school subject with the code 'none'"),
    ],
)
async def test_a_day_or_a_subject_without_a_profile_is_refused(territory: Engine, arguments: str, message: str) -> None:
    text = f'{{ region(code: "16") {{ deficitProfile({arguments}) {{ people }} }} }}'
    [error] = (await territory.answer(text)).body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert message in error["message"]


@pytest.mark.parametrize(("month", "subject"), [("04", ""), ("03", ', subjectArea: "MATH"')])
async def test_two_statements_answer_for_a_place(territory: Engine, month: str, subject: str) -> None:
    text = f'{{ region(code: "16") {{ deficitProfile(asOf: "2023-{month}-15"{subject}) {{ people }} }} }}'
    sent = []
    for _ in range(2):
        before = territory.database.statements
        await response_data(territory, text)
        sent.append(territory.database.statements - before)
    # the first answer also reads the version of the data, for the cache
    assert sent == [3, 1]


async def test_the_open_deficits_of_a_person_can_be_read_for_a_day(territory: Engine) -> None:
    text = """query Open($day: Date!) { person(personId: "S5-july-0") {
      deficits(where: {foundOn: {lte: $day}}) { totalCount }
      overcomeDeficits(where: {foundOn: {lte: $day}, closedOn: {gt: $day}}) { totalCount }
    } }"""
    found = [(await response_data(territory, text, {"day": day}))["person"] for day in (MAY, JULY)]
    counts = [(each["deficits"]["totalCount"], each["overcomeDeficits"]["totalCount"]) for each in found]
    assert counts == [(0, 1), (0, 0)]
