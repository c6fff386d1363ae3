"""Tests of the register in force, of conflicts of interest and of the load of experts, with planted records."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.resolvers.findings_graph import change, write_clean
from tests.resolvers.requesting import response_data

DAY = "2024-06-01"
IN_FORCE = """query ($on: Date!) {
  programRegister(on: $on) { totalCount nodes { id } }
  registerEntries { totalCount }
  programs(inForceOn: $on, where: {code: {eq: "16"}}) { totalCount }
  programVersion(code: "16") { certificationPath(on: $on) { state problems { code record { id } } } }
  person(personId: "young16") { routeSuggestion(hours: 500, asOf: $on) { steps { item { __typename } } } }
  findings(rule: ["R06", "R07", "R09"], asOf: $on) { nodes { rule { code } object { id } } }
}"""
# the beginner has an open deficit that only the program of the region closes, in the distance form
OFFERED = "MATCH (p:Program {code: '16'}) SET p.forms = ['DISTANCE']"
LACKING = """MATCH (p:Person {personId: 'young16'}), (d:Deficit {code: '16'})
CREATE (p)-[:HAS_DEFICIT]->(d) SET d.severity = 'HIGH'"""


@pytest_asyncio.fixture
async def clean(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over a graph without violations, whose program a route can offer."""
    database = Database(scratch_connection, deadline=60)
    await write_clean(database)
    for text in (OFFERED, LACKING):
        await change(database, text)
    yield Engine(schema(), COMPUTED, database)
    await database.close()


async def seen(engine: Engine, on: str = DAY) -> dict[str, Any]:
    """Return the places that show whether the entry of region 16 is in force, and its flaws."""
    found = await response_data(engine, IN_FORCE, {"on": on})
    path = found["programVersion"]["certificationPath"]
    return {
        "register": "RegisterEntry:16" in {each["id"] for each in found["programRegister"]["nodes"]},
        "entries": found["registerEntries"]["totalCount"],
        "programs": found["programs"]["totalCount"] == 1,
        "route": bool(found["person"]["routeSuggestion"]["steps"]),
        "state": path["state"],
        "problems": {each["code"] for each in path["problems"]} - ALWAYS,
        "rules": {each["rule"]["code"] for each in found["findings"]["nodes"]},
    }


# the clean graph stores no application and no group
ALWAYS = {"NO_APPLICATION", "CONCLUSION_WITHOUT_GROUP"}
UNSIGNED = "MATCH (:ExpertConclusion {code: '16'})-[it:SIGNED_BY]->() DELETE it"
PLANTED = [
    (UNSIGNED, "NOT_IN_FORCE", {"CONCLUSION_WITHOUT_EXPERT", "CERTIFICATE_ON_UNSIGNED_CONCLUSION"}, {"R07"}),
    (
        "MATCH (c:ExpertConclusion {code: '16'}) SET c.verdict = 'NEGATIVE'",
        "NOT_IN_FORCE",
        {"CERTIFICATE_ON_OTHER_VERDICT"},
        {"R06"},
    ),
    (
        "MATCH (:Certificate {code: '16'})-[it:BASED_ON]->() DELETE it",
        "NOT_IN_FORCE",
        {"CERTIFICATE_WITHOUT_CONCLUSION"},
        {"R06"},
    ),
    (
        "MATCH (:RegisterEntry {code: '16'})-[it:UNDER]->() DELETE it",
        "NOT_IN_FORCE",
        {"ENTRY_WITHOUT_CERTIFICATE"},
        {"R09"},
    ),
    (
        "MATCH (c:Certificate {code: '16'}) SET c.validTo = date('2024-05-31')",
        "EXPIRED",
        {"ENTRY_OUTLIVES_CERTIFICATE"},
        {"R09"},
    ),
    (
        "MATCH (e:RegisterEntry {code: '16'}) SET e.leftOn = date('2024-06-01')",
        "REMOVED",
        {"REMOVAL_WITHOUT_REASON"},
        set(),
    ),
]


async def test_an_entry_in_force_is_counted_everywhere(clean: Engine) -> None:
    assert await seen(clean) == {
        "register": True,
        "entries": 2,
        "programs": True,
        "route": True,
        "state": "IN_REGISTER",
        "problems": set(),
        "rules": set(),
    }


@pytest.mark.parametrize(
    ("text", "state", "problems", "rules"), PLANTED, ids=[each[1] + each[0][6:50] for each in PLANTED]
)
async def test_an_entry_that_is_not_in_force_is_counted_nowhere_and_is_found(
    clean: Engine, text: str, state: str, problems: set[str], rules: set[str]
) -> None:
    await change(clean.database, text)
    assert await seen(clean) == {
        "register": False,
        "entries": 2,
        "programs": False,
        "route": False,
        "state": state,
        "problems": problems,
        "rules": rules,
    }


async def test_experts_who_may_not_be_shown_make_a_conclusion_signed(clean: Engine) -> None:
    await change(clean.database, "MATCH (p:Person) WHERE 'EXPERT' IN p.roles SET p.synthetic = false")
    found = await seen(clean)
    assert (found["register"], found["route"], found["state"], found["rules"]) == (True, True, "IN_REGISTER", set())
    text = '{ expertConclusions(where: {code: {eq: "16"}}) { nodes { experts { totalCount } conflicts { code } } } }'
    (conclusion,) = (await response_data(clean, text))["expertConclusions"]["nodes"]
    assert conclusion == {"experts": {"totalCount": 0}, "conflicts": []}
    says = "сведения о которых не показываются"
    assert says in (await conflicts(clean))["conflictsOfInterest"]["completeness"]["reason"]
    assert says in (await load(clean))[1]["reason"]


CONFLICTS = """query ($first: Int, $after: String, $where: ExpertConclusionWhere) {
  conflictsOfInterest(first: $first, after: $after, where: $where) {
    totalCount conclusions pageInfo { hasNextPage endCursor }
    nodes { conclusion { id } expert { id name } employer { id } provider { id } code text records { id } }
    completeness { complete truncated reason }
  }
  expertConclusions(where: {code: {eq: "16"}}) { nodes { conflicts { code employer { id } } } }
}"""
# the first expert of region 16 works at another organisation on the day of the conclusion
EMPLOYED_AT = """MATCH (e:Person {{personId: 'expert16'}}), (o:Organisation {{orgId: '{0}'}})
CREATE (e)-[:WORKS_AT {{position: 'methodist', since: date('{1}'), until: date('{2}'), sourceIds: ['s']}}]->(o)"""
DURING = ("2020-01-01", "2022-10-01")
PROVIDER, CENTRE, UNIVERSITY = "REGIONAL_INSTITUTE16", "CNPPM16", "PEDAGOGICAL_UNIVERSITY16"
CONNECTED = [
    ("EMPLOYED", PROVIDER, "MATCH (n) RETURN n LIMIT 0", "которая реализует эту программу"),
    ("UNIT", CENTRE, "MATCH (n) RETURN n LIMIT 0", "подразделением организации"),
    (
        "HOST",
        UNIVERSITY,
        f"MATCH (p {{orgId: '{PROVIDER}'}}), (s {{orgId: '{UNIVERSITY}'}}) CREATE (p)-[:UNIT_OF]->(s)",
        "подразделение которой",
    ),
    (
        "FOUNDER",
        UNIVERSITY,
        f"MATCH (p {{orgId: '{PROVIDER}'}}), (s {{orgId: '{UNIVERSITY}'}}) CREATE (p)-[:FOUNDED_BY]->(s)",
        "учредила",
    ),
    (
        "FOUNDED",
        UNIVERSITY,
        f"MATCH (p {{orgId: '{PROVIDER}'}}), (s {{orgId: '{UNIVERSITY}'}}) CREATE (s)-[:FOUNDED_BY]->(p)",
        "учреждённой",
    ),
    (
        "JOINT_PROJECT",
        UNIVERSITY,
        f"MATCH (p {{orgId: '{PROVIDER}'}}), (s {{orgId: '{UNIVERSITY}'}}) "
        "CREATE (p)-[:TAKES_PART {role: 'PARTICIPANT'}]->"
        "(:NetworkProject {id: 'NetworkProject:J', code: 'J', title: 'Общий', beganOn: date('2022-01-01')})"
        "<-[:TAKES_PART {role: 'PARTICIPANT'}]-(s)",
        "в общем проекте «Общий»",
    ),
]


async def conflicts(engine: Engine, **given: object) -> Any:
    return await response_data(engine, CONFLICTS, given)


async def test_experts_of_other_organisations_have_no_conflict(clean: Engine) -> None:
    found = await conflicts(clean)
    assert (found["conflictsOfInterest"]["totalCount"], found["conflictsOfInterest"]["conclusions"]) == (0, 0)
    assert found["expertConclusions"]["nodes"] == [{"conflicts": []}]


@pytest.mark.parametrize(("code", "employer", "text", "says"), CONNECTED, ids=[each[0] for each in CONNECTED])
async def test_a_planted_conflict_is_found_alone_with_its_records(
    clean: Engine, code: str, employer: str, text: str, says: str
) -> None:
    await change(clean.database, EMPLOYED_AT.format(employer, *DURING))
    await change(clean.database, "CREATE (:DataSource {id: 'DataSource:s', sourceId: 's', name: 's', licence: 's'})")
    await change(clean.database, text)
    found = await conflicts(clean)
    (conflict,) = found["conflictsOfInterest"]["nodes"]
    assert says in conflict.pop("text")
    assert conflict == {
        "conclusion": {"id": "ExpertConclusion:16"},
        "expert": {"id": "Person:expert16", "name": None},
        "employer": {"id": f"Organisation:{employer}"},
        "provider": {"id": f"Organisation:{PROVIDER}"},
        "code": code,
        "records": [{"id": "DataSource:s"}, *([{"id": "NetworkProject:J"}] if code == "JOINT_PROJECT" else [])],
    }
    assert found["conflictsOfInterest"]["completeness"]["complete"]
    assert found["expertConclusions"]["nodes"] == [
        {"conflicts": [{"code": code, "employer": {"id": f"Organisation:{employer}"}}]}
    ]


@pytest.mark.parametrize("days", [("2020-01-01", "2022-09-30"), ("2022-10-02", "2023-01-01")])
async def test_another_time_of_employment_is_no_conflict(clean: Engine, days: tuple[str, str]) -> None:
    await change(clean.database, EMPLOYED_AT.format(PROVIDER, *days))
    assert (await conflicts(clean))["conflictsOfInterest"]["nodes"] == []


async def test_conclusions_without_a_day_are_reported_as_not_checked(clean: Engine) -> None:
    await change(clean.database, EMPLOYED_AT.format(PROVIDER, *DURING))
    await change(clean.database, "MATCH (c:ExpertConclusion {code: '16'}) REMOVE c.concludedOn")
    found = (await conflicts(clean))["conflictsOfInterest"]
    assert (found["nodes"], found["completeness"]["complete"]) == ([], False)
    assert "День не указан у 1 заключения" in found["completeness"]["reason"]


async def test_the_filter_and_the_pages_select_from_the_same_conflicts(clean: Engine) -> None:
    for employer in (PROVIDER, CENTRE):
        await change(clean.database, EMPLOYED_AT.format(employer, *DURING))
    first = (await conflicts(clean, first=1))["conflictsOfInterest"]
    assert (first["totalCount"], first["conclusions"], first["pageInfo"]["hasNextPage"]) == (2, 1, True)
    second = (await conflicts(clean, first=1, after=first["pageInfo"]["endCursor"]))["conflictsOfInterest"]
    assert {each["code"] for page in (first, second) for each in page["nodes"]} == {"EMPLOYED", "UNIT"}
    for region, count in (("16", 2), ("72", 0)):
        where = {"version": {"program": {"provider": {"region": {"code": {"eq": region}}}}}}
        assert (await conflicts(clean, where=where))["conflictsOfInterest"]["totalCount"] == count


LOAD = """query ($from: Date!, $until: Date!, $regions: [String!]) {
  expertLoad(from: $from, until: $until, regions: $regions) {
    regions { region { code } suppressed experts conclusions medianPerExpert highestPerExpert }
    completeness { complete reason }
  } }"""
THREE_MORE = """MATCH (r:Region {code: '16'}), (c:ExpertConclusion {code: '16'}) UNWIND [1, 2, 3] AS number
CREATE (p:Person {id: 'Person:more' + number, personId: 'more' + number, synthetic: true, roles: ['TEACHER']})
CREATE (c)-[:SIGNED_BY]->(p)-[:BELONGS_TO]->(r)"""
IN_2022 = {"from": "2022-01-01", "until": "2022-12-31"}


async def load(engine: Engine, **given: object) -> tuple[dict[str, Any], Any]:
    found = (await response_data(engine, LOAD, {**IN_2022, **given}))["expertLoad"]
    return {each["region"]["code"]: each for each in found["regions"]}, found["completeness"]


async def test_the_load_of_few_experts_is_withheld_and_that_of_five_is_counted(clean: Engine) -> None:
    await change(clean.database, THREE_MORE)
    regions, completeness = await load(clean)
    assert completeness == {"complete": True, "reason": None}
    assert regions["72"]["suppressed"]
    assert all(regions["72"][name] is None for name in ("experts", "conclusions", "highestPerExpert"))
    assert regions["16"] == {
        "region": {"code": "16"},
        "suppressed": False,
        "experts": 5,
        "conclusions": 1,
        "medianPerExpert": 1.0,
        "highestPerExpert": 1,
    }


async def test_the_period_limits_conclusions_and_signers_without_the_role(clean: Engine) -> None:
    await change(clean.database, THREE_MORE)
    regions, _ = await load(clean, **{"from": "2022-10-02"})
    assert regions["16"]["suppressed"], "only the two people with the role are left"
    regions, _ = await load(clean, until="2022-10-01", regions=["16"])
    assert [*regions] == ["16"]
    assert regions["16"]["experts"] == 5


async def test_conclusions_that_belong_to_no_period_or_region_are_reported(clean: Engine) -> None:
    await change(clean.database, "MATCH (c:ExpertConclusion {code: '72'}) REMOVE c.concludedOn")
    await change(clean.database, "MATCH (:Person {personId: 'expert16'})-[it:BELONGS_TO]->() DELETE it")
    _, completeness = await load(clean)
    assert completeness["reason"] == (
        "Заключений без даты, которые не учтены: 1. Эксперты, субъект которых не указан, подписали 1 заключение."
    )


async def test_invalid_arguments_of_the_load_are_refused(clean: Engine) -> None:
    sent = clean.database.statements
    answer = await clean.answer(LOAD, {"from": "2023-01-01", "until": "2022-01-01"})
    assert "before from" in answer.body["errors"][0]["message"]
    assert clean.database.statements == sent
    answer = await clean.answer(LOAD, {**IN_2022, "regions": ["98"]})
    assert "98" in answer.body["errors"][0]["message"]
