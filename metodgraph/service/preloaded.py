"""The module that the fork server of the worker processes imports, so that they share its memory and start quickly."""

import gc
import os
import sys
import threading
from pickle import UnpicklingError
from types import TracebackType

PARENT = os.getppid()
imported = threading.Event()


def end_with_parent() -> None:
    """End this process if its parent ends during the imports; the fork server itself notices only after them."""
    while not imported.wait(0.2):
        if os.getppid() != PARENT:
            os._exit(1)


def report_failure(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """Print the exception that ended a new worker process, unless the cause is that the program has ended.

    The program notices every worker that ends during its start, and reports it if it still needs the worker.
    """
    # these errors mean that the program has ended: its semaphores are removed, or its message is incomplete
    if not issubclass(kind, FileNotFoundError | EOFError | UnpicklingError):
        sys.__excepthook__(kind, error, at)


watch = threading.Thread(target=end_with_parent, daemon=True)
watch.start()

from metodgraph.service import worker_engines as computing  # noqa: E402 # after the setting above
from schema.build import schema  # noqa: E402 # after the setting above

schema()
# set after the imports, since Strawberry sets a hook of its own
sys.excepthook = report_failure
# a process must have one thread when it forks
imported.set()
watch.join()
# exclude the present objects from garbage collection, so that their memory remains shared
gc.freeze()

__all__ = ["computing"]
