"""Tests of `routeCompletion` on planted routes: the routes and steps that count, their areas, and refused arguments."""

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
    "UNWIND ['16', '72'] AS code CREATE (:Region {id: 'Region:' + code, code: code, name: code})",
    """UNWIND [['M1', '16'], ['M2', '16'], ['M3', '72']] AS each MATCH (region:Region {code: each[1]})
    CREATE (:Municipality {id: 'Municipality:' + each[0], territoryId: each[0], oktmo: each[0], name: each[0]})
      -[:IN_REGION]->(region)""",
    """UNWIND ['M1', 'M2', 'M3'] AS key MATCH (place:Municipality {territoryId: key})
    CREATE (:Organisation {id: 'Organisation:' + key, orgId: key, name: key})-[:LOCATED_IN]->(place)""",
    "UNWIND ['P1', 'P2'] AS code CREATE (:Program {id: 'Program:' + code, code: code, title: code})",
    "CREATE (:Practice {id: 'Practice:R', code: 'R', title: 'R'})",
    "CREATE (:Withdrawn {id: 'Program:W', code: 'W', title: 'W'})",
]
PERSON = """
UNWIND range(1, $number) AS number
CREATE (person:Person {id: 'Person:' + $key + number, personId: $key + number, synthetic: $synthetic})
CREATE (person)-[:FOLLOWS]->(route:Route {id: 'Route:' + $key + number, code: $key + number, synthetic: true,
  status: 'ACTIVE', drawnUpOn: date($drawnUpOn)})
WITH person, route, number
CALL (person) { UNWIND $home AS code MATCH (home:Region {code: code}) CREATE (person)-[:BELONGS_TO]->(home) }
CALL (person) {
  UNWIND $towns AS key MATCH (place:Organisation {orgId: key})
  CREATE (person)-[:WORKS_AT {position: 'P', until: date($until)}]->(place)
}
CALL (route) {
  UNWIND $steps AS each MATCH (item {id: each[0]}) CREATE (route)-[:STEP {order: 1, doneOn: date(each[1])}]->(item)
}
"""
EARLY, LATE, ON = "2024-03-01", "2025-03-01", "2024-12-31"
USUAL: dict[str, object] = {
    "synthetic": True,
    "drawnUpOn": "2024-01-10",
    "home": ["16"],
    "towns": ["M1"],
    "until": None,
    "steps": [["Program:P1", EARLY], ["Practice:R", EARLY]],
}
GROUPS: list[dict[str, object]] = [
    {"key": "done", "number": 10},
    {"key": "with a withdrawn step", "number": 5, "steps": [["Program:P1", EARLY], ["Program:W", None]]},
    {"key": "done later", "number": 6, "steps": [["Program:P1", EARLY], ["Program:P2", LATE]]},
    {"key": "not begun", "number": 7, "steps": [["Program:P1", None]], "towns": ["M1", "M2"]},
    {"key": "without steps", "number": 1, "steps": [], "towns": ["M1", "M2"]},
    {"key": "drawn up later", "number": 9, "drawnUpOn": "2025-01-01"},
    {"key": "undated", "number": 2, "drawnUpOn": None},
    {"key": "real", "number": 9, "synthetic": False},
    {"key": "left the job", "number": 11, "until": "2024-12-30"},
    {"key": "other region", "number": 20, "home": ["72"], "towns": ["M3"]},
    {"key": "job in another region", "number": 8, "home": ["72"], "towns": ["M1"]},
    {"key": "nowhere", "number": 6, "home": []},
]
NUMBERS = "routes allDone partlyDone noneDone suppressed reason"
ASK = f"""query ($on: Date!) {{ routeCompletion(on: $on) {{
  {NUMBERS}
  byRegion {{ region {{ code }} municipality {{ oktmo }} {NUMBERS} }}
  byMunicipality(region: "16") {{ region {{ code }} municipality {{ oktmo }} {NUMBERS} }}
}} }}"""


@pytest_asyncio.fixture(scope="module")
async def planted(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over two regions with known routes."""
    async with planted_groups(scratch_connection, PLANTED, PERSON, ({**USUAL, **each} for each in GROUPS)) as engine:
        yield engine


def numbers(found: dict[str, Any]) -> tuple[int, int, int, int]:
    """Return all routes, and those with all, some and no steps done."""
    return found["routes"], found["allDone"], found["partlyDone"], found["noneDone"]


async def test_routes_count_in_the_region_of_the_person_and_the_municipalities_of_the_jobs_there(
    planted: Engine,
) -> None:
    found = (await response_data(planted, ASK, {"on": ON}))["routeCompletion"]
    assert numbers(found) == (68, 54, 6, 8)
    assert {each["region"]["code"]: numbers(each) for each in found["byRegion"]} == {
        "16": (40, 26, 6, 8),
        "72": (28, 28, 0, 0),
    }
    towns = {each["municipality"]["oktmo"]: numbers(each) for each in found["byMunicipality"]}
    assert towns == {"M1": (29, 15, 6, 8), "M2": (8, 0, 0, 8)}


async def test_a_step_counts_from_its_day_and_a_route_from_the_day_it_was_drawn_up(planted: Engine) -> None:
    found = (await response_data(planted, ASK, {"on": "2025-06-01"}))["routeCompletion"]
    assert numbers(found["byRegion"][0]) == (49, 41, 0, 8)
    before = (await response_data(planted, ASK, {"on": "2023-12-31"}))["routeCompletion"]
    assert numbers(before) == (0, 0, 0, 0)


async def test_routes_that_are_not_counted_are_reported(planted: Engine) -> None:
    found = (await response_data(planted, ASK, {"on": ON}))["routeCompletion"]
    assert "без даты составления: менее 5." in found["reason"]
    assert "субъект которых не указан: 6." in found["reason"]


async def test_a_region_and_a_municipality_show_their_own_numbers(planted: Engine) -> None:
    text = f"""query ($on: Date!) {{
      region(code: "16") {{ routeCompletion(on: $on) {{ region {{ code }} municipality {{ oktmo }} {NUMBERS} }} }}
      municipality(oktmo: "M2") {{ routeCompletion(on: $on) {{ municipality {{ oktmo }} {NUMBERS} }} }}
    }}"""
    before = planted.database.statements
    found = await response_data(planted, text, {"on": ON})
    assert planted.database.statements - before <= 4
    region, town = found["region"]["routeCompletion"], found["municipality"]["routeCompletion"]
    assert (region["region"]["code"], region["municipality"], numbers(region)) == ("16", None, (40, 26, 6, 8))
    assert (town["municipality"]["oktmo"], numbers(town)) == ("M2", (8, 0, 0, 8))


async def test_a_day_in_the_future_and_an_unknown_region_are_refused(planted: Engine) -> None:
    for text, part in (
        ('{ routeCompletion(on: "2999-01-01") { routes } }', "future"),
        ('{ routeCompletion(on: "2024-12-31") { byMunicipality(region: "99") { routes } } }', "99"),
    ):
        (error,) = (await planted.answer(text, None)).body["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert part in error["message"]


async def test_the_list_of_routes_has_the_same_number(planted: Engine) -> None:
    text = """{
      routes(where: {drawnUpOn: {lte: "2024-12-31"}}) { totalCount facets { region { value count } regionAbsent } }
    }"""
    found = (await response_data(planted, text))["routes"]
    assert found["totalCount"] == 68 + 6
    assert {each["value"]: each["count"] for each in found["facets"]["region"]} == {"16": 40, "72": 28}
    assert found["facets"]["regionAbsent"] == 6
