"""Array types of the models, the logistic function, and distinct numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def logistic(linear: Floats) -> Floats:
    """Return the probabilities of linear predictors, without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * linear))


def distinct(numbers: Integers) -> Integers:
    """Return each number once, in ascending order.

    The numbers are sorted, because `numpy.unique` hashes integers since numpy 2.3. On keys that are a multiple of the
    size of a network plus a node, it was measured to take many times as long.
    """
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def ranges(first: Integers, last: Integers) -> Integers:
    """Return all whole numbers from each of `first` to its `last` - 1."""
    counts = last - first
    return np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))
