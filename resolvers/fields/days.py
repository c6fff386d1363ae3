"""The day for which a computed field answers."""

from datetime import date


def today() -> date:
    """The day for which analyses answer where none is asked for."""
    return date.today()


def requested_day(given: date | None) -> date:
    """The day that was asked for, or today."""
    return today() if given is None else given
