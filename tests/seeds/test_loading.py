"""Tests that loading is atomic and idempotent."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from graph_model.checking.consistency import inconsistencies
from graph_model.database.connection import Connection
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.model import MODEL_VERSION
from seeds.loading import load_reference
from seeds.problems import SeedError
from tests.graph_database import empty, graph_digest, one
from tests.seeds.cut_down import Tables, small_tables, written


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the directory of a small country."""
    return written(small_tables(), tmp_path / "reference")


COUNTS = """
MATCH (r:Region) WITH count(r) AS regions
MATCH (m:Municipality) WITH regions, count(m) AS municipalities
MATCH (o:Organisation) WITH regions, municipalities, count(o) AS organisations
RETURN [regions, municipalities, organisations,
  COUNT { (:Region)-[:BORDERS]->(:Region) }, COUNT { (:Municipality)-[:BORDERS]->(:Municipality) },
  COUNT { (:Municipality)-[:IN_REGION]->(:Region) }, COUNT { (:Organisation)-[:LOCATED_IN]->(:Region) },
  COUNT { (:Organisation)-[:LOCATED_IN]->(:Municipality) }]
"""


async def test_the_whole_country_is_stored(reference_graph: Database) -> None:
    assert await one(reference_graph, COUNTS) == [89, 2594, 328, 192, 6762, 2594, 328, 300]


async def test_the_graph_carries_the_versions_of_model_and_data(reference_graph: Database) -> None:
    state = await stored_state(reference_graph)
    assert (state.model_version, state.data_version) == (MODEL_VERSION, 1)


async def test_russian_words_are_found_in_any_form(reference_graph: Database) -> None:
    found = "CALL db.index.fulltext.queryNodes('search', 'searchText:_забайкальск') YIELD node RETURN count(node) > 0"
    assert await one(reference_graph, found) is True


async def test_every_data_source_tells_how_many_rows_its_file_has(reference_graph: Database) -> None:
    rows = await one(reference_graph, "MATCH (s:DataSource) WITH s ORDER BY s.file RETURN collect(s.rows)")
    assert rows == [45, 89, 6, 6762, 2594, 70, 27, 20, 328, 32, 192, 27, 18]


async def test_loading_twice_changes_nothing_and_says_so(scratch: Database, small: Path) -> None:
    first = await load_reference(scratch, directory=small)
    before, state = await graph_digest(scratch), await stored_state(scratch)
    second = await load_reference(scratch, directory=small)
    assert not first.unchanged
    assert second.unchanged
    assert second.recognised
    assert await graph_digest(scratch) == before
    assert await stored_state(scratch) == state


async def test_comparing_each_record_finds_all_unchanged(scratch: Database, small: Path) -> None:
    first = await load_reference(scratch, directory=small)
    report = await load_reference(scratch, directory=small, compare_each=True)
    assert report.unchanged
    assert not report.recognised
    assert report.data_version == first.data_version
    assert {name: each.unchanged for name, each in report.counts.items()} == {
        name: each.created for name, each in first.counts.items()
    }


async def test_a_graph_loaded_by_another_program_is_compared_and_its_version_stays(
    scratch: Database, small: Path
) -> None:
    first = await load_reference(scratch, directory=small)
    await scratch.define("MATCH (s:DataState) SET s.seedDigest = 'of another program'")
    report = await load_reference(scratch, directory=small)
    assert report.unchanged
    assert not report.recognised
    assert report.data_version == first.data_version
    assert (await load_reference(scratch, directory=small)).recognised


async def test_comparing_each_record_brings_back_what_was_lost(scratch: Database, small: Path) -> None:
    await load_reference(scratch, directory=small)
    before = await graph_digest(scratch)
    await scratch.define("MATCH (m:Municipality)-[b:BORDERS]-() WITH m, collect(b)[0] AS lost LIMIT 5 DELETE lost")
    await scratch.define("MATCH (t:Theme) WITH t LIMIT 2 DETACH DELETE t")
    report = await load_reference(scratch, directory=small, compare_each=True)
    assert report.counts["Theme"].created == 2
    assert report.data_version == 2
    assert await graph_digest(scratch) == before


async def test_what_cannot_be_placed_is_in_the_report_with_its_candidates(scratch: Database, small: Path) -> None:
    report = await load_reference(scratch, directory=small)
    assert {each.organisation.org_id for each in report.placement.unplaced} == {"RI-79", "CNPPM-79", "ROIV-79"}
    assert {each.oktmo for unplaced in report.placement.unplaced for each in unplaced.candidates} == {
        "99605000",
        "99701000",
    }
    assert await one(scratch, "MATCH (o:Organisation)-[:LOCATED_IN]->(:Municipality) RETURN count(o)") == 11


async def test_progress_is_told_to_the_end(scratch: Database, small: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    await load_reference(scratch, lambda *step: steps.append(step), directory=small)
    assert steps[-1][1] == steps[-1][2]
    assert "Municipality BORDERS Municipality" in {step for step, _, _ in steps}


def broken(tables: Tables) -> Tables:
    tables["municipalities.csv"][3]["lat"] = "123"
    tables["organisations.csv"][1]["level"] = "cosmic"
    return tables


async def test_a_broken_row_keeps_everything_from_being_written(scratch: Database, tmp_path: Path) -> None:
    directory = written(broken(small_tables()), tmp_path / "broken")
    with pytest.raises(SeedError) as caught:
        await load_reference(scratch, directory=directory)
    assert [str(each) for each in caught.value.problems] == [
        "municipalities.csv, line 5, column lat: expected at most 90, got '123'",
        "organisations.csv, line 3, column level: expected one of federal, regional, municipal, local, got 'cosmic'",
    ]
    assert await one(scratch, "MATCH (node) RETURN count(node)") == 0


async def test_a_broken_row_leaves_what_was_loaded_before(scratch: Database, small: Path, tmp_path: Path) -> None:
    await load_reference(scratch, directory=small)
    before = await graph_digest(scratch)
    with pytest.raises(SeedError):
        await load_reference(scratch, directory=written(broken(small_tables()), tmp_path / "broken"))
    assert await graph_digest(scratch) == before


@pytest.mark.parametrize("step", ["Municipality", "Organisation UNIT_OF Organisation"])
async def test_a_load_that_was_killed_leaves_nothing_and_the_next_completes_it(
    scratch: Database, scratch_connection: Connection, small: Path, step: str
) -> None:
    await load_reference(scratch, directory=small)
    expected = await graph_digest(scratch)
    await empty(scratch)
    environment = {
        "NEO4J_URI": scratch_connection.uri,
        "NEO4J_USERNAME": scratch_connection.username,
        "NEO4J_PASSWORD": scratch_connection.password,
    }
    command = [sys.executable, "-m", "tests.seeds.killed_load", str(small), step]
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **environment})
    assert await process.wait() == -signal.SIGKILL
    assert await one(scratch, "MATCH (node) RETURN count(node)") == 0
    await load_reference(scratch, directory=small)
    assert await graph_digest(scratch) == expected
    assert await inconsistencies(scratch) == ()


async def test_two_loads_at_once_give_one_graph(scratch: Database, small: Path) -> None:
    await load_reference(scratch, directory=small)
    expected = await graph_digest(scratch)
    await empty(scratch)
    await asyncio.gather(*(load_reference(scratch, directory=small) for _ in range(2)))
    assert await graph_digest(scratch) == expected
