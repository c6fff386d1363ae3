"""The quick storing of tests makes the graph that the program makes."""

from graph_model.bulk_writes import write_in_batches
from graph_model.database import Database
from tests.graph_database import empty, graph_digest
from tests.resolvers.small_graph import small_graph
from tests.storing import store


async def test_a_stored_graph_is_the_one_that_the_program_writes(scratch: Database) -> None:
    await store(scratch, *small_graph())
    stored = await graph_digest(scratch)
    await empty(scratch)
    await write_in_batches(scratch, *small_graph())
    assert await graph_digest(scratch) == stored
