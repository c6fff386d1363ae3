"""The process that makes load (`benchmarks.answers.load`), as the benchmark talks to it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.answers.client import request
from benchmarks.answers.services import Service


class LoadError(Exception):
    """A service answers with errors under load."""


class Load:
    """The process that makes load (`benchmarks.answers.load`)."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def block(self, service: Service, sent: tuple[str, bytes], connections: int, seconds: float) -> tuple[float, float]:
        """Run one block; returns the answers and the seconds. Raises a `LoadError` where an answer is an error."""
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
            raise LoadError(f"{service.name}: {found['failed']} of {found['answers']} answers under load failed")
        return found["answers"], found["seconds"]


@contextmanager
def loading() -> Iterator[Load]:
    """Start the process that makes load."""
    command = [sys.executable, "-m", "benchmarks.answers.load"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        yield Load(process)
        process.stdin.close()
