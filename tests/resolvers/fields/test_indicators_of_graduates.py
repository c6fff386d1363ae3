"""Tests of `kpis` on planted graduates: who is a graduate on a day, and where graduates count."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.driver import Database, Reader
from resolvers.running.engine import Engine
from tests.resolvers.fields.test_indicators import kpis
from tests.resolvers.indicator_groups import GROUPS, PERSON, PLANTED, USUAL
from tests.resolvers.planted_groups import planted_groups
from tests.resolvers.requesting import response_data

GRADUATES = """
UNWIND range(1, $number) AS number
CREATE (person:Person {id: 'Person:' + $key + number, personId: $key + number, roles: [], synthetic: $synthetic})
WITH person, number MATCH (university:Organisation {orgId: $university})
CREATE (person)-[:GRADUATED_FROM {graduatedOn: date($on)}]->(university)
WITH person, number WHERE $took MATCH (diagnostic:Diagnostic)
CREATE (person)-[:TOOK]->(:Attempt {id: 'Attempt:' + $key + number, takenOn: date('2024-07-01'), score: 60.0,
  synthetic: true})-[:OF]->(diagnostic)
"""
TEACHING = """MATCH (person:Person), (university:Organisation {orgId: 'P'})
WHERE person.id STARTS WITH 'Person:plain' OR person.id STARTS WITH 'Person:left'
CREATE (person)-[:GRADUATED_FROM {graduatedOn: date('2024-06-30')}]->(university)"""
USUAL_GRADUATE = {"university": "P", "synthetic": True, "took": False}
GRADUATE_GROUPS: list[dict[str, object]] = [
    {"key": "first day", "number": 6, "on": "2024-01-01"},
    {"key": "graduated on the day", "number": 8, "on": "2024-12-31", "took": True},
    {"key": "year before", "number": 9, "on": "2023-12-31"},
    {"key": "tomorrow", "number": 9, "on": "2025-01-01"},
    {"key": "of another university", "number": 9, "on": "2024-06-30", "university": "U"},
    {"key": "real graduate", "number": 9, "on": "2024-06-30", "synthetic": False},
]
EDGES = """{ organisations(where: {orgId: {eq: "P"}}) { nodes {
  graduates(first: 1) { totalCount edges { graduatedOn node { graduations { nodes { orgId } } } } }
} } }"""


@pytest_asyncio.fixture(scope="module")
async def graduated(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over two regions with known teachers and graduates."""

    async def written(run: Reader) -> None:
        for each in GRADUATE_GROUPS:
            await run(GRADUATES, {**USUAL_GRADUATE, **each})
        await run(TEACHING, {})

    teachers = ({**USUAL, **each} for each in GROUPS)
    async with planted_groups(scratch_connection, PLANTED, PERSON, teachers) as engine:
        database = Database(scratch_connection)
        await database.write(written)
        await database.close()
        yield engine


async def test_graduates_of_the_last_twelve_months_count_and_teachers_among_them_once(graduated: Engine) -> None:
    """Nine graduates stopped teaching on the day before, after they took the diagnostic."""
    found = (await kpis(graduated))["KPI2a"]
    assert (found["numerator"], found["denominator"]) == (17 + 8 + 9, 98 + 6 + 8 + 9)
    regions = {code: (each["numerator"], each["denominator"]) for code, each in found["byRegion"].items()}
    assert regions == {"16": (34, 91), "72": (7, 37)}
    assert "Выпускники" not in (found["reason"] or "")


async def test_a_day_more_than_twelve_months_after_all_graduations_says_that_nobody_counts(graduated: Engine) -> None:
    found = (await kpis(graduated, "2026-06-30"))["KPI2a"]
    assert "Выпускники педвузов не учтены" in found["reason"]


async def test_the_university_leads_to_its_visible_graduates_and_back(graduated: Engine) -> None:
    (university,) = (await response_data(graduated, EDGES))["organisations"]["nodes"]
    (edge,) = university["graduates"]["edges"]
    assert university["graduates"]["totalCount"] == 6 + 8 + 9 + 9 + 40 + 9
    assert edge["node"]["graduations"]["nodes"] == [{"orgId": "P"}]
    assert edge["graduatedOn"] is not None
