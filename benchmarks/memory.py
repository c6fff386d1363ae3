"""Measure the growth of memory under load: `python -m benchmarks.memory --minutes 60`, on the Neo4j at NEO4J_URI.

A few connections repeatedly send the operations of operations/ with randomly chosen variables. The resident memory of
all processes of the service is sampled every ten seconds. The target: it grows by at most 5 percent from the tenth
minute to the end.
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
# each figure is the median of this number of samples, so that a single request has little influence
NEAR = 6
console = Console(width=None if sys.stdout.isatty() else 200)


@dataclass
class Sent:
    """The numbers of responses and of error responses by operation."""

    answers: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Send the load and print the growth of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1, help="random seed of the objects and the order of requests")
    options = parser.parse_args()
    connection = Settings.load().external
    if connection is None:
        sys.exit("Set NEO4J_URI to the Neo4j to measure.")
    requests = bodies(asyncio.run(read_cases(connection, options.seed)))
    ended, sent = threading.Event(), Sent()
    with service() as (port, process):
        with ThreadPoolExecutor(options.connections) as pool:
            orders = (random.Random(options.seed + number) for number in range(options.connections))
            senders = [pool.submit(send, port, requests, each, ended, sent) for each in orders]
            try:
                samples = watched(process, options.minutes * 60)
            finally:
                ended.set()
        for each in senders:
            each.result()
    print_samples(samples, sent)


def bodies(cases: dict[str, tuple[str, list[Variables]]]) -> dict[str, list[bytes]]:
    """Return the request bodies of each operation."""
    return {name: [body(text, each) for each in tried] for name, (text, tried) in cases.items()}


def send(port: int, requests: dict[str, list[bytes]], drawn: random.Random, ended: threading.Event, sent: Sent) -> None:
    """Send requests one after another until `ended` is set. All operations are equally frequent."""
    client, names = Client(port), [*requests]
    while not ended.is_set():
        name = drawn.choice(names)
        answer = client.send("/graphql", drawn.choice(requests[name]))[1]
        sent.answers[name] += 1
        if orjson.loads(answer).get("errors"):
            sent.errors[name] += 1


def watched(process: int, seconds: float) -> list[tuple[float, float]]:
    """Return samples of the elapsed minutes and the megabytes, one every ten seconds."""
    began, samples = time.monotonic(), list[tuple[float, float]]()
    while (passed := time.monotonic() - began) < seconds:
        samples.append((passed / 60, resident_megabytes(process)))
        if len(samples) % (NEAR * 5) == 1:
            console.print(f"{samples[-1][0]:.0f} minutes: {samples[-1][1]:.0f} MB")
        time.sleep(EVERY_SECONDS)
    return samples


def print_samples(samples: Sequence[tuple[float, float]], sent: Sent) -> None:
    """Print the memory after `SETTLED_MINUTES` and at the end, and whether the target is met."""
    settled = [size for minutes, size in samples if minutes >= SETTLED_MINUTES] or [size for _, size in samples]
    early, late = float(np.median(settled[:NEAR])), float(np.median(settled[-NEAR:]))
    growth, minutes = late / early - 1, min(SETTLED_MINUTES, samples[-1][0])
    console.print(f"responses: {sent.answers.total():,}, with errors: {sent.errors.total():,} {dict(sent.errors)}")
    console.print(
        f"after {minutes:.0f} minutes {early:.0f} MB, at the end ({samples[-1][0]:.0f} minutes) {late:.0f} MB: "
        f"{growth:+.1%}, target at most {MOST_GROWTH:.0%}{' SHORT' if growth > MOST_GROWTH else ''}"
    )
    if samples[-1][0] < SETTLED_MINUTES:
        console.print(f"The run was shorter than {SETTLED_MINUTES:.0f} minutes, so the target cannot be evaluated.")


if __name__ == "__main__":
    main()
