"""The job that marks incomplete records after the data have changed, while the service runs."""

from __future__ import annotations

import asyncio
import logging

from graph_model.checking.marking import mark_incomplete
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.errors import DatabaseError

log = logging.getLogger(__name__)

# a load raises the version many times: the job waits until it has stayed the same for so long
POLL_SECONDS = 60.0


async def mark_after_changes(database: Database, poll_seconds: float = POLL_SECONDS) -> None:
    """Mark incomplete records whenever the version of the data has changed and stayed; never returns.

    What the program writes itself is marked when it is written: this is for what other writers left.
    """
    marked = previous = (await _version(database)) or 0
    while True:
        await asyncio.sleep(poll_seconds)
        version = await _version(database)
        if version is not None and version == previous != marked:
            marked = await _marked(database, version)
        previous = version if version is not None else previous


async def _version(database: Database) -> int | None:
    """The version of the data; None where the database does not answer."""
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
    # marking raises the version, too
    return (await _version(database)) or version
