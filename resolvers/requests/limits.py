"""Limits of arguments that say how many."""

from __future__ import annotations

from resolvers.requests.errors import bad_input


def limited(argument: str, value: int | None, default: int, most: int) -> int:
    """The value of an argument from 1 to `most`; raises a `RequestError` outside."""
    if value is None:
        return default
    if not 1 <= value <= most:
        raise bad_input(f"{argument} is {value}. Ask for 1 to {most}.")
    return value
