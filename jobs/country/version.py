"""Checks that all data that a job reads are of one data version."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from jobs.errors import ChangedMeanwhileError


@asynccontextmanager
async def one_version(database: Database) -> AsyncIterator[int]:
    """Yield the data version, and check at the end that it has not changed.

    Raises:
        ChangedMeanwhileError: The data version has changed.
    """
    version = (await stored_state(database)).data_version
    yield version
    await demand_unchanged(database, version)


async def demand_unchanged(database: Database, version: int) -> None:
    """Check the data version.

    Raises:
        ChangedMeanwhileError: The data version is not `version`.
    """
    if (await stored_state(database)).data_version != version:
        msg = "The graph was changed in the meantime. Run the analysis again."
        raise ChangedMeanwhileError(msg)
