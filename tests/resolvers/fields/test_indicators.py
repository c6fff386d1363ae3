"""Tests of `kpis` on planted records: the people who count, refused arguments, reasons for missing values."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from graph_model.database.connection import Connection
from resolvers.running.engine import Engine
from tests.resolvers.planted_groups import planted_groups
from tests.resolvers.requesting import response_data

PLANTED = [
    "CREATE (:DataState {dataVersion: 1, modelVersion: 2})",
    """UNWIND [['KPI1', 'SHARE', 30, '>='], ['KPI2a', 'SHARE', 30, '>='], ['KPI9', 'SHARE', 1, '>='],
      ['KPI3b', 'MINIMUM_PER_SUBJECT', 2, '>='], ['KPI4', 'SHARE', 70, '~']] AS each
    CREATE (:KpiIndicator {id: 'KpiIndicator:' + each[0], code: each[0], orderNumber: '1', name: each[0],
      measure: each[1], numerator: 'n', operator: each[3], target: toFloat(each[2]), unit: 'percent',
      deadline: date('2024-12-31')})""",
    "UNWIND ['16', '72'] AS code CREATE (:Region {id: 'Region:' + code, code: code, name: code})",
    """UNWIND [['S1', 'SCHOOL', '16'], ['S2', 'SCHOOL', '72'], ['U', 'UNIVERSITY', '16'],
      ['P', 'PEDAGOGICAL_UNIVERSITY', '16']] AS each
    MATCH (region:Region {code: each[2]})
    CREATE (:Organisation {id: 'Organisation:' + each[0], orgId: each[0], name: each[0], kind: each[1]})
      -[:LOCATED_IN]->(region)""",
    "CREATE (:Diagnostic {id: 'Diagnostic:D', code: 'D', title: 'D', kind: 'FUNCTIONAL_LITERACY'})",
    """MATCH (region:Region {code: '16'})
    CREATE (:ManagementTeam {id: 'ManagementTeam:T', code: 'T', name: 'T', trainedOn: date('2023-01-01')})
      -[:BELONGS_TO]->(region)""",
    """MATCH (indicator:KpiIndicator {code: 'KPI2a'}), (region:Region)
    CREATE (region)<-[:FOR]-(:KpiValue {id: 'KpiValue:' + region.code, code: region.code,
      measuredOn: date('2024-12-31'), numerator: CASE region.code WHEN '16' THEN 10 ELSE 2 END, denominator: 50})
      -[:OF]->(indicator)""",
]
PERSON = """
UNWIND range(1, $number) AS number
CREATE (person:Person {id: 'Person:' + $key + number, personId: $key + number, roles: $roles, synthetic: $synthetic})
WITH person, number UNWIND $schools AS school MATCH (place:Organisation {orgId: school})
CREATE (person)-[:WORKS_AT {position: 'P', since: date($since), until: date($until)}]->(place)
WITH DISTINCT person, number WHERE $takenOn IS NOT NULL MATCH (diagnostic:Diagnostic)
CREATE (person)-[:TOOK]->(:Attempt {id: 'Attempt:' + $key + number, takenOn: date($takenOn), score: 80.0,
  synthetic: $synthetic})-[:OF]->(diagnostic)
"""
USUAL = {
    "schools": ["S1"],
    "roles": ["TEACHER"],
    "synthetic": True,
    "since": "2020-01-01",
    "until": None,
    "takenOn": None,
}
GROUPS: list[dict[str, object]] = [
    {"key": "plain", "number": 40},
    {"key": "took", "number": 10, "takenOn": "2024-12-31"},
    {"key": "too late", "number": 6, "takenOn": "2025-01-01"},
    {"key": "in both", "number": 7, "schools": ["S1", "S2"], "takenOn": "2022-05-01"},
    {"key": "other region", "number": 30, "schools": ["S2"]},
    {"key": "last day", "number": 5, "until": "2024-12-31"},
    {"key": "left", "number": 9, "until": "2024-12-30", "takenOn": "2022-05-01"},
    {"key": "undated", "number": 9, "since": None},
    {"key": "manager", "number": 9, "roles": ["MANAGER"]},
    {"key": "lecturer", "number": 9, "schools": ["U"]},
    {"key": "real", "number": 9, "synthetic": False, "takenOn": "2022-05-01"},
]
ASK = """query ($on: Date!) { kpis(on: $on) {
  code value numerator denominator met reason reported { numerator difference }
  byRegion {
    region { code } value numerator denominator target met suppressed reason reported { numerator difference }
  }
} }"""


@pytest_asyncio.fixture(scope="module")
async def planted(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over two regions with known teachers."""
    async with planted_groups(scratch_connection, PLANTED, PERSON, ({**USUAL, **each} for each in GROUPS)) as engine:
        yield engine


async def kpis(engine: Engine, on: str = "2024-12-31") -> dict[str, Any]:
    """Return the indicators of a day by code, with their regions by code."""
    data = await response_data(engine, ASK, {"on": on})
    return {
        each["code"]: {**each, "byRegion": {one["region"]["code"]: one for one in each["byRegion"]}}
        for each in data["kpis"]
    }


async def test_a_teacher_counts_once_in_each_region_and_once_in_the_country(planted: Engine) -> None:
    found = (await kpis(planted))["KPI2a"]
    assert (found["numerator"], found["denominator"]) == (17, 98)
    regions = {code: (each["numerator"], each["denominator"]) for code, each in found["byRegion"].items()}
    assert regions == {"16": (17, 68), "72": (7, 37)}


async def test_an_indicator_without_graduates_says_so(planted: Engine) -> None:
    found = await kpis(planted)
    assert "Выпускники педвузов не учтены" in found["KPI2a"]["reason"]
    assert "Выпускники" not in (found["KPI4"]["reason"] or "")


async def test_a_reported_value_is_compared_with_the_count_unless_it_is_of_a_small_group(planted: Engine) -> None:
    regions = (await kpis(planted))["KPI2a"]["byRegion"]
    assert regions["16"]["reported"] == {"numerator": 10, "difference": 20.0 - 25.0}
    assert regions["72"]["reported"] is None
    assert "Сообщённое значение скрыто" in regions["72"]["reason"]


async def test_nothing_is_counted_from_records_that_the_graph_does_not_have(planted: Engine) -> None:
    found = await kpis(planted)
    assert (found["KPI1"]["value"], found["KPI1"]["reason"]) == (None, "В графе нет записей об обучении или маршрутов.")
    assert (found["KPI9"]["value"], found["KPI9"]["reason"]) == (None, "Для этого показателя нет правила подсчёта.")


async def test_a_sign_that_is_not_known_is_not_compared(planted: Engine) -> None:
    found = (await kpis(planted))["KPI4"]
    assert found["met"] is None
    assert "знак сравнения не известен" in found["reason"]


async def test_the_least_number_of_teams_is_of_the_regions_with_teams_and_says_so(planted: Engine) -> None:
    found = (await kpis(planted))["KPI3b"]
    assert (found["value"], found["met"]) == (1, False)
    assert found["reason"] == "Наименьшее по субъектам с данными; по 1 субъекту нет данных о командах."
    assert (found["byRegion"]["72"]["value"], found["byRegion"]["72"]["suppressed"]) == (None, False)


async def test_a_day_before_all_employments_has_no_data(planted: Engine) -> None:
    found = (await kpis(planted, "2019-12-31"))["KPI2a"]
    assert (found["value"], found["denominator"]) == (None, None)
    assert "нет педагогов" in found["reason"]


async def test_a_day_in_the_future_is_refused(planted: Engine) -> None:
    before = planted.database.statements
    answer = await planted.answer('{ kpis(on: "2999-01-01") { code } }', None)
    assert planted.database.statements == before
    (error,) = answer.body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "future" in error["message"]


async def test_an_unknown_region_is_refused(planted: Engine) -> None:
    text = '{ kpis(on: "2024-12-31") { byMunicipality(region: "99") { value } } }'
    answer = await planted.answer(text, None)
    assert answer.body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "99" in answer.body["errors"][0]["message"]
