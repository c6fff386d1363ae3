"""Console output, and the log of the program."""

from __future__ import annotations

import logging

from rich.console import Console

from graph_model.progress import Reporter

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def print_text(console: Console, text: str, style: str | None = None) -> None:
    """Print a text as it is: no colours or breaks of the console's own, no brackets taken for markup."""
    console.print(text, style=style, highlight=False, markup=False, soft_wrap=True)


def log_to_standard_error() -> None:
    """Let the log of the program and its libraries go to standard error, from warnings up."""
    logging.basicConfig(format=LINE, level=logging.WARNING)


def step_reporter(console: Console) -> Reporter:
    """A reporter of steps that prints each step once, when it is done."""

    def tell(step: str, done: int, total: int) -> None:
        if done >= total:
            print_text(console, f"{step}: {total:,}")

    return tell
