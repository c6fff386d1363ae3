"""The capacity of organisations for another practice."""

from __future__ import annotations

import numpy as np

from analysis.replication.surroundings import Floats, Truths

# an organisation has no capacity left if MOST_AT_ONCE adoptions of the last year continue, or one for fewer than
# TEACHERS_FOR_ONE teachers
MOST_AT_ONCE = 5
TEACHERS_FOR_ONE = 10


def without_capacity(busy: Floats, teachers: Floats) -> Truths:
    """Return which organisations already have as many practices of the last year as their capacity allows [n].

    An unknown number of teachers is NaN.
    """
    return np.asarray((busy >= MOST_AT_ONCE) | ((busy > 0) & (teachers < TEACHERS_FOR_ONE * busy)))
