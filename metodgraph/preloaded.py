"""What the process that worker processes are forked from imports, so that they share its memory and start at once."""

import gc
import os

# a worker computes on one processor; this is read when numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from metodgraph import computing  # after the setting above
from schema.build import schema

schema()
# what is there now is never collected, so that its memory stays shared
gc.freeze()

__all__ = ["computing"]
