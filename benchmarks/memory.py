"""Whether memory stays bounded: `python -m benchmarks.memory --minutes 60`, on the Neo4j that NEO4J_URI names.

A few connections send the operations of operations/ that the schema answers, with drawn variables, again and again.
The resident memory of all processes of the service is looked at every ten seconds. The goal: from the tenth minute to
the end it grows by 5 percent at most.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import orjson
from rich.console import Console

from benchmarks.answers.client import Client
from benchmarks.answers.processes import resident_megabytes
from benchmarks.objects import Variables
from benchmarks.responsiveness import body, read_cases, service
from metodgraph.settings import Settings

EVERY_SECONDS = 10.0
SETTLED_MINUTES = 10.0
MOST_GROWTH = 0.05
# samples that a figure is the median of, so that one answer under way does not decide
NEAR = 6
console = Console(width=None if sys.stdout.isatty() else 200)


@dataclass
class Sent:
    """What was sent so far: answers by operation, and those that were errors."""

    answers: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Send the load, and print how memory grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1, help="which objects are drawn, and the order of requests")
    asked = parser.parse_args()
    connection = Settings.load().external
    if connection is None:
        sys.exit("NEO4J_URI must name the Neo4j to measure on.")
    requests = bodies(asyncio.run(read_cases(connection, asked.seed)))
    ended, sent = threading.Event(), Sent()
    with service() as (port, process):
        with ThreadPoolExecutor(asked.connections) as pool:
            orders = (random.Random(asked.seed + number) for number in range(asked.connections))
            senders = [pool.submit(send, port, requests, each, ended, sent) for each in orders]
            try:
                samples = watched(process, asked.minutes * 60)
            finally:
                ended.set()
        for each in senders:
            each.result()
    tell(samples, sent)


def bodies(cases: dict[str, tuple[str, list[Variables]]]) -> dict[str, list[bytes]]:
    """Return the requests of each operation."""
    return {name: [body(text, each) for each in tried] for name, (text, tried) in cases.items()}


def send(port: int, requests: dict[str, list[bytes]], drawn: random.Random, ended: threading.Event, sent: Sent) -> None:
    """Send requests, one after the other, until the end; each operation is as frequent as any other."""
    client, names = Client(port), [*requests]
    while not ended.is_set():
        name = drawn.choice(names)
        answer = client.send("/graphql", drawn.choice(requests[name]))[1]
        sent.answers[name] += 1
        if orjson.loads(answer).get("errors"):
            sent.errors[name] += 1


def watched(process: int, seconds: float) -> list[tuple[float, float]]:
    """Return minutes and megabytes, a sample every ten seconds."""
    began, samples = time.monotonic(), list[tuple[float, float]]()
    while (passed := time.monotonic() - began) < seconds:
        samples.append((passed / 60, resident_megabytes(process)))
        if len(samples) % (NEAR * 5) == 1:
            console.print(f"{samples[-1][0]:.0f} minutes: {samples[-1][1]:.0f} MB")
        time.sleep(EVERY_SECONDS)
    return samples


def tell(samples: Sequence[tuple[float, float]], sent: Sent) -> None:
    """Print memory when it had settled and at the end, and whether the goal is met."""
    settled = [size for minutes, size in samples if minutes >= SETTLED_MINUTES] or [size for _, size in samples]
    early, late = float(np.median(settled[:NEAR])), float(np.median(settled[-NEAR:]))
    growth, minutes = late / early - 1, min(SETTLED_MINUTES, samples[-1][0])
    console.print(f"answers: {sent.answers.total():,}, of them errors: {sent.errors.total():,} {dict(sent.errors)}")
    console.print(
        f"after {minutes:.0f} minutes {early:.0f} MB, at the end ({samples[-1][0]:.0f} minutes) {late:.0f} MB: "
        f"{growth:+.1%} of at most {MOST_GROWTH:.0%}{' SHORT' if growth > MOST_GROWTH else ''}"
    )
    if samples[-1][0] < SETTLED_MINUTES:
        console.print(f"The run was shorter than {SETTLED_MINUTES:.0f} minutes, so this says nothing of the goal.")


if __name__ == "__main__":
    main()
