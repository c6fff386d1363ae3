"""Tests that worker processes compute the same fields as an engine in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from metodgraph.service.worker_engines import worker_count, workers_of
from metodgraph.settings import Settings
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from resolvers.running.response import Response
from resolvers.running.worker_pool import Workers
from schema.build import schema

SUGGESTIONS = """
query Suggestions($first: Int!) {
  one: organisation(orgId: "CNPPM-16") {
    name
    partnerSuggestions { exclusions(first: $first) { nodes { organisation { name } reason } } }
  }
  other: organisation(orgId: "RU-ACADEMY") { partnerSuggestions { completeness { asOf reason } } }
  regions { totalCount }
}
"""


MANY = "{ municipalities(first: 2000) { nodes { name region { name } organisations(first: 2) { totalCount } } } }"


def sent(answer: Response) -> Any:
    """Return the body as it is sent."""
    return orjson.loads(orjson.dumps(answer.body))


@pytest_asyncio.fixture(scope="module")
async def workers(connection: Connection) -> AsyncIterator[Workers]:
    started = workers_of(connection, Settings(workers=1))
    await started.start()
    yield started
    started.close()


@pytest.fixture
def delegating(reference_graph: Database, workers: Workers) -> Engine:
    """Return an engine over the reference data that computes fields in a worker process."""
    return Engine(schema(), COMPUTED, reference_graph, workers)


async def test_answers_are_those_of_one_process(delegating: Engine, engine: Engine) -> None:
    body = sent(await delegating.answer(SUGGESTIONS, {"first": 3}))
    assert body == sent(await engine.answer(SUGGESTIONS, {"first": 3}))
    assert len(body["data"]["one"]["partnerSuggestions"]["exclusions"]["nodes"]) == 3
    assert body["extensions"]["dataVersion"] > 0


async def test_what_can_bring_many_objects_is_answered_by_a_worker(
    delegating: Engine, engine: Engine, reference_graph: Database
) -> None:
    before = reference_graph.statements
    body = sent(await delegating.answer(MANY))
    assert reference_graph.statements == before
    assert body == sent(await engine.answer(MANY))
    assert len(body["data"]["municipalities"]["nodes"]) == 2000


async def test_what_cannot_be_used_is_refused_before_a_worker_or_the_database_is_asked(
    delegating: Engine, workers: Workers, reference_graph: Database
) -> None:
    statements = reference_graph.statements
    before = workers.process_ids()
    answer = await delegating.answer(
        '{ organisation(orgId: "CNPPM-16") { partnerSuggestions(first: 1000) { nodes { score } } } }'
    )
    assert [each["message"] for each in answer.body["errors"]] == ["first is 1000. Ask for 1 to 100."]
    assert answer.body["data"] == {"organisation": None}
    assert (reference_graph.statements, workers.process_ids()) == (statements, before)


def test_there_are_as_many_workers_as_asked_for_or_as_processors() -> None:
    assert worker_count(Settings(workers=3)) == 3
    assert worker_count(Settings()) >= 1
