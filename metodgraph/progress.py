"""Progress of long tasks: a progress bar on a terminal, a line every ten seconds elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from graph_model.progress import Reporter
from metodgraph.console_output import print_text

LINE_SECONDS = 10.0


@contextmanager
def progress_bar(console: Console, first: str = "") -> Iterator[Reporter]:
    """Yield a reporter that shows the current step, its progress and the remaining time.

    The name of the step is `first` until the first report.
    """
    if not console.is_terminal:
        yield _Lines(console)
        return
    times = (TimeElapsedColumn(), TimeRemainingColumn())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), *times)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(first, total=None)
        yield lambda step, done, total: bar.update(task, description=step, completed=done, total=total)


class _Lines:
    """A reporter that prints at most one line every ten seconds; tasks shorter than that print nothing."""

    def __init__(self, console: Console) -> None:
        self._console, self._printed = console, time.monotonic()

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._printed >= LINE_SECONDS:
            self._printed = now
            print_text(self._console, f"{step}: {done:,} of {total:,}")
