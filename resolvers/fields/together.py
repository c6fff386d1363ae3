"""Reading of values of several regions with one statement, before the computations of the regions begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from resolvers.compiling.computed_field import SharedArrays, Steps, memory, share

Value = TypeVar("Value")


def key_of(name: str, place: str, day: date) -> tuple[str, str, date]:
    """Return the key of the cached value of a place on a day."""
    return name, place, day


def read_together(
    name: str,
    arrays: SharedArrays[dict[str, Value]],
    regions: Sequence[str],
    day: date,
    least: int = 1,
    **sent: object,
) -> Steps[None]:
    """Read the values of the regions that are not cached yet, and cache each of them under its key.

    Fewer than `least` regions are not read. `sent` are further parameters of the statement.
    """
    keep = yield from memory()
    missing = tuple(each for each in dict.fromkeys(regions) if keep.known(key_of(name, each, day)) is None)
    if len(missing) < least or not missing:
        return
    found = yield from share(arrays, regions=missing, day=day, **sent)
    for region, value in found.items():
        keep(key_of(name, region, day), constant(value))


def constant(value: Value) -> Callable[[], Value]:
    """Return a function that returns the value."""
    return lambda: value
