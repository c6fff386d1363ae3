"""Tests of stored findings: runs, their comparison, people, and changes during a run."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.data_state import record_change, stored_state
from graph_model.database.driver import Database
from jobs.errors import ChangedMeanwhileError
from jobs.findings.comparing import RuleChange, changes, key_of_object
from jobs.findings.storing import LatestRun, latest_checks, latest_run, store_checks
from resolvers.fields import COMPUTED
from resolvers.fields.findings.country import check_country
from resolvers.running.engine import Engine
from schema.build import schema
from tests.resolvers.findings_graph import DAY, change, write_clean
from tests.resolvers.requesting import response_data

UNSIGNED = "MATCH (:ExpertConclusion {code: '16'})-[it:SIGNED_BY]->() DELETE it"
SHORT = "MATCH (p:Program {code: '16'}) SET p.hours = 15"
LONG = "MATCH (p:Program {code: '16'}) SET p.hours = 16"
WITHOUT_WORK = "MATCH ({personId: 'young16'})-[it:WORKS_AT]->() DELETE it"
WITHOUT_TEAMS = "MATCH (t:ManagementTeam) DETACH DELETE t"
ONE_TEAM = "MATCH (t:ManagementTeam {code: '162'}) DETACH DELETE t"
STORED = """{ ruleChecks(where: {run: {eq: 1}}, first: 50) { totalCount nodes {
  code rule status checked violations undecided violators sources { sourceId } } } }"""


@pytest_asyncio.fixture
async def graph(scratch: Database) -> Database:
    """Return the writable database with the graph without violations."""
    await write_clean(scratch)
    return scratch


async def store_run(database: Database, day: str = DAY) -> LatestRun:
    version = (await stored_state(database)).data_version
    return await store_checks(database, await check_country(database, date.fromisoformat(day)), version)


async def changed_rules(database: Database, day: str = DAY) -> dict[str, RuleChange]:
    """Return the rules that changed since the last run, or cannot be compared with it."""
    found = changes(await latest_checks(database), await check_country(database, date.fromisoformat(day)))
    return {each.rule: each for each in found if each.opened or each.closed or not each.comparable}


async def test_opened_and_closed_findings_are_those_that_changed_since_the_last_run(graph: Database) -> None:
    await change(graph, SHORT)
    await store_run(graph)
    assert await changed_rules(graph) == {}
    await change(graph, LONG)
    await change(graph, UNSIGNED)
    found = await changed_rules(graph)
    assert {rule: [each.object for each in one.opened] for rule, one in found.items()} == {
        "R07": ["ExpertConclusion:16"],
        "R20": [],
    }
    assert found["R20"].closed == ["Program:16"]


async def test_a_rule_that_can_no_longer_be_decided_has_no_closed_findings(graph: Database) -> None:
    await change(graph, ONE_TEAM)
    await store_run(graph)
    await change(graph, WITHOUT_TEAMS)
    found = await changed_rules(graph)
    assert [(rule, each.comparable, each.closed) for rule, each in found.items()] == [("R16", False, ())]


async def test_an_object_that_can_no_longer_be_decided_has_no_closed_finding(graph: Database) -> None:
    await change(graph, SHORT)
    await store_run(graph)
    await change(graph, "MATCH (p:Program {code: '16'}) REMOVE p.hours")
    assert await changed_rules(graph) == {}


async def test_without_a_run_nothing_is_comparable(graph: Database) -> None:
    assert await latest_run(graph) is None
    assert not any(each.comparable for each in (await changed_rules(graph)).values())


async def test_a_run_is_readable_and_people_are_stored_as_digests(graph: Database) -> None:
    await change(graph, WITHOUT_WORK)
    await change(graph, SHORT)
    await store_run(graph)
    data: Any = await response_data(Engine(schema(), COMPUTED, graph), STORED)
    checks = {each["rule"]: each for each in data["ruleChecks"]["nodes"]}
    assert data["ruleChecks"]["totalCount"] == len(checks) == 27
    assert checks["R20"]["violators"] == ["Program:16"]
    assert checks["R18"]["violators"] == [key_of_object("Person:young16")]
    assert "young16" not in checks["R18"]["violators"][0]
    assert checks["R18"]["sources"] == [{"sourceId": "computed-findings"}]
    assert await changed_rules(graph) == {}


async def test_equal_checks_of_the_same_data_are_stored_once_and_other_days_apart(graph: Database) -> None:
    first = await store_run(graph)
    assert await store_run(graph) == first
    assert first.number == 1
    assert (await store_run(graph, "2024-06-02")).number == 2
    assert len(await graph.read("MATCH (c:RuleCheck) RETURN c.code", {})) == 54


async def test_data_that_changed_during_the_run_are_not_stored(graph: Database) -> None:
    version = (await stored_state(graph)).data_version
    found = await check_country(graph, date.fromisoformat(DAY))
    await graph.write(record_change)
    with pytest.raises(ChangedMeanwhileError):
        await store_checks(graph, found, version)
    assert await latest_run(graph) is None
