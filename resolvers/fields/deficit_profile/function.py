"""The function of deficit profiles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.deficits.profile import DeficitProfile
from resolvers.compiling.computed_field import ArgumentValues, Steps, kept, share
from resolvers.fields.days import today
from resolvers.fields.deficit_profile.rows import HomeRow
from resolvers.fields.deficit_profile.statement import REGION_TABLES


@dataclass(frozen=True)
class DeficitProfileArguments:
    """The arguments of `deficitProfile`, which has none."""


def validated(given: ArgumentValues) -> DeficitProfileArguments:
    """Return the arguments of the field, which has none."""
    del given
    return DeficitProfileArguments()


def deficit_profile(arguments: DeficitProfileArguments, rows: list[HomeRow]) -> Steps[DeficitProfile]:
    """Return the profile of the node with the field, as of today."""
    del arguments
    (row,) = rows
    return profile_of(row.asker, row.region, today())


def profile_of(place: str, region: str, day: date) -> Steps[DeficitProfile]:
    """Return the profile of a place in a region on a day.

    The profile is cached, since suppression takes longer than reading. The tables of the region are also cached, for
    its other places.
    """

    def computed() -> Steps[DeficitProfile]:
        tables = yield from share(REGION_TABLES, region=region, day=day)
        return tables.profile(place, day)

    return kept(("deficitProfile", place, day), computed)
