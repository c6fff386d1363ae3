"""Waiting times of small requests to a busy service. One is sent every 20 ms, independently of other responses.

The kernel counts for each thread the time that it was ready and waited for a processor. This part of a long wait is
caused by the machine, the rest by the service.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

EVERY_SECONDS = 0.02
CONNECTIONS = 8
BODY = b'{"query":"{__typename}"}'
REQUEST = (
    b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
    + str(len(BODY)).encode()
    + b"\r\n\r\n"
    + BODY
)


@dataclass(frozen=True)
class Wait:
    """A request: its due time in seconds, its duration and the service's wait for a processor in milliseconds."""

    due: float
    milliseconds: float
    starved: float


def run_delay(process: int) -> float:
    """Return the time that the main thread of a process has waited for a processor, in milliseconds."""
    return int(Path(f"/proc/{process}/task/{process}/schedstat").read_text().split()[1]) / 1e6


def watch(port: int, process: int, ended: Event, results: Connection) -> None:
    """Send small requests until `ended` is set, then send the list of waits to `results`. Runs in its own process."""
    results.send(asyncio.run(watching(port, process, ended)))


async def watching(port: int, process: int, ended: Event) -> list[Wait]:
    """Send small requests at their due times, each on a free connection, and return their waits."""
    free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await asyncio.open_connection("127.0.0.1", port))
    waits: list[Wait] = []

    async def ask(due: float) -> None:
        before = run_delay(process)
        reader, writer = await free.get()
        writer.write(REQUEST)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if b"content-length" in line)
        await reader.readexactly(length)
        free.put_nowait((reader, writer))
        waits.append(Wait(due, (time.monotonic() - due) * 1000, run_delay(process) - before))

    tasks, due = set[asyncio.Task[None]](), time.monotonic()
    while not ended.is_set():
        task = asyncio.create_task(ask(due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        due += EVERY_SECONDS
        await asyncio.sleep(max(0.0, due - time.monotonic()))
    await asyncio.gather(*tasks)
    return waits
