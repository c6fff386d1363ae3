"""Days as statements bring them to analyses that compute with them."""


def ordinal(day: str) -> str:
    """A date as its ordinal in Python (`date.toordinal`): 1 for the first day of the year 1; null stays null."""
    return f"duration.inDays(date('0001-01-01'), {day}).days + 1"
