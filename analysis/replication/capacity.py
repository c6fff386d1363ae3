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


def capacity_left(busy: Floats, teachers: Floats) -> Integers:
    """Return how many further practices each organisation can take before it has no capacity [n].

    An unknown number of teachers is NaN and sets no limit of its own.
    """
    of_teachers = np.where(np.isnan(teachers), MOST_AT_ONCE, np.nan_to_num(teachers) // TEACHERS_FOR_ONE + 1)
    return np.maximum(np.minimum(of_teachers, MOST_AT_ONCE) - busy, 0).astype(np.int64)
