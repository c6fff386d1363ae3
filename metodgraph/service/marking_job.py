"""The job of the service that marks incomplete records after changes of the data."""

from __future__ import annotations

import asyncio
import logging

from graph_model.checking.marking import mark_incomplete
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.errors import DatabaseError

log = logging.getLogger(__name__)

# a load increments the version many times, so the job waits until it has been constant for this time
POLL_SECONDS = 60.0


async def mark_after_changes(database: Database, poll_seconds: float = POLL_SECONDS) -> None:
    """Mark incomplete records whenever the data version has changed and then been constant; never return.

    Records that the program writes are marked when they are written. The job covers the records of other writers.
    """
    marked = previous = (await _version(database)) or 0
    while True:
        await asyncio.sleep(poll_seconds)
        version = await _version(database)
        if version is not None and version == previous != marked:
            marked = await _marked(database, version)
        previous = version if version is not None else previous


async def _version(database: Database) -> int | None:
    """Return the data version, or None if the database does not respond."""
    try:
        return (await stored_state(database)).data_version
    except DatabaseError:
        return None


async def _marked(database: Database, version: int) -> int:
    try:
        found = await mark_incomplete(database)
    except DatabaseError as error:
        log.warning("incomplete records could not be marked: %s", error.message)
        return version
    for each in found:
        log.warning(each.sentence)
    # marking increments the version too
    return (await _version(database)) or version
