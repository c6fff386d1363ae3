"""Progress reports of the embedded Neo4j."""

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
        """Show a transfer. The context yields a function that is called with the number of newly received bytes."""


class SilentReporter:
    """A reporter that prints nothing."""

    def step(self, text: str) -> AbstractContextManager[None]:
        """Show nothing."""
        return contextlib.nullcontext()

    def transfer(self, text: str, total_bytes: int) -> AbstractContextManager[Callable[[int], None]]:
        """Show nothing."""
        return contextlib.nullcontext(lambda _: None)


class ConsoleReporter:
    """A reporter that shows progress bars on a terminal, and prints lines elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextlib.contextmanager
    def step(self, text: str) -> Iterator[None]:
        """Show a spinner with the elapsed time, or print a line."""
        if not self._console.is_terminal:
            self._print(text)
            yield
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=self._console, transient=True) as bar:
            bar.add_task(text, total=None)
            yield

    @contextlib.contextmanager
    def transfer(self, text: str, total_bytes: int) -> Iterator[Callable[[int], None]]:
        """Show a bar with bytes, speed and remaining time, or print a line for every tenth."""
        if not self._console.is_terminal:
            yield self._plain_transfer(text, total_bytes)
            return
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        with Progress(*columns, TimeRemainingColumn(), console=self._console) as bar:
            task = bar.add_task(text, total=total_bytes)
            yield lambda more: bar.advance(task, more)

    def _plain_transfer(self, text: str, total_bytes: int) -> Callable[[int], None]:
        done = 0
        reported = -1

        def advance(more: int) -> None:
            nonlocal done, reported
            done += more
            tenths = done * 10 // max(total_bytes, 1)
            if tenths > reported:
                reported = tenths
                self._print(f"{text}: {done // MEGABYTE} of {total_bytes // MEGABYTE} MB")

        return advance

    def _print(self, text: str) -> None:
        self._console.print(text, highlight=False, markup=False, soft_wrap=True)
