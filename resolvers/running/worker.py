"""A worker process: it has its own engine and executes one root field at a time."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import parent_process
from multiprocessing.connection import wait

import orjson

from resolvers.running.engine import Engine, RootRequest
from resolvers.running.execution import RootAnswer
from resolvers.running.garbage_collection import spare_long_lived

# the niceness of workers, so that the main process has priority over long computations
COURTESY = 5
# the only engine of this process and the event loop that it runs in
ENGINES: list[tuple[Engine, asyncio.Runner]] = []


def begin(make_engine: Callable[[], Engine]) -> None:
    """Create the engine of this process. The process ends with its parent and ignores interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(COURTESY)
    threading.Thread(target=end_with_parent, name="parent watch", daemon=True).start()
    runner = asyncio.Runner()
    ENGINES.append((make_engine(), runner))
    spare_long_lived()


def end_with_parent() -> None:
    """Wait for the end of the parent process, and exit."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def identify() -> int:
    """Return the id of this process."""
    return os.getpid()


def answer(request: RootRequest) -> RootAnswer:
    """Execute a root field. The value is returned as encoded JSON, so that the main process need not encode it."""
    ((engine, runner),) = ENGINES
    found = runner.run(engine.answer_root(request))
    return found if found.value is None else replace(found, value=orjson.dumps(found.value))
