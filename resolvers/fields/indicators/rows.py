"""The rows of the statements of indicators, and their conversion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from analysis.indicators.counting import Integers, PeopleByPlace, Workplace
from analysis.indicators.country import CountryIndicators, Teams
from analysis.indicators.definitions import NEW, SUPPORTED, Indicator
from analysis.indicators.shares import TeachersAndGraduates
from analysis.indicators.stored import METHOD, StoredIndicators, StoredShare
from analysis.indicators.values import IndicatorOrigin, ReportedRow

DAY, ORIGIN, INDICATOR, REGION, WORKPLACE, GRADUATES, CONDITION, TEAMS, RECORDED, REPORTED, STORED = (
    "DAY",
    "ORIGIN",
    "INDICATOR",
    "REGION",
    "WORKPLACE",
    "GRADUATES",
    "CONDITION",
    "TEAMS",
    "RECORDED",
    "REPORTED",
    "STORED",
)


class OriginRow(NamedTuple):
    """The version of the data, and the stored run of the day: its version of the data, its day, whether it holds."""

    data_version: int | None
    run_version: int | None
    run_on: date | None
    holds: bool

    @property
    def origin(self) -> IndicatorOrigin:
        """The data from which the values are counted."""
        if self.holds:
            return IndicatorOrigin(True, self.data_version, METHOD, self.run_on)
        return IndicatorOrigin(False, self.data_version, METHOD, outdated_version=self.run_version)


class AreaRow(NamedTuple):
    """The node with the field: its region and its municipality, by global id."""

    region: str | None
    municipality: str | None


class RegionRow(NamedTuple):
    """A region by code, and the global ids of its municipalities."""

    id: str
    code: str
    municipalities: list[str]


class ConditionRow(NamedTuple):
    """People who meet a condition, by internal numbers."""

    condition: str
    people: list[int]


class WorkplaceRow(NamedTuple):
    """The people of a municipality, or of the organisations of a region without one, by internal numbers."""

    region: str
    municipality: str | None
    people: list[int]


class CountedRow(NamedTuple):
    """A record of the statement of all counts; `part` names the only column that is given."""

    part: str
    day: date | None
    indicator: Indicator | None
    region: RegionRow | None
    workplace: WorkplaceRow | None
    graduates: WorkplaceRow | None
    condition: ConditionRow | None
    teams: Teams | None
    recorded: list[str] | None
    reported: ReportedRow | None
    origin: OriginRow | None
    stored: list[StoredShare] | None


class Counted(NamedTuple):
    """The indicators of a day, and the global id of each region by its code."""

    indicators: CountryIndicators
    regions: Mapping[str, str]


def counted_of(rows: Sequence[CountedRow]) -> Counted:
    """Return the indicators that the records of the statement contain."""
    regions = sorted((each.region for each in rows if each.region), key=lambda each: each.code)
    found = indicators_of(rows, {each.id: each.municipalities for each in regions})
    return Counted(found, {each.code: each.id for each in regions})


def indicators_of(rows: Sequence[CountedRow], regions: Mapping[str, Sequence[str]]) -> CountryIndicators:
    """Return the indicators. The shares are those of a stored run, or are counted if none holds."""
    (day,) = (each.day for each in rows if each.day)
    (origin,) = (each.origin for each in rows if each.origin)
    stored = {(share.indicator, share.area): share for each in rows for share in each.stored or ()}
    people = people_of(rows)
    found = CountryIndicators(
        day=day,
        indicators=sorted((each.indicator for each in rows if each.indicator), key=lambda each: each.code),
        regions=regions,
        shares={} if origin.holds else people.figures(),
        teams={each.teams.region: each.teams for each in rows if each.teams},
        reported=reported_of(each.reported for each in rows if each.reported),
        recorded=frozenset(code for each in rows for code in each.recorded or ()),
        origin=origin.origin,
        has_graduates=people.has_graduates,
    )
    return StoredIndicators(**vars(found), stored=stored) if origin.holds else found


def people_of(rows: Sequence[CountedRow]) -> TeachersAndGraduates:
    """Return the teachers and the graduates of all places."""
    meeting = meeting_of(rows)
    teachers = [each.workplace for each in rows if each.workplace and each.workplace.people]
    graduates = [each.graduates for each in rows if each.graduates]
    return TeachersAndGraduates(placed(teachers, meeting), placed(graduates, meeting))


def meeting_of(rows: Sequence[CountedRow]) -> dict[str, Integers]:
    """Return the people who meet each condition."""
    meeting: dict[str, list[list[int]]] = {}
    for each in rows:
        if each.condition:
            meeting.setdefault(each.condition.condition, []).append(each.condition.people)
    return with_new_supported({condition: joined(people) for condition, people in meeting.items()})


def placed(found: Sequence[WorkplaceRow], meeting: Mapping[str, Integers]) -> PeopleByPlace:
    """Return the people of some places and the conditions that they meet."""
    return PeopleByPlace(
        workplaces=[Workplace(each.region, each.municipality) for each in found],
        workplace_of=np.repeat(np.arange(len(found)), [len(each.people) for each in found]).astype(np.int64),
        people=joined(each.people for each in found),
        meeting=meeting,
    )


def with_new_supported(meeting: dict[str, Integers]) -> dict[str, Integers]:
    """Limit the people with support to those who are new: only they can be in the numerator."""
    if SUPPORTED not in meeting:
        return meeting
    new = meeting[NEW]
    return {**meeting, SUPPORTED: new[np.isin(new, meeting[SUPPORTED])]}


def joined(numbers: Iterable[list[int]]) -> Integers:
    """Return lists of numbers as one array."""
    return np.concatenate([np.array(each, dtype=np.int64) for each in (*numbers, [])])


def reported_of(rows: Iterable[ReportedRow]) -> dict[tuple[str, str | None], list[ReportedRow]]:
    """Return the reported values by indicator and area, in the order of their ids."""
    found: dict[tuple[str, str | None], list[ReportedRow]] = {}
    for each in sorted(rows):
        found.setdefault((each.indicator, each.area), []).append(each)
    return found
