"""What the database cannot do is told, and tried again only where another try is worth it."""

from collections.abc import Awaitable, Callable

import pytest

from graph_model.database import Database, Reader, Rows
from graph_model.errors import DatabaseUnavailableError

# more than a statement may hold with the memory that tests give to Neo4j
TOO_MUCH = "UNWIND range(1, 3000000) AS number WITH collect(toString(number)) AS texts RETURN size(texts)"


async def alone(database: Database, text: str) -> Rows:
    return await database.read(text, {})


async def together(database: Database, text: str) -> Rows:
    async def work(run: Reader) -> Rows:
        return await run(text, {})

    return await database.read_together(work)


@pytest.mark.parametrize("read", [alone, together])
async def test_what_does_not_fit_into_memory_is_told_at_once(
    scratch_server: Database, read: Callable[[Database, str], Awaitable[Rows]]
) -> None:
    before = scratch_server.statements
    with pytest.raises(DatabaseUnavailableError, match="too little memory"):
        await read(scratch_server, TOO_MUCH)
    assert scratch_server.statements == before + 1
    assert await read(scratch_server, "RETURN 1") == [[1]]
