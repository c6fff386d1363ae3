"""Tests that text with filters, orders, totals and facets is exact among 50,000 organisations."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from random import Random
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database, Reader, Rows
from graph_model.declarations import SEARCH_KIND, SEARCH_TEXT
from graph_model.search_terms import index_terms
from graph_model.terms import Level, OrganisationKind
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.naive.search import found_by

SIZE, REGIONS = 50_000, 89
NAMES = (
    "МБОУ «СОШ № {number}»",
    "Школа № {number} города Казани",
    "Гимназия имени М.Ю. Лермонтова",
    "Казанский лицей {number}",
    "Детский сад «Три поросёнка»",
    "Центр «Человек и жизнь»",
    "Институт развития образования",
    "Тюменская школа-интернат",
    "Конференция {year}",
    "Лицей {year}{number}",
)
TEXTS = (
    "школа",
    "сош",
    "каз",
    "тюм",
    "казан",
    "человек и жизнь",
    "три",
    "2024",
    "сош 7",
    "гимнзаия",
    "центр",
    "шко\u00adла",
)
KINDS = (OrganisationKind.SCHOOL, OrganisationKind.KINDERGARTEN, OrganisationKind.UNIVERSITY)
CREATE = f"""
UNWIND $rows AS row
CREATE (o:Organisation {{id: 'Organisation:' + row[0], orgId: row[0], name: row[1], kind: row[2],
  level: '{Level.LOCAL}', pupils: row[3], functionsAssigned: false, synthetic: true, confidence: 'HIGH',
  sourceIds: [], {SEARCH_TEXT}: row[4], {SEARCH_KIND}: 'organisation'}})
WITH o, row MATCH (r:Region {{id: 'Region:' + row[5]}}) CREATE (o)-[:LOCATED_IN {{basis: 'REPORTED'}}]->(r)
"""
REGION = """
UNWIND range(1, $count) AS number
CREATE (:Region {id: 'Region:' + number, code: toString(number), name: 'Регион ' + number, officialName: 'Р',
  regionType: 'область', oktmo: toString(number), inScope: true, synthetic: true, confidence: 'HIGH', sourceIds: []})
"""
QUERY = """query ($text: String, $where: OrganisationWhere, $order: [OrganisationOrder!], $after: String) {
  organisations(text: $text, where: $where, orderBy: $order, first: 2000, after: $after) {
    totalCount facets { kind { value count } region { value count } } nodes { id } pageInfo { hasNextPage endCursor }
  }
}"""


class School(NamedTuple):
    """An organisation as it was written."""

    key: str
    name: str
    kind: str
    pupils: int | None
    terms: str
    region: str


def schools() -> list[School]:
    random = Random(3)
    drawn = [
        (random.choice(NAMES).format(number=random.randint(1, 99), year=random.randint(2019, 2026)), number)
        for number in range(SIZE)
    ]
    return [
        School(
            f"{number:05}",
            name,
            random.choice(KINDS).value,
            random.choice([None, random.randint(0, 900)]),
            index_terms(name),
            str(random.randint(1, REGIONS)),
        )
        for name, number in drawn
    ]


WRITTEN = schools()
# unique names reduce the number of comparisons
TEXT_OF = {school.name: school.name for school in WRITTEN}


@pytest_asyncio.fixture(scope="module")
async def at_size(scratch_connection: Connection) -> AsyncIterator[Engine]:
    database = Database(scratch_connection, deadline=60)
    await empty(database)
    await define(database)

    def creation(start: int) -> Callable[[Reader], Awaitable[Rows]]:
        return lambda run: run(CREATE, {"rows": [list(each) for each in WRITTEN[start : start + 5000]]})

    await database.write(lambda run: run(REGION, {"count": REGIONS}))
    for start in range(0, SIZE, 5000):
        await database.write(creation(start))
    await database.define("CALL db.awaitIndexes(60)")
    yield Engine(schema(), COMPUTED, database)
    await empty(database)
    await database.close()


def filters(random: Random) -> Any:
    """Yield a filter and the equivalent predicate of an organisation."""
    region, kind, least = str(random.randint(1, REGIONS)), random.choice(KINDS).value, random.randint(0, 900)
    few = [str(random.randint(1, REGIONS)) for _ in range(4)]
    return random.choice(
        [
            ({"region": {"code": {"eq": region}}}, lambda each: each.region == region),
            ({"region": {"code": {"in": few}}}, lambda each: each.region in few),
            ({"kind": {"eq": kind}}, lambda each: each.kind == kind),
            (
                {"region": {"code": {"eq": region}}, "kind": {"eq": kind}},
                lambda each: each.region == region and each.kind == kind,
            ),
            ({"not": {"kind": {"eq": kind}}}, lambda each: each.kind != kind),
            ({"pupils": {"gte": least}}, lambda each: each.pupils is not None and each.pupils >= least),
            ({"not": {"region": {"code": {"eq": region}}}}, lambda each: each.region != region),
        ]
    )


@pytest.mark.parametrize("text", TEXTS)
async def test_text_with_random_filters_finds_what_a_plain_comparison_finds(at_size: Engine, text: str) -> None:
    random = Random(text)
    names = found_by(TEXT_OF, text)
    for _ in range(4):
        where, holds = filters(random)
        expected = [each for each in WRITTEN if each.name in names and holds(each)]
        order = random.choice([[], [{"field": "NAME", "direction": "DESC"}]])
        answer = (await at_size.answer(QUERY, {"text": text, "where": where, "order": order})).body
        assert "errors" not in answer
        found = answer["data"]["organisations"]
        assert found["totalCount"] == len(expected), where
        kinds = Counter(each.kind for each in expected)
        assert {each["value"]: each["count"] for each in found["facets"]["kind"]} == kinds
        regions = Counter(each.region for each in expected)
        assert {each["value"]: each["count"] for each in found["facets"]["region"]} == regions
        # ids of equal names ascend even if names descend
        ordered = sorted(expected, key=lambda each: each.key)
        ordered = sorted(ordered, key=lambda each: each.name, reverse=True) if order else ordered
        assert [each["id"] for each in found["nodes"]] == [f"Organisation:{each.key}" for each in ordered[:2000]]
        assert found["pageInfo"]["hasNextPage"] == (len(ordered) > 2000)
