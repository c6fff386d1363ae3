"""Measuring one case: the services agree, then they answer in turn, then under load."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson

from benchmarks.agreement import plain
from benchmarks.case import Case
from benchmarks.client import request
from benchmarks.processes import processor_seconds
from benchmarks.services import Service

SEED = 174
FEWEST_ROUNDS = 5


@dataclass(frozen=True)
class Extent:
    """How long to measure: rounds before and within the measurement, seconds of a case, and blocks of load."""

    warm_up: int
    pairs: int
    seconds: float
    connections: int
    blocks: int
    block_seconds: float


@dataclass
class Measured:
    """What was measured of a case, by service: milliseconds, answers a second, milliseconds of processors an answer."""

    name: str
    times: dict[str, list[float]] = field(default_factory=dict)
    throughput: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    database: dict[str, float] = field(default_factory=dict)


class LoadError(Exception):
    """A service answers with errors under load."""


def problems(case: Case, services: Sequence[Service]) -> dict[str, str]:
    """Return what is wrong with the answers of services, by service: errors, and what differs from ours."""
    answers, found = {}, {}
    for service in services:
        if sent := case.request(service.name):
            answer = orjson.loads(service.send(*sent)[1])
            if answer.get("errors"):
                found[service.name] = str(answer["errors"])[:500]
            else:
                answers[service.name] = case.reading(service.name)(plain(answer["data"]))
    if "ours" in answers and not answers["ours"]:
        found["ours"] = "finds nothing"
    for name, answer in answers.items():
        if name != "ours" and "ours" in answers and not case.agree(answers["ours"], answer):
            found[name] = f"differs: {different(answers['ours'], answer)}"
    return found


def different(ours: Any, other: Any, place: str = "") -> str:
    """Return the first place where two answers differ, and what stands there."""
    if isinstance(ours, dict) and isinstance(other, dict) and set(ours) == set(other):
        for key in ours:
            if ours[key] != other[key]:
                return different(ours[key], other[key], f"{place}.{key}")
    if isinstance(ours, list) and isinstance(other, list) and len(ours) == len(other):
        for number, (one, another) in enumerate(zip(ours, other, strict=True)):
            if one != another:
                return different(one, another, f"{place}[{number}]")
    return f"at {place or 'the root'} {str(ours)[:200]}, other {str(other)[:200]}"


def measure(
    measured: Measured, case: Case, services: Sequence[Service], neo4j: int | None, extent: Extent, load: Load
) -> None:
    """Measure a case on which the services agree, and add what is found to `measured`."""
    requests = {each.name: sent for each in services if (sent := case.request(each.name)) is not None}
    taking_part = [each for each in services if each.name in requests]
    measured.times = {each.name: [] for each in taking_part}
    in_turn(measured, taking_part, requests, extent)
    under_load(measured, taking_part, requests, neo4j, extent, load)


def in_turn(
    measured: Measured, services: Sequence[Service], requests: dict[str, tuple[str, bytes]], extent: Extent
) -> None:
    """Ask all services once in each round, in an order drawn for the round."""
    order, drawn = [*services], random.Random(SEED)
    began = time.monotonic()
    for number in range(-extent.warm_up, extent.pairs):
        late = time.monotonic() - began > (extent.seconds if number >= 0 else extent.seconds / 3)
        if late and (number < 0 or number >= FEWEST_ROUNDS):
            if number >= 0:
                return
            continue
        drawn.shuffle(order)
        for service in order:
            elapsed, content = service.send(*requests[service.name])
            if b'"errors"' in content:
                raise LoadError(f"{service.name} answers {content[:300]!r}")
            if number >= 0:
                measured.times[service.name].append(elapsed)


def under_load(
    measured: Measured,
    services: Sequence[Service],
    requests: dict[str, tuple[str, bytes]],
    neo4j: int | None,
    extent: Extent,
    load: Load,
) -> None:
    """Ask each service over many connections, in short blocks that take turns."""
    sums = {each.name: [0.0] * 4 for each in services}
    for number in range(extent.blocks):
        for service in services if number % 2 == 0 else reversed(services):
            before = [processor_seconds(each) for each in (service.process, *([neo4j] if neo4j else []))]
            answers, seconds = load.block(service, requests[service.name], extent)
            after = [processor_seconds(each) for each in (service.process, *([neo4j] if neo4j else []))]
            spent = [1000 * (end - begin) for begin, end in zip(before, after, strict=True)]
            parts = [answers, seconds, *spent]
            sums[service.name] = [one + other for one, other in zip(sums[service.name], [*parts, 0.0][:4], strict=True)]
    for name, (answers, seconds, own, database) in sums.items():
        if answers:
            measured.throughput[name] = answers / seconds
            measured.processor[name] = own / answers
            if neo4j:
                measured.database[name] = database / answers


class Load:
    """The process that makes load (`benchmarks.load`)."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def block(self, service: Service, sent: tuple[str, bytes], extent: Extent) -> tuple[float, float]:
        """Run one block; returns the answers and the seconds. Raises a `LoadError` where an answer is an error."""
        block = {
            "port": service.port,
            "request": request(*sent).decode(),
            "connections": extent.connections,
            "seconds": extent.block_seconds,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(block) + "\n")
        self._process.stdin.flush()
        found = json.loads(self._process.stdout.readline())
        if found["failed"]:
            raise LoadError(f"{service.name}: {found['failed']} of {found['answers']} answers under load failed")
        return found["answers"], found["seconds"]


@contextmanager
def loading() -> Iterator[Load]:
    """Start the process that makes load."""
    command = [sys.executable, "-m", "benchmarks.load"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        yield Load(process)
        process.stdin.close()
