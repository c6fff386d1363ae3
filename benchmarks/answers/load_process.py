"""The interface of the benchmark to the process that generates load (`benchmarks.answers.load`)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.answers.client import request
from benchmarks.answers.services import Service


class LoadError(Exception):
    """An error response of a service during the measurement."""


class Load:
    """A running process that generates load."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def block(self, service: Service, sent: tuple[str, bytes], connections: int, seconds: float) -> tuple[float, float]:
        """Run a block and return the number of responses and the seconds.

        Raises `LoadError` if a response is an error.
        """
        block = {
            "port": service.port,
            "request": request(*sent).decode(),
            "connections": connections,
            "seconds": seconds,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(block) + "\n")
        self._process.stdin.flush()
        found = json.loads(self._process.stdout.readline())
        if found["failed"]:
            raise LoadError(f"{service.name}: {found['failed']} of {found['answers']} requests under load failed")
        return found["answers"], found["seconds"]


@contextmanager
def loading() -> Iterator[Load]:
    """Start the process that generates load, and end it after the block."""
    command = [sys.executable, "-m", "benchmarks.answers.load"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        yield Load(process)
        process.stdin.close()
