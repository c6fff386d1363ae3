"""Tests that the state of the graph contains its versions."""

from graph_model.database.data_state import StoredState, keep_seed_digest, record_change, stored_state
from graph_model.database.driver import Database
from graph_model.model import MODEL_VERSION


async def test_an_empty_graph_has_no_state(scratch: Database) -> None:
    assert await stored_state(scratch) == StoredState(None, 0, None)


async def test_every_change_raises_the_version_and_keeps_the_digest_of_the_seeds(scratch: Database) -> None:
    await scratch.write(lambda run: keep_seed_digest(run, "digest"))
    assert await scratch.write(record_change) == 1
    assert await scratch.write(record_change) == 2
    assert await stored_state(scratch) == StoredState(MODEL_VERSION, 2, "digest")


async def test_remembering_the_seeds_alone_raises_no_version(scratch: Database) -> None:
    await scratch.write(record_change)
    await scratch.write(lambda run: keep_seed_digest(run, "another"))
    assert await stored_state(scratch) == StoredState(MODEL_VERSION, 1, "another")
