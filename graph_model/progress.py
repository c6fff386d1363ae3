"""Progress of long operations."""

from typing import Protocol


class Reporter(Protocol):
    """A callback for progress: the description of the step, the number of finished units, and their total."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """Handle a progress report. The call must be fast."""
        ...


def silent(step: str, done: int, total: int) -> None:
    """Ignore a progress report."""
    del step, done, total
