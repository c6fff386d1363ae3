"""The worker pool of the program: the engine of its processes, their number and their preloaded modules."""

from __future__ import annotations

import logging
import os
from functools import partial

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from metodgraph.console_output import log_to_standard_error
from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.settings import default_cache_directory
from metodgraph.settings import Settings
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from resolvers.running.row_files import RowFiles
from resolvers.running.worker_pool import Workers
from schema.build import schema

log = logging.getLogger(__name__)
PRELOADED = ("metodgraph.service.preloaded",)


def engine_of(connection: Connection, deadline: float, files: RowFiles | None) -> Engine:
    """Return the engine of a worker process."""
    log_to_standard_error()
    return Engine(schema(), COMPUTED, Database(connection, deadline), files=files)


def row_files(settings: Settings) -> RowFiles | None:
    """Return the files in the cache directory, or None if the settings turn them off or the user has no directory."""
    if not settings.cache_records:
        return None
    try:
        return RowFiles(default_cache_directory() / "records")
    except EmbeddedNeo4jError as error:
        log.warning("records of the whole graph are not cached in files: %s", error)
        return None


def workers_of(connection: Connection, settings: Settings) -> Workers:
    """Return the worker pool of the settings without starting it."""
    deadline = settings.deadline_seconds
    engine = partial(engine_of, connection, deadline, row_files(settings))
    return Workers(engine, worker_count(settings), deadline, PRELOADED)


def worker_count(settings: Settings) -> int:
    """Return the number of worker processes: that of the settings, or the number of processors available here."""
    if settings.workers is not None:
        return settings.workers
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
