"""Settings of the garbage collector, which exclude long-lived objects from repeated collection."""

from __future__ import annotations

import gc

# A large response creates tens of thousands of lists and dicts, which are freed by reference counting. With Python's
# threshold of 700, the collector would traverse all plans and the schema several times for each such response.
YOUNG, MIDDLE, OLD = 50_000, 20, 50


def spare_long_lived() -> None:
    """Exclude all existing objects from collection, and raise the thresholds of the collector."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
