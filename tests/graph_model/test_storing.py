"""Tests that the fast storing of tests creates the same graph as the program."""

from functools import partial

from graph_model.database.driver import Database
from graph_model.writing.batches import SIZE
from graph_model.writing.bulk_writes import transactions, unnamed, write_and_record
from tests.graph_database import empty, graph_digest
from tests.resolvers.small_graph import small_graph
from tests.storing import store


async def test_a_stored_graph_is_the_one_that_the_program_writes(scratch: Database) -> None:
    await store(scratch, *small_graph())
    stored = await graph_digest(scratch)
    await empty(scratch)
    for group in transactions(*small_graph(), SIZE):
        # if several links share an end that permits only one, the last replaces the others, which is not an error here
        await scratch.write(partial(write_and_record, group=group, writer=unnamed()))
    assert await graph_digest(scratch) == stored
