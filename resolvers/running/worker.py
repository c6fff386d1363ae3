"""A worker process: an engine of its own that answers one root field after the other."""

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

# long computations give way to short answers of the main process where processors are scarce
COURTESY = 5
# the engine of this process and the event loop that it runs in; one of each for the life of the process
ENGINES: list[tuple[Engine, asyncio.Runner]] = []


def begin(make_engine: Callable[[], Engine]) -> None:
    """Make the engine of this process; the process ends with its parent and leaves interrupts to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(COURTESY)
    threading.Thread(target=end_with_parent, name="parent watch", daemon=True).start()
    runner = asyncio.Runner()
    ENGINES.append((make_engine(), runner))
    spare_long_lived()


def end_with_parent() -> None:
    """Wait for the end of the parent process, however it ends, and end this one."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def identify() -> int:
    """Return the id of this process."""
    return os.getpid()


def answer(request: RootRequest) -> RootAnswer:
    """Answer a root field; the value is JSON as bytes, so that the main process need not write it."""
    ((engine, runner),) = ENGINES
    found = runner.run(engine.answer_root(request))
    return found if found.value is None else replace(found, value=orjson.dumps(found.value))
