"""The function of deficit profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.deficits.profile import DeficitProfile, profile
from analysis.deficits.profile_days import FIRST_DAY, profile_day
from resolvers.compiling.computed_field import ArgumentValues, Steps, kept, share
from resolvers.fields.days import requested_day, today
from resolvers.fields.deficit_profile.rows import HomeRow
from resolvers.fields.deficit_profile.statement import REGION_COUNTS, REGION_PROFILES
from resolvers.fields.together import key_of, read_together
from resolvers.requests.errors import bad_input

PROFILE = "deficitProfile"


@dataclass(frozen=True)
class DeficitProfileArguments:
    """The requested day and the code of the school subject of `deficitProfile` (None: all deficits)."""

    as_of: date
    subject_area: str | None


def validated(given: ArgumentValues) -> DeficitProfileArguments:
    """Validate and return the arguments. Raises a `RequestError` for a day without a profile."""
    day = requested_day(given.get("asOf"))
    if day > today():
        raise bad_input(f"asOf is {day}, which is in the future. Give today or an earlier day.")
    if day < FIRST_DAY:
        raise bad_input(f"asOf is {day}. Profiles begin with {FIRST_DAY}: give that day or a later one.")
    return DeficitProfileArguments(day, given.get("subjectArea"))


def deficit_profile(arguments: DeficitProfileArguments, rows: list[HomeRow]) -> Steps[DeficitProfile]:
    """Return the profile of the node with the field. Raises a `RequestError` if the school subject does not exist."""
    (row,) = rows
    code = arguments.subject_area
    if code is not None and row.subject is None:
        raise bad_input(f"There is no school subject with the code {code!r}. Find codes with subjectAreas.")
    return profile_of(row.asker, row.region, arguments.as_of, row.subject)


def prepare_home_profiles(arguments: DeficitProfileArguments, rows: list[HomeRow]) -> Steps[None]:
    """Compute the profiles of all regions with the field. Profiles of a subject are read region by region."""
    if arguments.subject_area is None:
        yield from prepare_profiles([each.region for each in rows if each.asker == each.region], arguments.as_of)


def prepare_profiles(regions: Sequence[str], as_of: date) -> Steps[None]:
    """Compute and cache the profiles of several regions, with one statement for those that are not cached yet.

    A single region is left to `profile_of`, which also caches the numbers for the other places of the region.
    """
    return read_together(PROFILE, REGION_PROFILES, regions, profile_day(as_of), least=2, by_subject=False)


def profile_of(place: str, region: str, as_of: date, subject: str | None = None) -> Steps[DeficitProfile]:
    """Return the profile of a place in a region on the last day of a month at or before a day.

    The profile is cached, and so are the numbers of the region, for its other places and subjects.
    """
    day = profile_day(as_of)

    def computed() -> Steps[DeficitProfile]:
        counts = yield from share(REGION_COUNTS, region=region, day=day, by_subject=subject is not None)
        return profile(counts, place, day, subject)

    key = key_of(PROFILE, place, day)
    return kept(key if subject is None else (*key, subject), computed)
