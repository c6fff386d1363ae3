"""A file lock that a process shares with its children. The system releases it when the last of them ends."""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from metodgraph.embedded.errors import EmbeddedNeo4jError

LOOK_AGAIN_SECONDS = 0.1


class FileLock:
    """An open file that can be locked. A child process that inherits the descriptor holds the lock too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise EmbeddedNeo4jError(
                f"The file {path} can't be opened for writing: {error.strerror}. "
                "Start the program as the owner of its directory, or choose another directory."
            ) from error

    def take(self) -> bool:
        """Acquire the lock; return False if another process holds it.

        Raises `EmbeddedNeo4jError` if the file system does not support locks.
        """
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise EmbeddedNeo4jError(
                f"The file system of {self._path} does not support locks ({error.strerror}). Choose a local disk."
            ) from error
        return True

    def take_within(self, seconds: float) -> bool:
        """Acquire the lock, waiting at most `seconds`; return False if another process still holds it then."""
        deadline = time.monotonic() + seconds
        while not self.take():
            if time.monotonic() > deadline:
                return False
            time.sleep(LOOK_AGAIN_SECONDS)
        return True

    def close(self) -> None:
        """Close the file. Children that inherited the descriptor keep the lock."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


@contextlib.contextmanager
def locked(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a file, waiting for it without limit. Call `on_wait` once if another process holds it."""
    with FileLock(path) as lock:
        if not lock.take():
            on_wait()
            lock.take_within(float("inf"))
        yield
