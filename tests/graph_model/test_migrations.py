"""Tests that graphs of older program versions are migrated, and that graphs of newer versions are left unchanged."""

import pytest

from graph_model.checking.consistency import inconsistencies
from graph_model.database.data_state import record_change, stored_state
from graph_model.database.driver import Database
from graph_model.database.migrations import MIGRATIONS, NewerModelError, migrate
from graph_model.model import MODEL_VERSION
from graph_model.writing.bulk_writes import write_in_batches
from tests.graph_database import graph_digest
from tests.graph_model.small_graph import LINKS, NODES

# properties missing in a graph of the first version
TO_THE_FIRST = "MATCH ()-[record:PERFORMS|PARTNER_OF]->() REMOVE record.toldApart"
SET_FIRST_VERSION = "MATCH (state:DataState) SET state.modelVersion = 1"


async def written(database: Database) -> str:
    """Write the small graph in the current version and return its digest."""
    await write_in_batches(database, NODES, LINKS)
    await database.write(record_change)
    return await graph_digest(database)


async def test_a_graph_of_the_first_version_becomes_one_of_this_version(scratch: Database) -> None:
    expected = await written(scratch)
    await scratch.define(TO_THE_FIRST)
    await scratch.define(SET_FIRST_VERSION)
    before = (await stored_state(scratch)).data_version
    sentences = await migrate(scratch)
    assert [f"version {each.to}" in sentence for each, sentence in zip(MIGRATIONS, sentences, strict=True)] == [
        True
    ] * len(MIGRATIONS)
    assert await graph_digest(scratch) == expected
    state = await stored_state(scratch)
    assert (state.model_version, state.data_version) == (MODEL_VERSION, before + len(MIGRATIONS))
    assert await inconsistencies(scratch) == ()


async def test_a_migration_that_was_cut_off_goes_on(scratch: Database) -> None:
    expected = await written(scratch)
    await scratch.define(f"{TO_THE_FIRST.replace(' REMOVE', ' WITH record LIMIT 1 REMOVE')}")
    await scratch.define(SET_FIRST_VERSION)
    await migrate(scratch)
    assert await graph_digest(scratch) == expected


async def test_a_graph_of_this_version_is_not_touched(scratch: Database) -> None:
    await written(scratch)
    before = await stored_state(scratch)
    assert await migrate(scratch) == ()
    assert await stored_state(scratch) == before


async def test_an_empty_database_needs_no_migration(scratch: Database) -> None:
    assert await migrate(scratch) == ()


async def test_a_graph_of_a_newer_program_is_refused_and_left_alone(scratch: Database) -> None:
    await written(scratch)
    await scratch.define("MATCH (state:DataState) SET state.modelVersion = 1000")
    expected = await graph_digest(scratch)
    with pytest.raises(NewerModelError, match=rf"version 1000 .* this program supports {MODEL_VERSION}"):
        await migrate(scratch)
    assert await graph_digest(scratch) == expected


def test_every_version_has_its_migration() -> None:
    assert [each.to for each in MIGRATIONS] == list(range(2, MODEL_VERSION + 1))
