"""The days of which profiles of deficits exist: the last day of each month."""

from __future__ import annotations

from datetime import date, timedelta

# the end of the month in which order R-174 took effect
FIRST_DAY = date(2020, 12, 31)


def profile_day(day: date) -> date:
    """Return the last day of a month at or before a day."""
    return (day + timedelta(days=1)).replace(day=1) - timedelta(days=1)
