"""Garbage collection of a process that answers: what lives as long as the process is not walked again and again."""

from __future__ import annotations

import gc

# A wide answer makes tens of thousands of lists and dicts that reference counts free again. With the 700 of Python,
# the collector walks all plans and the schema several times for each such answer.
YOUNG, MIDDLE, OLD = 50_000, 20, 50


def spare_long_lived() -> None:
    """Take everything that is there out of collection, and collect seldom from now on."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
