"""Telling a person what goes on."""

from __future__ import annotations

from rich.console import Console

from graph_model.progress import Reporter
from metodgraph.embedded import ConsoleReporter


def step_reporter(console: Console) -> Reporter:
    """A reporter of steps that prints each step once, when it is done."""

    def tell(step: str, done: int, total: int) -> None:
        if done >= total:
            console.print(f"{step}: {total:,}", highlight=False)

    return tell


__all__ = ["ConsoleReporter", "step_reporter"]
