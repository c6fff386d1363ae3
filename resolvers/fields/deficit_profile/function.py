"""The function of deficit profiles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.deficits import DeficitProfile
from resolvers.computed import Given, Keep, Steps, memory
from resolvers.days import today
from resolvers.fields.deficit_profile.rows import PeopleOfRegion


@dataclass(frozen=True)
class DeficitProfileArguments:
    """The arguments of `deficitProfile`: none."""


def validated(given: Given) -> DeficitProfileArguments:
    """Return the arguments of the field, which are none."""
    del given
    return DeficitProfileArguments()


def deficit_profile(arguments: DeficitProfileArguments, rows: list[PeopleOfRegion]) -> Steps[DeficitProfile]:
    """Return the profile of the node that has the field, for today."""
    del arguments
    (row,) = rows
    keep = yield from memory()
    return profile_of(row, keep, today())


def profile_of(row: PeopleOfRegion, keep: Keep, day: date) -> DeficitProfile:
    """Return the profile of a place on a day; it is kept, since suppression takes longer than the reading."""
    return keep(("deficitProfile", row.asker, day), lambda: row.tables().profile(row.asker, day))
