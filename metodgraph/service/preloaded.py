"""What the process that worker processes are forked from imports, so that they share its memory and start at once."""

import gc
import os
import sys
import threading
from pickle import UnpicklingError
from types import TracebackType

PARENT = os.getppid()
imported = threading.Event()


def end_with_parent() -> None:
    """End this process where its parent ends while modules are imported: it would notice only afterwards."""
    while not imported.wait(0.2):
        if os.getppid() != PARENT:
            os._exit(1)


def report_failure(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """Write what ended a new worker process, unless the program that wanted it ended while it sent what to run.

    The program notices every worker that ends at its start, and reports it if it still needs the worker.
    """
    # its semaphores are removed, or its message is incomplete
    if not issubclass(kind, FileNotFoundError | EOFError | UnpicklingError):
        sys.__excepthook__(kind, error, at)


watch = threading.Thread(target=end_with_parent, daemon=True)
watch.start()

# a worker computes on one processor; this is read when numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from metodgraph.service import worker_engines as computing  # noqa: E402 # after the setting above
from schema.build import schema  # noqa: E402 # after the setting above

schema()
# after the imports, since one of Strawberry's sets a hook of its own
sys.excepthook = report_failure
# a process that forks has one thread
imported.set()
watch.join()
# present objects are never collected, so that their memory stays shared
gc.freeze()

__all__ = ["computing"]
