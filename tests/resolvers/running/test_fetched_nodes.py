"""Tests that the answer is the same if the first statement of a computed field also reads the named nodes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.kinds.adoptions import Adoption
from graph_model.read_tree import PropertyColumn
from resolvers.compiling import fetched_columns as bringing
from resolvers.compiling.fetched_columns import Nodes
from resolvers.compiling.shapes import Leaf
from resolvers.fields import COMPUTED
from resolvers.fields.dissemination.statement import ADOPTIONS
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.requesting import response_data, some
from tests.resolvers.spread_graph import spread_graph
from tests.storing import store

# an adopter without a region, one in two regions, a removed source, a probable source of another practice, a record
# without a required value
ODD = """
MATCH (p:Practice {code: 'P1'}), (s1:Organisation {orgId: 'S1'}), (r:Region {code: '16'})
MATCH (removed:LearningSource {code: 'B-A'})
MATCH (g:Adoption {code: 'G'}), (x:Adoption {code: 'X'}), (y:Adoption {code: 'Y'})
CREATE (:Organisation {id: 'Organisation:N', orgId: 'N', name: 'Без региона', kind: 'SCHOOL', level: 'LOCAL'})
  <-[:BY]-(:Adoption {id: 'Adoption:Z', code: 'Z', stage: 'PILOT', provenance: 'UNKNOWN'})-[:OF]->(p)
CREATE (s1)-[:LOCATED_IN]->(r)
CREATE (g)-[:LEARNED_THROUGH]->(:LearningSource {id: 'LearningSource:G-X', code: 'G-X', certainty: 'INFERRED',
  probability: 0.9})-[:LEARNED_FROM]->(x)
REMOVE removed:LearningSource SET removed:Withdrawn, removed.removedOn = date('2025-01-01'), y.stage = null
"""
STEPS = """query ($code: String!, $first: Int) { practice(code: $code) { dissemination(asOf: "2026-01-01") {
  steps(first: $first) { nodes { depth lagDays certainty parent { __typename id }
    adoption { id startedOn stage organisation { __typename id name location { lat } region { id code } } } } } } } }"""
EVERYTHING = """query ($code: String!, $first: Int) { practice(code: $code) { dissemination(asOf: "2026-01-01") {
  practice { title } summary { adopters regions municipalities depth } byRegion { region { name } cameFrom { code } }
  steps(first: $first) { totalCount
    edges { node { parent { code stage organisation { name } } inferredParent { code stage } inferredProbability } }
    nodes { adoption { code reach { people } practice { code } } again: adoption { code provenance startedOn } } }
  completeness { reason } } } }"""


@pytest_asyncio.fixture(scope="module")
async def odd_engine(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over two practices with irregular records."""
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await store(database, *spread_graph())
    await database.define(ODD)
    yield Engine(schema(), COMPUTED, database)
    await database.close()


def bring_nothing(patch: pytest.MonkeyPatch) -> None:
    """Make the limit of rows negative, so that nodes are read by a second statement."""
    patch.setattr(bringing, "ROWS_AT_LEAST", -1)
    patch.setattr(bringing, "ROWS_FOR_EACH_SHOWN", 0)


async def answered(engine: Engine, text: str, code: str, first: int) -> tuple[Any, int]:
    """Return the answer with its errors, and the number of statements."""
    before = engine.database.statements
    body = (await engine.answer(text, {"code": code, "first": first})).body
    return orjson.loads(orjson.dumps([body["data"], body.get("errors")])), engine.database.statements - before


async def both_directions(
    engine: Engine, text: str, code: str, first: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, int]:
    """Return the numbers of statements with and without nodes in the first one; check that the answers are equal."""
    found, statements = await answered(engine, text, code, first)
    with monkeypatch.context() as patch:
        bring_nothing(patch)
        expected, more = await answered(engine, text, code, first)
    assert found == expected
    return statements, more


@pytest.mark.parametrize("first", [1, 4, 20, 2000])
async def test_the_cascade_alone_takes_one_statement(
    odd_engine: Engine, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    for code in ("P1", "P2"):
        assert await both_directions(odd_engine, STEPS, code, first, monkeypatch) == (1, 2)


async def test_a_practice_without_adoptions_names_nothing(odd_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await both_directions(odd_engine, STEPS, "P3", 20, monkeypatch) == (1, 1)


@pytest.mark.parametrize("code", ["P1", "P2", "P3"])
async def test_nodes_that_are_not_brought_are_completed(
    odd_engine: Engine, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    assert await both_directions(odd_engine, EVERYTHING, code, 20, monkeypatch) == (2, 2)


async def test_a_probable_source_of_another_practice_is_completed(odd_engine: Engine) -> None:
    text = """{ practice(code: "P1") { dissemination { steps(first: 20) { nodes {
      adoption { code } inferredParent { code } } } } } }"""
    before = odd_engine.database.statements
    steps = (await response_data(odd_engine, text))["practice"]["dissemination"]["steps"]["nodes"]
    assert {each["adoption"]["code"]: each["inferredParent"] for each in steps}["G"] == {"code": "X"}
    assert odd_engine.database.statements - before == 2


async def test_an_adopter_without_a_region_is_left_out_and_one_in_two_counts_once(odd_engine: Engine) -> None:
    (data, _), _ = await answered(odd_engine, STEPS, "P1", 20)
    steps = data["practice"]["dissemination"]["steps"]["nodes"]
    assert sorted(each["adoption"]["id"][-1] for each in steps) == [*"ABCDEFGHIJ"]
    (b,) = (each for each in steps if each["adoption"]["id"] == "Adoption:B")
    # the source was removed
    assert (b["parent"], b["certainty"]) == (None, "UNKNOWN")


async def test_a_value_that_is_missing_is_reported(odd_engine: Engine) -> None:
    (data, errors), statements = await answered(odd_engine, STEPS, "P2", 20)
    assert statements == 1
    assert errors[0]["extensions"]["code"] == "MISSING_VALUE"
    steps = data["practice"]["dissemination"]["steps"]["nodes"]
    assert [each["adoption"] is None for each in steps] == [False, True]


async def test_many_rows_of_which_few_are_shown_are_read_without_their_nodes(
    odd_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "ROWS_AT_LEAST", 0)
    counted = [(await answered(odd_engine, STEPS, "P1", first))[1] for first in (1, 2, 20)]
    assert counted == [2, 2, 1]


async def test_values_that_stand_in_the_rows_anyway_are_never_read_again(
    odd_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_nothing(monkeypatch)
    text = """query ($code: String!, $first: Int) { practice(code: $code) { dissemination {
      steps(first: $first) { nodes { adoption { startedOn provenance } } } } } }"""
    assert (await answered(odd_engine, text, "P1", 1))[1] == 1


async def test_the_practices_of_the_demo(demo_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = await some(demo_engine.database, "MATCH (p:Practice)<-[:OF]-(:Adoption) RETURN DISTINCT p.code", 12)
    for code in codes:
        assert await both_directions(demo_engine, STEPS, code, 2000, monkeypatch) == (1, 2)
        await both_directions(demo_engine, EVERYTHING, code, 7, monkeypatch)


def test_a_statement_that_matches_other_ways_than_it_declares_is_refused() -> None:
    nodes = Nodes(ADOPTIONS)
    stage = PropertyColumn(Adoption.properties()["stage"])
    assert nodes.fields(Adoption, [stage], [("stage", 0, Leaf(nullable=False))], 20) is not None
    with pytest.raises(TypeError, match="differ from the declared ones"):
        nodes.row("[adoption.id]", "few", "adoption", {"organisation": "adopter"})
