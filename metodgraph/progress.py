"""Showing how far long work is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from graph_model.progress import Reporter


@contextmanager
def progress_bar(console: Console) -> Iterator[Reporter]:
    """A reporter that shows a bar with the current step and the time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("")

        def tell(step: str, done: int, total: int) -> None:
            progress.update(task, description=step, completed=done, total=total)

        yield tell
