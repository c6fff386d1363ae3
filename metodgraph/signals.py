"""Signal handling: SIGINT interrupts the program, SIGTERM shuts it down with exit status 0.

In the event loop both signals cancel the running task, which then cleans up. Blocking code cannot be cancelled: within
`at_once` a signal raises an exception instead.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Coroutine, Iterator
from typing import Any


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Await the work, and return normally if SIGTERM cancels it.

    `asyncio.run` turns SIGINT into a KeyboardInterrupt.
    """
    loop, task, signalled = asyncio.get_running_loop(), asyncio.current_task(), asyncio.Event()
    assert task is not None  # noqa: S101 - this is a coroutine

    def end() -> None:
        signalled.set()
        task.cancel()

    loop.add_signal_handler(signal.SIGTERM, end)
    try:
        await work
    except asyncio.CancelledError:
        if not signalled.is_set():
            raise
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


@contextlib.contextmanager
def at_once() -> Iterator[None]:
    """Let SIGINT and SIGTERM interrupt blocking code immediately with an exception."""
    ends = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: lambda *_: sys.exit(0)}
    before = {number: signal.getsignal(number) for number in ends}
    for number, end in ends.items():
        if before[number] is not signal.SIG_IGN:  # ignored signals stay ignored, as for a background process
            signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
