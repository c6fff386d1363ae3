"""The function of deficit profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.deficits.profile import DeficitProfile
from resolvers.compiling.computed_field import ArgumentValues, Steps, kept, share
from resolvers.fields.days import today
from resolvers.fields.deficit_profile.rows import HomeRow
from resolvers.fields.deficit_profile.statement import REGION_PROFILES, REGION_TABLES
from resolvers.fields.together import key_of, read_together

PROFILE = "deficitProfile"


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


def prepare_home_profiles(arguments: DeficitProfileArguments, rows: list[HomeRow]) -> Steps[None]:
    """Compute the profiles of all regions with the field."""
    del arguments
    yield from prepare_profiles([each.region for each in rows if each.asker == each.region], today())


def prepare_profiles(regions: Sequence[str], day: date) -> Steps[None]:
    """Compute and cache the profiles of several regions, with one statement for those that are not cached yet.

    A single region is left to `profile_of`, which also caches the tables for the other places of the region.
    """
    return read_together(PROFILE, REGION_PROFILES, regions, day, least=2)


def profile_of(place: str, region: str, day: date) -> Steps[DeficitProfile]:
    """Return the profile of a place in a region on a day.

    The profile is cached, since suppression takes longer than reading. The tables of the region are also cached, for
    its other places.
    """

    def computed() -> Steps[DeficitProfile]:
        tables = yield from share(REGION_TABLES, region=region, day=day)
        return tables.profile(place, day)

    return kept(key_of(PROFILE, place, day), computed)
