"""The guard of the data version: all that a job reads is of one version of the data."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from jobs.errors import ChangedMeanwhileError


@asynccontextmanager
async def one_version(database: Database) -> AsyncIterator[int]:
    """Give the version of the data; raises a `ChangedMeanwhileError` at the end where it is another by then."""
    version = (await stored_state(database)).data_version
    yield version
    await demand_unchanged(database, version)


async def demand_unchanged(database: Database, version: int) -> None:
    """Raise a `ChangedMeanwhileError` where the data are of another version now."""
    if (await stored_state(database)).data_version != version:
        msg = "The graph was changed in the meantime. Run the analysis again."
        raise ChangedMeanwhileError(msg)
