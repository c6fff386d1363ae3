"""Fakes and helpers for tests of processes."""

import contextlib
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path


class FakeJava:
    """A factory of java commands that report the given version and run the given shell lines."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, version: str, behaviour: str = "exit 0", name: str = "java") -> Path:
        command = self._folder / name / "bin" / "java"
        command.parent.mkdir(parents=True)
        says = f'[ "$1" = "-version" ] && {{ echo \'openjdk version "{version}"\' >&2; exit 0; }}'
        command.write_text(f"#!/bin/sh\n{says}\n{behaviour}\n", encoding="utf-8")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        return command


class NotingReporter:
    """A reporter that records its calls."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.totals: list[int] = []
        self.received: list[int] = []

    @contextlib.contextmanager
    def step(self, text: str) -> Iterator[None]:
        self.steps.append(text)
        yield

    def transfer(self, text: str, total_bytes: int) -> AbstractContextManager[Callable[[int], None]]:
        self.steps.append(text)
        self.totals.append(total_bytes)
        return contextlib.nullcontext(self.received.append)


def is_alive(process_id: int) -> bool:
    """Return whether a process exists and has not ended."""
    try:
        return ") Z " not in Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def wait_until(happened: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until a condition is true."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.01)
