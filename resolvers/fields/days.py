"""The day for which a computed field is evaluated."""

from datetime import date


def today() -> date:
    """Return today, the default day of analyses."""
    return date.today()


def requested_day(given: date | None) -> date:
    """Return the requested day, or today by default."""
    return today() if given is None else given
