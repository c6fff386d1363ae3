"""Days in columns of rows: ordinals (`date.toordinal`), with 0 for an unknown day, because `collect` drops a null."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.replication.surroundings import Floats
from graph_model.cypher.days import ordinal


def ordinal_or_zero(day: str) -> str:
    """Write a day as an ordinal, with 0 for an unknown day."""
    return f"coalesce({ordinal(day)}, 0)"


def first_days(days: Sequence[int]) -> Floats:
    """Return first days as an array of their length, with -inf for an unknown day (0)."""
    found = np.array(days, dtype=np.float64)
    return np.where(found == 0, -np.inf, found)


def last_days(days: Sequence[int]) -> Floats:
    """Return last days as an array of their length, with inf for an unknown day (0)."""
    found = np.array(days, dtype=np.float64)
    return np.where(found == 0, np.inf, found)
