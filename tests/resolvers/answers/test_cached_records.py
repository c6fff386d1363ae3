"""Tests of answers from records that another process cached in files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.data_state import record_change
from graph_model.database.driver import Database
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from resolvers.running.row_files import RowFiles
from schema.build import schema
from tests.resolvers.broker_graph import DAY, broker_graph
from tests.resolvers.requesting import response_data
from tests.storing import store

BROKERS = """
query ($day: Date!) {
  brokers(scope: {between: REGIONS, asOf: $day}, first: 5) { nodes { organisation { orgId } coordinator constraint } }
}
"""


@pytest_asyncio.fixture
async def graph(scratch: Database) -> Database:
    await store(scratch, *broker_graph())
    await scratch.write(record_change)
    return scratch


async def answer_of_a_new_process(graph: Database, directory: Path | None) -> Any:
    engine = Engine(schema(), COMPUTED, graph, files=None if directory is None else RowFiles(directory))
    return await response_data(engine, BROKERS, {"day": DAY.isoformat()})


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the shared arrays whose records are written to a file, as they are written."""
    names: list[str] = []
    keep = RowFiles.keep

    def recorded(files: RowFiles, name: str, identity: tuple[object, ...], records: list[list[Any]]) -> None:
        names.append(name)
        keep(files, name, identity, records)

    monkeypatch.setattr(RowFiles, "keep", recorded)
    return names


async def test_a_new_process_answers_the_same_without_reading_the_graph(
    graph: Database, tmp_path: Path, written: list[str]
) -> None:
    expected = await answer_of_a_new_process(graph, None)
    assert expected["brokers"]["nodes"]
    answers = [await answer_of_a_new_process(graph, tmp_path) for _ in range(2)]
    assert answers == [expected, expected]
    assert written == ["country links"]


async def test_records_of_earlier_data_are_not_used(graph: Database, tmp_path: Path, written: list[str]) -> None:
    await answer_of_a_new_process(graph, tmp_path)

    async def without_partnerships(run: Any) -> int:
        await run("MATCH ()-[link:PARTNER_OF]->() DELETE link", {})
        return await record_change(run)

    await graph.write(without_partnerships)
    assert await answer_of_a_new_process(graph, tmp_path) == await answer_of_a_new_process(graph, None)
    assert written == ["country links"] * 2
