"""The worker pool of the program: the engine of its processes, their number and their preloaded modules."""

from __future__ import annotations

import os
from functools import partial

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from metodgraph.console_output import log_to_standard_error
from metodgraph.settings import Settings
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from resolvers.running.worker_pool import Workers
from schema.build import schema

PRELOADED = ("metodgraph.service.preloaded",)


def engine_of(connection: Connection, deadline: float) -> Engine:
    """Return the engine of a worker process."""
    log_to_standard_error()
    return Engine(schema(), COMPUTED, Database(connection, deadline))


def workers_of(connection: Connection, settings: Settings) -> Workers:
    """Return the worker pool of the settings without starting it."""
    deadline = settings.deadline_seconds
    return Workers(partial(engine_of, connection, deadline), worker_count(settings), deadline, PRELOADED)


def worker_count(settings: Settings) -> int:
    """Return the number of worker processes: that of the settings, or the number of processors available here."""
    if settings.workers is not None:
        return settings.workers
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
