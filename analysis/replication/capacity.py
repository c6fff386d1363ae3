"""The capacity of organisations for another practice."""

from __future__ import annotations

import numpy as np

from analysis.replication.surroundings import Floats, Integers, Truths

# an organisation has no capacity left if MOST_AT_ONCE adoptions of the last year continue, or one for fewer than
# TEACHERS_FOR_ONE teachers
MOST_AT_ONCE = 5
TEACHERS_FOR_ONE = 10


def without_capacity(busy: Floats, teachers: Floats) -> Truths:
    """Return which organisations already have as many practices of the last year as their capacity allows [n].

    An unknown number of teachers is NaN.
    """
    return np.asarray((busy >= MOST_AT_ONCE) | ((busy > 0) & (teachers < TEACHERS_FOR_ONE * busy)))


def free_capacity(busy: Floats, teachers: Floats) -> Integers:
    """Return how many further practices each organisation can begin until it has no capacity [n].

    It is 0 for the organisations of `without_capacity`. An unknown number of teachers (NaN) sets no limit.
    """
    by_size = np.where(np.isnan(teachers), MOST_AT_ONCE, np.nan_to_num(teachers) // TEACHERS_FOR_ONE + 1)
    return np.asarray(np.maximum(np.minimum(by_size, MOST_AT_ONCE) - busy, 0.0)).astype(np.int64)
