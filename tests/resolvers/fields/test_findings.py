"""Tests of `findings`: each planted violation is found and nothing else, in all scopes; missing data are stated."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from resolvers.fields import COMPUTED
from resolvers.fields.findings.rule_query import FindingScope
from resolvers.fields.findings.rules import RULES
from resolvers.running.engine import Engine
from schema.build import schema
from tests.resolvers.findings_graph import DAY, PLANTED, PlantedViolation, change, stored_rules, write_clean
from tests.resolvers.requesting import response_data

FIELDS = """{ totalCount
  nodes { rule { code severity } object { id } message missing }
  rules { rule { code } status checked violations undecided reasons }
  completeness { complete reason asOf } }"""
COUNTRY = f"query ($day: Date) {{ findings(first: 100, asOf: $day) {FIELDS} }}"
REGION = f'query ($code: String!) {{ region(code: $code) {{ findings(first: 100, asOf: "{DAY}") {FIELDS} }} }}'
OBJECT = f'query ($id: ID!) {{ findings(object: $id, asOf: "{DAY}") {FIELDS} }}'
IN_REGION = {each.code for each in RULES if each.applies_in(FindingScope.REGION)}


@pytest_asyncio.fixture
async def clean(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over a graph without violations; a test may change the graph once."""
    database = Database(scratch_connection, deadline=60)
    await write_clean(database)
    yield Engine(schema(), COMPUTED, database)
    await database.close()


async def changed(engine: Engine, text: str) -> None:
    await change(engine.database, text)


async def country(engine: Engine, day: str | None = DAY) -> Any:
    return (await response_data(engine, COUNTRY, {"day": day}))["findings"]


async def region(engine: Engine, code: str = "16") -> Any:
    return (await response_data(engine, REGION, {"code": code}))["region"]["findings"]


def pairs(found: Any) -> set[tuple[str, str | None]]:
    return {(each["rule"]["code"], each["object"] and each["object"]["id"]) for each in found["nodes"]}


def outcomes(found: Any) -> dict[str, Any]:
    return {each["rule"]["code"]: each for each in found["rules"]}


def test_every_rule_of_the_order_is_declared_once_and_has_a_planted_violation() -> None:
    codes = [f"R{number:02}" for number in range(1, 28)]
    assert [each.code for each in RULES] == codes
    assert sorted({each.rule for each in PLANTED}) == codes


async def test_a_graph_that_obeys_all_rules_has_no_findings_and_every_rule_has_objects(clean: Engine) -> None:
    found = await country(clean)
    assert found["nodes"] == []
    assert {code: each["status"] for code, each in outcomes(found).items()} == dict.fromkeys(outcomes(found), "DECIDED")
    assert len(found["rules"]) == len(RULES)
    assert all(each["checked"] > 0 and not each["reasons"] for each in found["rules"])
    assert found["completeness"] == {"complete": True, "reason": None, "asOf": date.fromisoformat(DAY)}


@pytest.mark.parametrize("planted", PLANTED, ids=lambda each: f"{each.rule} {each.says}")
async def test_a_planted_violation_is_found_alone_in_every_scope(clean: Engine, planted: PlantedViolation) -> None:
    await changed(clean, planted.change)
    found = await country(clean)
    assert pairs(found) == {(planted.rule, planted.object)}
    (finding,) = found["nodes"]
    assert planted.says in finding["message"]
    assert finding["missing"]
    assert "{" not in finding["message"] + "".join(finding["missing"])
    assert finding["rule"]["severity"] == dict(stored_rules())[planted.rule]
    assert outcomes(found)[planted.rule]["violations"] == 1
    if planted.rule in IN_REGION:
        assert (await region(clean))["nodes"] == found["nodes"]
        assert (await region(clean, "72"))["nodes"] == []
        assert (await response_data(clean, OBJECT, {"id": planted.object}))["findings"]["nodes"] == found["nodes"]


UNKNOWN = [
    ("R06", "MATCH (c:ExpertConclusion {code: '16'}) REMOVE c.concludedOn", "PARTLY", "День заключения не указан."),
    ("R11", "MATCH (a:Attempt {code: '16'}) REMOVE a.takenOn", "PARTLY", "День диагностики не указан."),
    ("R01", "MATCH (c {orgId: 'CNPPM16'}) REMOVE c.validFrom", "PARTLY", "День начала работы ЦНППМ не указан."),
    ("R04", "MATCH (u {orgId: 'PEDAGOGICAL_UNIVERSITY16'})-[it:FOUNDED_BY]->() DELETE it", "PARTLY", "Учредитель вуза"),
    ("R17", "MATCH ({personId: 'head16'})-[it:WORKS_AT]->() DELETE it", "PARTLY", "Должность участника"),
    ("R20", "MATCH (p:Program {code: '16'}) REMOVE p.hours", "PARTLY", "Объём программы не указан."),
    (
        "R15",
        "MATCH (c:DigitalResource {kind: 'CABINET'}) DETACH DELETE c",
        "UNDECIDED",
        "В графе нет ни одного личного",
    ),
    ("R16", "MATCH (t:ManagementTeam) DETACH DELETE t", "UNDECIDED", "В графе нет сведений об управленческих"),
    ("R24", "MATCH (d:Document)-[:FOR]->() DETACH DELETE d", "UNDECIDED", "В графе нет региональных нормативных"),
    ("R25", "MATCH (d:Document) DETACH DELETE d", "UNDECIDED", "В графе нет федеральных нормативных"),
    ("R27", "MATCH (d:Document {code: 'R-76'}) DETACH DELETE d", "UNDECIDED", "В графе нет распоряжения Р-76."),
    ("R13", "MATCH (:Program {code: 'A'})-[it:OFFERED_BY]->() DELETE it", "UNDECIDED", "В графе нет программ"),
    ("R22", "MATCH (p:NetworkProject) DETACH DELETE p", "NOTHING_TO_CHECK", "В данных нет ни одного объекта"),
]


@pytest.mark.parametrize(("rule", "text", "status", "reason"), UNKNOWN, ids=[each[0] for each in UNKNOWN])
async def test_a_rule_that_lacks_data_says_so_and_finds_nothing(
    clean: Engine, rule: str, text: str, status: str, reason: str
) -> None:
    await changed(clean, text)
    found = await country(clean)
    outcome = outcomes(found)[rule]
    assert (outcome["status"], outcome["violations"]) == (status, 0)
    assert outcome["reasons"][0].startswith(reason)
    assert rule not in {code for code, _ in pairs(found)}
    assert found["completeness"]["complete"] is (status == "NOTHING_TO_CHECK")
    if status != "NOTHING_TO_CHECK":
        assert rule in found["completeness"]["reason"]


async def test_the_day_of_the_data_is_the_default_and_rules_before_their_day_are_not_due(clean: Engine) -> None:
    assert (await country(clean, None))["completeness"]["asOf"] == date.fromisoformat(DAY)
    early = outcomes(await country(clean, "2020-12-01"))
    assert {code for code, each in early.items() if each["status"] == "NOT_DUE"} == {"R01", "R16", "R27"}
    assert early["R16"]["reasons"] == ["Срок правила – 31.12.2022."]


async def test_an_expired_certificate_counts_from_the_day_after_its_last_day(clean: Engine) -> None:
    assert ("R09", "RegisterEntry:16") not in pairs(await country(clean, "2025-11-01"))
    assert ("R09", "RegisterEntry:16") in pairs(await country(clean, "2025-11-02"))


async def test_rules_about_the_country_are_named_in_a_region(clean: Engine) -> None:
    found = outcomes(await region(clean))
    assert {code for code, each in found.items() if each["status"] == "COUNTRY_ONLY"} == {"R05", "R25", "R27"}


async def test_people_who_may_not_be_shown_are_neither_found_nor_counted(clean: Engine) -> None:
    await changed(clean, "MATCH (p:Person {personId: 'young16'})-[it:WORKS_AT]->() SET p.synthetic = false DELETE it")
    found = await country(clean)
    assert pairs(found) == set()
    assert outcomes(found)["R18"]["checked"] == 1


async def test_filters_and_pages_select_from_the_same_findings(clean: Engine) -> None:
    await changed(clean, "MATCH (:ExpertConclusion)-[it:SIGNED_BY]->() DELETE it")
    await changed(clean, "MATCH (p:Program {code: '16'}) SET p.hours = 2")
    everything = await country(clean)
    assert len(everything["nodes"]) == 3
    only = await response_data(clean, f'{{ findings(rule: ["R20"], asOf: "{DAY}") {FIELDS} }}')
    assert pairs(only["findings"]) == {("R20", "Program:16")}
    assert [*outcomes(only["findings"])] == ["R20"]
    severity = dict(stored_rules())["R07"]
    graver = await response_data(clean, f'{{ findings(severity: [{severity}], asOf: "{DAY}") {FIELDS} }}')
    assert pairs(graver["findings"]) == {
        (each["rule"]["code"], each["object"]["id"])
        for each in everything["nodes"]
        if each["rule"]["severity"] == severity
    }
    assert await paged(clean) == [each["object"]["id"] for each in everything["nodes"]]


async def paged(engine: Engine) -> list[str]:
    """Return the objects of all findings, read in pages of one."""
    text = f"""query ($after: String) {{ findings(first: 1, after: $after, asOf: "{DAY}") {{
      nodes {{ object {{ id }} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
    found: list[str] = []
    after = None
    while True:
        page = (await response_data(engine, text, {"after": after}))["findings"]
        found += [each["object"]["id"] for each in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


async def test_a_rule_that_the_graph_does_not_have_is_named(clean: Engine) -> None:
    await changed(clean, "MATCH (r:Rule {code: 'R20'}) DELETE r")
    found = await country(clean)
    assert "R20" not in outcomes(found)
    assert found["completeness"]["reason"] == "В графе нет правил: R20."


async def test_a_code_without_a_region_is_refused(clean: Engine) -> None:
    answer = await clean.answer('{ findings(region: "99") { totalCount } }')
    assert answer.body["errors"][0]["message"].startswith("There is no region with the code '99'")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ('rule: ["R28"]', "R28"),
        ('region: "16", object: "Region:16"', "Give one of them"),
        ('object: "Theme:TH01"', "No rule is about"),
        ("first: -1", "first"),
    ],
)
async def test_invalid_arguments_are_refused(clean: Engine, arguments: str, says: str) -> None:
    sent = clean.database.statements
    answer = await clean.answer(f"{{ findings({arguments}) {{ totalCount }} }}")
    assert says in answer.body["errors"][0]["message"]
    assert clean.database.statements == sent
