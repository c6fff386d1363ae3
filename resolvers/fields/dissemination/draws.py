"""The arguments of the tests of contagion."""

from __future__ import annotations

from typing import NamedTuple

from analysis.spread.contagion import MOST_PERMUTATIONS, PERMUTATIONS, SEED
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.requests.errors import bad_input

LARGEST_SEED = 2**31 - 1


class Draws(NamedTuple):
    """The number of rewired networks, and the seed of the random generator."""

    permutations: int
    seed: int


def draws_arguments(given: ArgumentValues) -> Draws:
    """Validate and return the arguments of `contagion`. Raises a `RequestError` if one is outside its limits."""
    return requested_draws(given.get("permutations"), given.get("seed"))


def requested_draws(permutations: int | None, seed: int | None) -> Draws:
    """Return the requested draws. Raises a `RequestError` if an argument is outside its limits."""
    number = within("permutations", permutations, PERMUTATIONS, MOST_PERMUTATIONS)
    return Draws(number, within("seed", seed, SEED, LARGEST_SEED))


def within(argument: str, value: int | None, default: int, most: int) -> int:
    """Return the value of an argument. Raises a `RequestError` if it is not from 1 to `most`."""
    if value is None:
        return default
    if not 1 <= value <= most:
        msg = f"{argument} is {value}. Ask for 1 to {most:,}."
        raise bad_input(msg)
    return value
