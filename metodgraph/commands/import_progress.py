"""Progress of an import: a progress bar on a terminal, a line every five seconds elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from exchange.importing.table_import import Progress as Heard
from metodgraph.console_output import print_text

LINE_SECONDS = 5.0


@contextmanager
def import_progress(console: Console) -> Iterator[Heard]:
    """Yield a function that shows the rows, their rate and the remaining time."""
    began = time.monotonic()
    if not console.is_terminal:
        yield _ImportLines(console, began)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[speed]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=1.0, speed="")

        def heard(file: str, read: float, rows: int) -> None:
            bar.update(task, completed=read, description=file, speed=rate(rows, began))

        yield heard


class _ImportLines:
    def __init__(self, console: Console, began: float) -> None:
        self._console, self._began, self._printed = console, began, began

    def __call__(self, file: str, read: float, rows: int) -> None:
        now = time.monotonic()
        if now - self._printed < LINE_SECONDS:
            return
        self._printed = now
        left = (now - self._began) * (1 - read) / read if read else 0.0
        print_text(self._console, f"{file}: {read:.0%}, {rate(rows, self._began)}, {left:.0f} s left")


def rate(rows: int, began: float) -> str:
    """Return a text with the number of rows and the rows per second."""
    return f"{rows:,} rows, {rows / max(time.monotonic() - began, 0.001):,.0f} a second"
