"""The measurement of a case: requests to the services in turn, then under load."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.answers.case import Case
from benchmarks.answers.load_process import Load, LoadError
from benchmarks.answers.processes import processor_seconds
from benchmarks.answers.services import Service

SEED = 174
# the path and the body of a request
Sent = tuple[str, bytes]
FEWEST_ROUNDS = 5


@dataclass(frozen=True)
class Extent:
    """The extent of a measurement: warm-up rounds, measured rounds, seconds per case, and blocks of load."""

    warm_up: int
    pairs: int
    seconds: float
    connections: int
    blocks: int
    block_seconds: float


@dataclass
class Measured:
    """The measurements of a case, by service.

    `times` are in milliseconds, `throughput` in responses per second. `processor` and `database` are the processor
    times of the service and of Neo4j in milliseconds per response.
    """

    name: str
    times: dict[str, list[float]] = field(default_factory=dict)
    throughput: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    database: dict[str, float] = field(default_factory=dict)


def measure(
    measured: Measured, case: Case, services: Sequence[Service], neo4j: int | None, extent: Extent, load: Load
) -> None:
    """Measure a case on which the services agree, and add the measurements to `measured`."""
    requests = {each.name: sent for each in services if (sent := case.request(each.name)) is not None}
    taking_part = [each for each in services if each.name in requests]
    measured.times = {each.name: [] for each in taking_part}
    in_turn(measured, taking_part, requests, extent)
    under_load(measured, taking_part, requests, neo4j, extent, load)


def in_turn(measured: Measured, services: Sequence[Service], requests: Mapping[str, Sent], extent: Extent) -> None:
    """Send a request to every service in each round, in a random order."""
    drawn = random.Random(SEED)
    for _ in rounds(extent.warm_up, extent.seconds / 3):
        one_round(services, requests, drawn)
    for _ in rounds(extent.pairs, extent.seconds):
        for name, elapsed in one_round(services, requests, drawn).items():
            measured.times[name].append(elapsed)


def rounds(most: int, seconds: float) -> Iterator[int]:
    """Yield the numbers of rounds: at most `most`, for at most `seconds`, but at least `FEWEST_ROUNDS`."""
    until = time.monotonic() + seconds
    for number in range(most):
        if number >= FEWEST_ROUNDS and time.monotonic() > until:
            return
        yield number


def one_round(services: Sequence[Service], requests: Mapping[str, Sent], drawn: random.Random) -> dict[str, float]:
    """Send a request to each service and return the times in milliseconds.

    Raises `LoadError` if a response is an error.
    """
    times = {}
    for service in drawn.sample(services, len(services)):
        times[service.name], content = service.send(*requests[service.name])
        if b'"errors"' in content:
            raise LoadError(f"{service.name} returned {content[:300]!r}")
    return times


def under_load(
    measured: Measured,
    services: Sequence[Service],
    requests: Mapping[str, Sent],
    neo4j: int | None,
    extent: Extent,
    load: Load,
) -> None:
    """Send requests to each service over many connections, in short alternating blocks."""
    blocks: dict[str, list[tuple[float, ...]]] = {each.name: [] for each in services}
    for number in range(extent.blocks):
        for service in services if number % 2 == 0 else reversed(services):
            before = [processor_seconds(each) for each in (service.process, neo4j)]
            answers, seconds = load.block(service, requests[service.name], extent.connections, extent.block_seconds)
            after = [processor_seconds(each) for each in (service.process, neo4j)]
            spent = (1000 * (end - begin) for begin, end in zip(before, after, strict=True))
            blocks[service.name].append((answers, seconds, *spent))
    for name, found in blocks.items():
        if found:
            answers, seconds, own, database = map(sum, zip(*found, strict=True))
            measured.throughput[name], measured.processor[name] = answers / seconds, own / answers
            if neo4j:
                measured.database[name] = database / answers
