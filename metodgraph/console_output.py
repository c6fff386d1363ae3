"""Console output and logging of the program."""

from __future__ import annotations

import logging

from rich.console import Console

from graph_model.progress import Reporter

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def print_text(console: Console, text: str, style: str | None = None) -> None:
    """Print a text verbatim: without highlighting, line wrapping or interpretation of brackets as markup."""
    console.print(text, style=style, highlight=False, markup=False, soft_wrap=True)


def log_to_standard_error() -> None:
    """Log warnings and errors of the program and its libraries to standard error."""
    logging.basicConfig(format=LINE, level=logging.WARNING)


def step_reporter(console: Console) -> Reporter:
    """Return a reporter that prints each step once, when the step is complete."""

    def report(step: str, done: int, total: int) -> None:
        if done >= total:
            print_text(console, f"{step}: {total:,}")

    return report
