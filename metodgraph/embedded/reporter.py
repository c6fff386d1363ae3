"""How long steps show that they go on."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from metodgraph.embedded.settings import MEGABYTE


class Reporter(Protocol):
    """A receiver of the progress of the embedded Neo4j."""

    def step(self, text: str) -> AbstractContextManager[None]:
        """Show a step of unknown length for as long as the context lasts."""

    def transfer(self, text: str, total_bytes: int) -> AbstractContextManager[Callable[[int], None]]:
        """Show a transfer; the context gives a function that takes how many bytes more are there."""


class SilentReporter:
    """A reporter that prints nothing."""

    def step(self, text: str) -> AbstractContextManager[None]:
        """Nothing to show."""
        return contextlib.nullcontext()

    def transfer(self, text: str, total_bytes: int) -> AbstractContextManager[Callable[[int], None]]:
        """Nothing to show."""
        return contextlib.nullcontext(lambda _: None)


class ConsoleReporter:
    """A reporter with moving bars on a terminal, and with a line now and then elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextlib.contextmanager
    def step(self, text: str) -> Iterator[None]:
        """A spinner with the seconds gone by, or a line."""
        if not self._console.is_terminal:
            self._say(text)
            yield
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=self._console, transient=True) as bar:
            bar.add_task(text, total=None)
            yield

    @contextlib.contextmanager
    def transfer(self, text: str, total_bytes: int) -> Iterator[Callable[[int], None]]:
        """A bar with bytes, speed and time left, or a line for every tenth."""
        if not self._console.is_terminal:
            yield self._plain_transfer(text, total_bytes)
            return
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        with Progress(*columns, TimeRemainingColumn(), console=self._console) as bar:
            task = bar.add_task(text, total=total_bytes)
            yield lambda more: bar.advance(task, more)

    def _plain_transfer(self, text: str, total_bytes: int) -> Callable[[int], None]:
        done = 0
        told = -1

        def advance(more: int) -> None:
            nonlocal done, told
            done += more
            tenths = done * 10 // max(total_bytes, 1)
            if tenths > told:
                told = tenths
                self._say(f"{text}: {done // MEGABYTE} of {total_bytes // MEGABYTE} MB")

        return advance

    def _say(self, text: str) -> None:
        self._console.print(text, highlight=False, markup=False, soft_wrap=True)
