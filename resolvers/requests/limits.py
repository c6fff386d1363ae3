"""Limits of arguments that are numbers of items."""

from __future__ import annotations

from resolvers.requests.errors import bad_input


def limited(argument: str, value: int | None, default: int, most: int) -> int:
    """Return the value of an argument. Raises a `RequestError` if it is not from 1 to `most`."""
    if value is None:
        return default
    if not 1 <= value <= most:
        raise bad_input(f"{argument} is {value}. Ask for 1 to {most}.")
    return value
