"""Measure the responsiveness of the service with the Neo4j at NEO4J_URI: `python -m benchmarks.responsiveness`.

Each operation of operations/ runs repeatedly with its slowest variables, while small requests are sent every 20 ms. The
targets are that 99 of 100 small requests wait less than 50 ms, and that none waits 200 ms or longer.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.answers import services
from benchmarks.answers.client import Client
from benchmarks.objects import Timed, Variables, cases, slowest
from benchmarks.waiting import Wait, watch
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from metodgraph.settings import Settings

GOAL_P99, GOAL_MOST = 50.0, 200.0
console = Console(width=None if sys.stdout.isatty() else 200)


def main() -> None:
    """Measure the operations. Print a table with a row for each operation, and each wait that is too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="duration of all operations together")
    parser.add_argument("--seed", type=int, default=1, help="random seed of the objects")
    parser.add_argument("--only", help="measure only the operations whose name contains this text")
    chosen = parser.parse_args()
    connection = Settings.load().external
    if connection is None:
        sys.exit("Set NEO4J_URI to the Neo4j to measure.")
    every = asyncio.run(read_cases(connection, chosen.seed))
    measured = {name: case for name, case in every.items() if not chosen.only or chosen.only in name}
    seconds = chosen.minutes * 60 / len(measured)
    table = new_table()
    with service() as (port, process):
        for name, (text, tried) in measured.items():
            variables, slow = slowest(text, tried, timing(port))
            latencies, waits = loaded(port, process, text, variables, seconds)
            add_row(table, name, slow, latencies, waits)
            print_long(name, variables, waits)
    console.print(table)


async def read_cases(connection: Connection, seed: int) -> dict[str, tuple[str, list[Variables]]]:
    """Return the operations by name, each with its text and the variables for randomly chosen objects."""
    database = Database(connection, 120)
    try:
        return await cases(database, seed)
    finally:
        await database.close()


@contextmanager
def service() -> Iterator[tuple[int, int]]:
    """Run the program on a free port, and yield the port and the process id."""
    with services.ours(os.environ) as running:
        yield running.port, running.process


def timing(port: int) -> Timed:
    """Return a function that sends a request and returns its time in milliseconds."""
    client = Client(port)
    return lambda text, variables: client.send("/graphql", body(text, variables))[0]


def body(text: str, variables: Variables) -> bytes:
    """Return the body of a request."""
    return orjson.dumps({"query": text, "variables": variables})


def loaded(port: int, process: int, text: str, variables: Variables, seconds: float) -> tuple[list[float], list[Wait]]:
    """Repeat an operation for `seconds`. Return its times in milliseconds and the waits of the small requests."""
    context = multiprocessing.get_context("spawn")
    ended, (ours, theirs) = context.Event(), context.Pipe(duplex=False)
    watcher = context.Process(target=watch, args=(port, process, ended, theirs))
    watcher.start()
    client, sent, times = Client(port), body(text, variables), []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        times.append(client.send("/graphql", sent)[0])
    ended.set()
    waits = ours.recv()
    watcher.join()
    return times, waits


def new_table() -> Table:
    """Return an empty table for the figures."""
    table = Table(title="Milliseconds that {__typename} waits while an operation runs with its slowest variables")
    for name in ("operation", "asked", "slowest ms", "requests", "p50", "p99", "most", "over 50", "over 200", "ours"):
        table.add_column(name, justify="left" if name == "operation" else "right")
    return table


def add_row(table: Table, name: str, slow: float, latencies: Sequence[float], waits: Sequence[Wait]) -> None:
    """Add the row of an operation. `ours` is the longest wait, less the time for which no processor was free."""
    times = np.array([each.milliseconds for each in waits])
    own = max(each.milliseconds - each.starved for each in waits)
    p50, p99 = np.percentile(times, [50, 99])
    short = " SHORT" if p99 >= GOAL_P99 or times.max() >= GOAL_MOST else ""
    table.add_row(
        name,
        str(len(latencies)),
        f"{slow:.0f}",
        f"{len(times):,}",
        f"{p50:.1f}",
        f"{p99:.1f}",
        f"{times.max():.0f}{short}",
        str(int((times >= GOAL_P99).sum())),
        str(int((times >= GOAL_MOST).sum())),
        f"{own:.0f}",
    )


def print_long(name: str, variables: Variables, waits: Sequence[Wait]) -> None:
    """Print each wait that is too long, with its cause according to the kernel's statistics."""
    load = Path("/proc/loadavg").read_text().split()[0]
    for each in waits:
        if each.milliseconds >= GOAL_MOST:
            own = each.milliseconds - each.starved
            cause = "no processor was free" if own < GOAL_MOST else "the service"
            console.print(f"{name} {variables}: {each.milliseconds:.0f} ms, {each.starved:.0f} of them without a "
                          f"processor; cause: {cause}; load {load}")  # fmt: skip


if __name__ == "__main__":
    main()
