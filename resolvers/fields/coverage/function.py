"""The arguments and the functions of coverage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.coverage.country import CountryCoverage, RegionCoverage
from analysis.coverage.records import RegionMentorCounts
from resolvers.compiling.computed_field import ArgumentValues, Steps, kept, share
from resolvers.fields.coverage.mentor_statement import MENTORS_OF_REGIONS
from resolvers.fields.coverage.rows import CoveragePlaceRow
from resolvers.fields.coverage.statement import COUNTRY_COVERAGE
from resolvers.fields.days import requested_day, today
from resolvers.fields.deficit_profile.function import prepare_profiles, profile_of
from resolvers.fields.together import key_of, read_together
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFICITS, MENTORS = "topDeficits", "freeMentors"
# the figures that are known for today only
OF_TODAY = (DEFICITS, MENTORS)
DEFAULT_DEFICITS, MOST_DEFICITS = 10, 100


@dataclass(frozen=True)
class CoverageArguments:
    """The day, and the selected fields that are known for today only."""

    as_of: date
    selected: frozenset[str]


@dataclass(frozen=True)
class TopDeficitsArguments:
    """The number of competences."""

    first: int


def validated(given: ArgumentValues) -> CoverageArguments:
    """Validate and return the arguments. Raises a `RequestError` for figures of today on another day."""
    day, selected = requested_day(given.get("asOf")), [each for each in OF_TODAY if each in given.selected]
    if selected and day != today():
        raise bad_input(f"asOf is {day}, but {selected[0]} is known for today only. Leave out one of them.")
    return CoverageArguments(day, frozenset(selected))


def requested_deficits(given: ArgumentValues) -> TopDeficitsArguments:
    """Validate and return the arguments of `topDeficits`. Raises a `RequestError` for an invalid number."""
    return TopDeficitsArguments(limited("topDeficits.first", given.get("first"), DEFAULT_DEFICITS, MOST_DEFICITS))


def prepare_coverage(arguments: CoverageArguments, rows: list[CoveragePlaceRow]) -> Steps[None]:
    """Read the selected figures of today of all regions with the field."""
    regions = [each.region for each in rows if each.region]
    if DEFICITS in arguments.selected:
        yield from prepare_profiles(regions, arguments.as_of)
    if MENTORS in arguments.selected:
        yield from read_together(MENTORS, MENTORS_OF_REGIONS, regions, arguments.as_of)


def region_coverage(arguments: CoverageArguments, rows: list[CoveragePlaceRow]) -> Steps[RegionCoverage]:
    """Return the coverage of the region with the field."""
    region, day = str(rows[0].region), arguments.as_of
    country = yield from share(COUNTRY_COVERAGE, day=day)
    profile = (yield from profile_of(region, region, day)) if DEFICITS in arguments.selected else None
    mentors = (yield from mentors_of(region, day)) if MENTORS in arguments.selected else None
    return RegionCoverage(country, country.regions[region], profile, mentors)


def mentors_of(region: str, day: date) -> Steps[RegionMentorCounts]:
    """Return the mentors of a region."""

    def computed() -> Steps[RegionMentorCounts]:
        return (yield from share(MENTORS_OF_REGIONS, regions=(region,), day=day))[region]

    return kept(key_of(MENTORS, region, day), computed)


def country_coverage(arguments: CoverageArguments, rows: list[CoveragePlaceRow]) -> Steps[CountryCoverage]:
    """Return the coverage of the country."""
    del rows
    return (yield from share(COUNTRY_COVERAGE, day=arguments.as_of))
