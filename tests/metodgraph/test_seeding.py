"""Tests of generated sets: loaded equally over Bolt and by the importer, once, and never over other data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from generator.country import demo
from generator.loading import load_generated
from generator.source import stored_sets
from graph_model.checking.consistency import inconsistencies
from graph_model.database.connection import Connection
from graph_model.database.data_state import stored_state
from graph_model.database.definitions import missing_definitions
from graph_model.database.driver import Database
from metodgraph.commands.offline_seeding import OfflineSeedingError, load_offline
from metodgraph.embedded import EmbeddedSettings, start
from metodgraph.settings import Settings
from seeds.loading import load_reference
from tests.generator.countries import tiny
from tests.graph_database import graph_digest, one
from tests.metodgraph.programs import called

QUIET = Console(quiet=True)
# results of analyses, stored by the load of a demo but not part of the set
COMPUTED = "MATCH (n) WHERE n:FittedModel OR n.sourceId STARTS WITH 'computed-' DETACH DELETE n"


async def test_the_demo_agrees_with_the_model(demo_graph: Database) -> None:
    assert await inconsistencies(demo_graph) == ()


async def test_the_demo_is_recognised_when_it_is_loaded_again(demo_graph: Database, tmp_path: Path) -> None:
    version = (await stored_state(demo_graph)).data_version
    assert (await load_generated(demo_graph, demo(), tmp_path)).recognised
    assert (await stored_state(demo_graph)).data_version == version


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory with the small country, loaded by the importer."""
    directory = tmp_path_factory.mktemp("offline") / "graph"
    times = load_offline(Settings(data_directory=directory), tiny(), QUIET, scale=0.01)
    assert set(times.seconds) == {
        "Generating the country", "Writing tables", "Importing", "Creating constraints and indexes", "Fitting models",
    }  # fmt: skip
    return directory


@pytest.fixture(scope="module")
def offline_connection(offline: Path) -> Iterator[Connection]:
    """Return the connection to the graph created by the importer."""
    with start(EmbeddedSettings(offline)) as running:
        yield Connection(running.uri, running.username, running.password)


async def test_an_interrupted_load_completed_makes_what_the_importer_makes_and_another_seed_takes_its_place(
    offline_connection: Connection, scratch: Database, tmp_path: Path
) -> None:
    def interrupt(step: str, done: int, total: int) -> None:
        if step == "Person":
            raise InterruptedError(step)

    await load_reference(scratch)
    with pytest.raises(InterruptedError):
        await load_generated(scratch, tiny(), tmp_path, interrupt)
    assert [each.rows for each in await stored_sets(scratch)] == [None]
    assert (await load_generated(scratch, tiny(), tmp_path)).total.unchanged > 0
    bolt = await graph_digest(scratch)
    assert await inconsistencies(scratch) == ()
    assert (await load_generated(scratch, tiny(2), tmp_path)).removed > 0
    assert await one(scratch, "MATCH (n:Practice) RETURN count(n)") == tiny().practices
    imported = Database(offline_connection, deadline=60)
    try:
        assert await one(imported, "MATCH (model:FittedModel) RETURN count(model)") == 1
        await imported.define(COMPUTED)
        assert await graph_digest(imported) == bolt
        assert await missing_definitions(imported) == ()
        assert (await load_reference(imported)).recognised
        assert (await load_reference(imported, compare_each=True)).unchanged
        assert (await load_generated(imported, tiny(), tmp_path)).recognised
    finally:
        await imported.close()


def test_the_same_set_is_not_loaded_twice_nor_over_a_running_program(
    offline: Path, offline_connection: Connection
) -> None:
    with pytest.raises(OfflineSeedingError, match="A running program uses the graph"):
        load_offline(Settings(data_directory=offline), tiny(), QUIET)


def test_another_neo4j_is_refused() -> None:
    settings = Settings(neo4j_uri="bolt://127.0.0.1:1")
    with pytest.raises(OfflineSeedingError, match="Unset NEO4J_URI"):
        load_offline(settings, tiny(), QUIET)


def test_one_graph_holds_one_generated_country() -> None:
    both = called("seed", "--demo", "--federal")
    assert both.returncode == 2
    assert "Choose --demo or --federal" in both.stderr
