"""The ends that are ordered from outside: SIGINT interrupts, SIGTERM is an order that is carried out.

In the event loop both cancel the work, which then tidies up. Work that holds the loop up cannot be cancelled: `at_once`
lets a signal end it with an exception instead.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Coroutine, Iterator
from typing import Any


async def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Do the work; where SIGTERM ends it, that is a good end. (SIGINT becomes a KeyboardInterrupt in `asyncio.run`.)"""
    loop, task, told = asyncio.get_running_loop(), asyncio.current_task(), asyncio.Event()
    assert task is not None  # noqa: S101 - this is a coroutine

    def end() -> None:
        told.set()
        task.cancel()

    loop.add_signal_handler(signal.SIGTERM, end)
    try:
        await work
    except asyncio.CancelledError:
        if not told.is_set():
            raise
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


@contextlib.contextmanager
def at_once() -> Iterator[None]:
    """Let signals end at once what holds up the event loop."""
    ends = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: lambda *_: sys.exit(0)}
    before = {number: signal.getsignal(number) for number in ends}
    for number, end in ends.items():
        if before[number] is not signal.SIG_IGN:  # as for a program in the background
            signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
