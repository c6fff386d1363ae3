"""What is kept of the whole graph for computed fields, so that their statements need not bring it each time.

A statement is told which version of the data is kept, and brings the arrays only where the graph has another: what
belongs together comes from one statement, and the text of the statement stays the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from graph_model.read_tree import ArraysColumn, Parameter
from graph_model.visibility import Viewer
from resolvers.computed import Whole
from resolvers.documents import Cache
from resolvers.fills import Result

MOST_KEPT = 6
KEPT = "kept"

# viewers see different graphs
Key = tuple[Whole, Viewer]


@dataclass(frozen=True)
class Kept:
    """Arrays as they are kept, and of which version of the data."""

    version: int
    arrays: object


class Wholes:
    """What is kept, by what it is and who may see it."""

    def __init__(self) -> None:
        self._kept: Cache[Kept] = Cache(MOST_KEPT)
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def at_hand(self, keys: Sequence[Key]) -> AsyncIterator[list[Kept | None]]:
        """What is kept under the keys. Where something is missing, one request at a time may bring it."""
        found = [self._kept.get(each) for each in keys]
        if None not in found:
            yield found
            return
        async with self._turn:
            yield [self._kept.get(each) for each in keys]

    async def taken(self, key: Key, known: Kept | None, brought: list[Any]) -> object:
        """The arrays: those that were brought, which are kept from now on, or those that were known."""
        if not brought:
            return None if known is None else known.arrays
        ((version, row),) = brought
        arrays = await asyncio.to_thread(key[0].read, row)
        if version is not None:
            self._kept.keep(key, Kept(version, arrays))
        return arrays


def versions(kept: Sequence[Kept | None]) -> list[object]:
    """The versions as the statement is told them."""
    return [None if each is None else each.version for each in kept]


def column_of(whole: Whole, number: int) -> ArraysColumn:
    """The column that brings the arrays with their version, or nothing where version `number` is that of the graph."""

    def body(
        variable: str,
        condition: Callable[[str, str], str],
        parameter: Callable[[str], str],
        seen: Callable[[str, str], str],
    ) -> str:
        # the version is read before the arrays: what is written between belongs to a version that is told to be newer
        return f"""OPTIONAL MATCH (kept:DataState)
WITH kept.dataVersion AS {whole.name}_version WHERE coalesce({whole.name}_version <> {parameter(KEPT)}, true)
WITH {whole.name}_version, COLLECT {{
{whole.body(variable, condition, parameter, seen)}
}} AS {whole.name}_rows
RETURN [{whole.name}_version, head({whole.name}_rows)]"""

    return ArraysColumn(whole.name, body, {}, {KEPT: Parameter(Result(number))})
