"""The refresh of the graph counts that anchors are chosen by: at the start and for each new version of the data."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from graph_model.database.driver import Database
from graph_model.database.graph_counts import graph_counts
from resolvers.compiling.anchors import Anchors


class CountRefresh:
    """The refresher of the counts of one database. It calls `changed` if new counts change compiled statements."""

    def __init__(self, database: Database, anchors: Anchors, changed: Callable[[], None]) -> None:
        self._database = database
        self._anchors = anchors
        self._changed = changed
        self._reading: asyncio.Task[None] | None = None
        self._counted: int | None = None

    async def begin(self) -> None:
        """Read the counts, once."""
        if self._reading is None:
            self._reading = asyncio.create_task(self._read(None))
        await self._reading

    async def end(self) -> None:
        """Cancel a read in progress."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})

    def saw(self, versions: Iterable[int]) -> None:
        """Read the counts again in the background if a version is not the one of the last counts."""
        newest = max(versions, default=None)
        if self._reading is not None and self._reading.done() and newest not in (None, self._counted):
            self._reading = asyncio.create_task(self._read(newest))

    async def _read(self, version: int | None) -> None:
        counts = await graph_counts(self._database)
        self._counted = counts.data_version if counts.known else version
        if self._anchors.renew(counts):
            self._changed()
