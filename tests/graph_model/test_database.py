"""Tests that database failures are reported, and that only transient failures are retried."""

from collections.abc import Awaitable, Callable

import pytest

from graph_model.database.driver import Database, Reader, Rows
from graph_model.errors import DatabaseUnavailableError

# exceeds the memory limit of a statement under the memory settings that the program chooses for Neo4j
TOO_MUCH = "UNWIND range(1, 3000000) AS number WITH collect(toString(number)) AS texts RETURN size(texts)"


async def alone(database: Database, text: str) -> Rows:
    return await database.read(text, {})


async def together(database: Database, text: str) -> Rows:
    async def work(run: Reader) -> Rows:
        return await run(text, {})

    return await database.read_together(work)


@pytest.mark.parametrize("read", [alone, together])
async def test_what_does_not_fit_into_memory_is_told_at_once(
    reference_graph: Database, read: Callable[[Database, str], Awaitable[Rows]]
) -> None:
    before = reference_graph.statements
    with pytest.raises(DatabaseUnavailableError, match="too little memory"):
        await read(reference_graph, TOO_MUCH)
    assert reference_graph.statements == before + 1
    assert await read(reference_graph, "RETURN 1") == [[1]]
