"""Conversion of days in statements of analyses that compute with days."""


def ordinal(day: str) -> str:
    """Return the Cypher expression for the Python ordinal of a date (`date.toordinal`).

    The first day of the year 1 has the ordinal 1. Null stays null.
    """
    return f"duration.inDays(date('0001-01-01'), {day}).days + 1"
