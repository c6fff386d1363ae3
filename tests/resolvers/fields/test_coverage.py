"""Tests of coverage on a small graph with planted organisations, functions and deficits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.resolvers.findings_graph import change, write_clean
from tests.resolvers.requesting import response_data

# region 16 performs CN-01 and PA-01; the performers of region 72 ended, are federal, or performed it in the past
PLANTED = """
MATCH (one:Region {code: '16'}), (other:Region {code: '72'})
CREATE (one)-[:BORDERS {kind: 'LAND'}]->(other)
WITH one, other
UNWIND [['CN-01', 'CNPPM'], ['RU-01', 'RUMO'], ['PA-01', 'PROFESSIONAL_ASSOCIATION'], ['SR-01', 'SYSTEM_REGIONAL'],
  ['MC-01', 'METHODICAL_COUNCIL']] AS each
CREATE (f:Function {id: 'Function:' + each[0], code: each[0], actor: each[1], level: 'REGIONAL', section: 'III',
  text: each[0]})
WITH count(*) AS functions
MATCH (centre {orgId: 'CNPPM16'}), (former {orgId: 'CNPPM72'}), (f:Function {code: 'CN-01'})
CREATE (centre)-[:PERFORMS {basis: 'ASSIGNED_BY_ORDER'}]->(f)<-[:PERFORMS {basis: 'ASSIGNED_BY_ORDER'}]-(former)
CREATE (centre)-[:PERFORMS {basis: 'REPORTED', toldApart: 'again'}]->(f)
SET former.validTo = date('2023-12-31')
WITH f MATCH (federal {orgId: 'FEDERAL_CENTRE72'}) SET federal.level = 'FEDERAL' CREATE (federal)-[:PERFORMS]->(f)
WITH f MATCH (school {orgId: 'SCHOOL72'}) CREATE (school)-[:PERFORMS {until: date('2022-12-31')}]->(f)
WITH f MATCH (union {orgId: 'RUMO72'}), (g:Function {code: 'RU-01'}) CREATE (union)-[:PERFORMS]->(g)
"""
# twelve teachers of a school lack one competence, four of them another
DEFICITS = """
MATCH (school {orgId: 'SCHOOL16'}), (region:Region {code: '16'})
CREATE (one:Competence {id: 'Competence:ONE', code: 'ONE', name: 'Одна', scheme: 'COMPETENCE_GROUP'})
CREATE (two:Competence {id: 'Competence:TWO', code: 'TWO', name: 'Другая', scheme: 'COMPETENCE_GROUP'})
WITH school, region, one, two UNWIND range(1, 21) AS number
CREATE (person:Person {id: 'Person:T' + number, personId: 'T' + number, synthetic: true, roles: ['TEACHER']})
CREATE (person)-[:WORKS_AT {position: 'teacher', since: date('2022-09-01')}]->(school)
CREATE (person)-[:BELONGS_TO]->(region)
CREATE (person)-[:TOOK]->(attempt:Attempt {id: 'Attempt:T' + number, code: 'T' + number, synthetic: true})
FOREACH (competence IN CASE WHEN number <= 4 THEN [one, two] ELSE [one] END |
  CREATE (attempt)-[:REVEALED]->(d:Deficit {id: 'Deficit:' + number + competence.code, code: number + competence.code,
    synthetic: true, severity: 'HIGH'})-[:IN_COMPETENCE]->(competence)
  CREATE (person)-[:HAS_DEFICIT]->(d))
"""
NO_SCHOOLS = "MATCH (s:Organisation {kind: 'SCHOOL'})-[:LOCATED_IN]->(:Region {code: '72'}) DETACH DELETE s"
TEXT = """query ($day: Date) { regions(orderBy: [{field: CODE}]) { nodes { code coverage(asOf: $day) {
  functions { required covered missing { code } unperformed { function { code } cause }
    inNeighbours { function { code } neighbours { region { code } totalCount organisations { orgId } } } }
  structures { kind present required lacking } documents { kind present drafts { id } }
  completeness { complete reason }
} } } }"""
DEFICIT_TEXT = """{ region(code: "16") { coverage { topDeficits { competence { code } teachers programs practices }
  freeMentors completeness { complete reason } } } }"""
EMPTY_TEXT = '{ region(code: "72") { coverage { functions { covered } topDeficits { teachers } freeMentors } } }'


@pytest_asyncio.fixture
async def planted(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over a small graph with functions; a test may change the graph."""
    database = Database(scratch_connection, deadline=60)
    await write_clean(database)
    await change(database, PLANTED)
    yield Engine(schema(), COMPUTED, database)
    await database.close()


async def coverage(engine: Engine, day: str | None = None) -> dict[str, Any]:
    data = await response_data(engine, TEXT, {"day": day})
    return {each["code"]: each["coverage"] for each in data["regions"]["nodes"]}


def codes(functions: list[Any]) -> list[str]:
    return [each["code"] for each in functions]


async def test_only_organisations_of_the_region_that_exist_on_the_day_count(planted: Engine) -> None:
    found = await coverage(planted)
    assert codes(found["16"]["functions"]["missing"]) == ["RU-01"]
    assert codes(found["72"]["functions"]["missing"]) == ["CN-01"]
    assert {each["functions"]["required"] for each in found.values()} == {2}
    earlier = await coverage(planted, "2023-12-31")
    assert codes(earlier["72"]["functions"]["missing"]) == []


async def test_an_organisation_with_two_bases_counts_once_and_is_named_to_the_neighbour(planted: Engine) -> None:
    found = await coverage(planted)
    assert found["72"]["functions"]["inNeighbours"] == [
        {
            "function": {"code": "CN-01"},
            "neighbours": [{"region": {"code": "16"}, "totalCount": 1, "organisations": [{"orgId": "CNPPM16"}]}],
        }
    ]


async def test_functions_without_performers_in_the_country_have_a_cause(planted: Engine) -> None:
    found = await coverage(planted)
    causes = {each["function"]["code"]: each["cause"] for each in found["16"]["functions"]["unperformed"]}
    assert causes == {"MC-01": "NO_PERFORMER", "PA-01": "NO_PERFORMER", "SR-01": "WHOLE_LEVEL"}


async def test_a_region_without_a_kind_lacks_it_and_a_kind_without_any_record_is_unknown(planted: Engine) -> None:
    await change(planted.database, "MATCH (o {orgId: 'RUMO16'}) DETACH DELETE o")
    await change(planted.database, "MATCH (o {orgId: 'MUNICIPAL_METHOD_SERVICE72'}) SET o.validTo = date('2023-01-01')")
    found = await coverage(planted)
    structures = {code: {each["kind"]: each for each in answer["structures"]} for code, answer in found.items()}
    assert structures["16"]["RUMO"] == {"kind": "RUMO", "present": 0, "required": 1, "lacking": 1}
    assert structures["72"]["RUMO"]["lacking"] == 0
    assert structures["72"]["CNPPM"] == {"kind": "CNPPM", "present": 0, "required": 1, "lacking": 1}
    service = structures["72"]["MUNICIPAL_METHOD_SERVICE"]
    assert (service["present"], service["required"], service["lacking"]) == (0, 1, 1)
    assert structures["16"]["METHODICAL_COUNCIL"]["lacking"] is None
    assert "методический совет" in found["16"]["completeness"]["reason"]
    assert found["16"]["completeness"]["complete"] is False


async def test_a_draft_is_not_a_document_in_force(planted: Engine) -> None:
    await change(planted.database, "MATCH (d:Document {code: 'EVENT_PLAN16'}) SET d.status = 'DRAFT'")
    documents = {each["kind"]: each for each in (await coverage(planted))["16"]["documents"]}
    assert documents["EVENT_PLAN"]["present"] is False
    assert documents["EVENT_PLAN"]["drafts"] == [{"id": "Document:EVENT_PLAN16"}]
    assert documents["CNPPM_REGULATION"]["present"] is True


async def test_a_region_out_of_scope_is_asked_for_nothing(planted: Engine) -> None:
    await change(planted.database, "MATCH (r:Region {code: '72'}) SET r.inScope = false")
    found = (await coverage(planted))["72"]
    assert {each["required"] for each in found["structures"]} == {0}
    assert "не учитывает этот субъект" in found["completeness"]["reason"]


async def test_a_small_group_is_not_shown(planted: Engine) -> None:
    await change(planted.database, DEFICITS)
    found = (await response_data(planted, DEFICIT_TEXT))["region"]["coverage"]
    assert found["topDeficits"] == [{"competence": {"code": "ONE"}, "teachers": 20, "programs": 0, "practices": 0}]
    assert found["freeMentors"] in (None, 0)
    assert found["completeness"]["complete"] is False
    assert "округлены до пяти человек" in found["completeness"]["reason"]


async def test_a_region_without_schools_and_deficits_has_an_answer(planted: Engine) -> None:
    await change(planted.database, NO_SCHOOLS)
    found = (await response_data(planted, EMPTY_TEXT))["region"]["coverage"]
    assert found["functions"] == {"covered": 1}
    assert found["topDeficits"] == []


async def test_few_mentors_are_withheld(planted: Engine) -> None:
    await change(planted.database, "MATCH (p:Person {personId: 'mentor16'}) SET p.menteePlaces = 3")
    found = (await response_data(planted, DEFICIT_TEXT))["region"]["coverage"]
    assert found["freeMentors"] is None
    assert "наставников со свободными местами скрыто" in found["completeness"]["reason"]
