"""Covariates of the hazard regression: columns of the table of people, and powers of these columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.diffusion.sample import Floats, InputRefusedError

# covariates with more values than this also enter with their square, unless powers are given explicitly
STRAIGHT_VALUES = 5
HIGHEST_POWER = 4


@dataclass(frozen=True)
class Covariate:
    """A column of numbers [n] (NaN: not known) with the power that enters the model."""

    name: str
    values: Floats
    power: int = 1

    @property
    def term(self) -> str:
        """Return the name of the term in the formula."""
        return self.name if self.power == 1 else f"{self.name}^{self.power}"


def powers(names: Sequence[str], columns: Mapping[str, Floats]) -> list[Covariate]:
    """Return the covariates with the given names, such as `age` and `age^2`.

    If no name has a power, a covariate with more than five values also enters with its square. Raises
    `InputRefusedError` if a term is named twice or a power is not allowed.
    """
    written = any("^" in each for each in names)
    found: list[Covariate] = []
    for each in names:
        name, power = power_of(each)
        values = columns[name]
        found.append(Covariate(name, values, power))
        if not written and len(np.unique(values[~np.isnan(values)])) > STRAIGHT_VALUES:
            found.append(Covariate(name, values, 2))
    twice = [each.term for number, each in enumerate(found) if each.term in [other.term for other in found[:number]]]
    if twice:
        msg = f"The covariate {twice[0]} is named twice."
        raise InputRefusedError(msg)
    return found


def power_of(text: str) -> tuple[str, int]:
    """Return a name and its power from `age^2`.

    Raises `InputRefusedError` if the power is not a whole number from 1 to 4.
    """
    name, sign, power = text.partition("^")
    if not sign:
        return name, 1
    if not power.isdecimal() or not 1 <= int(power) <= HIGHEST_POWER:
        msg = (
            f"The power of the covariate {text!r} is not a whole number from 1 to {HIGHEST_POWER}. "
            "Write it as in age^2."
        )
        raise InputRefusedError(msg)
    return name.strip(), int(power)
