"""Progress of long work."""

from typing import Protocol


class Reporter(Protocol):
    """Hears of progress: the step in words, how much of it is done, and of how much."""

    def __call__(self, step: str, done: int, total: int, /) -> None:
        """Take note; it must not take long."""
        ...


def silent(step: str, done: int, total: int) -> None:
    """The reporter of those who do not want to know."""
    del step, done, total
