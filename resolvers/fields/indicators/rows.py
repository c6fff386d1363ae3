"""The rows of the statements of indicators, and their conversion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from analysis.indicators.counting import Integers, PeopleByPlace, Workplace
from analysis.indicators.country import CountryIndicators, Teams
from analysis.indicators.definitions import Indicator
from analysis.indicators.shares import TeachersAndGraduates
from analysis.indicators.values import ReportedRow

DAY, INDICATOR, REGION, WORKPLACE, GRADUATES, CONDITION, TEAMS, RECORDED, REPORTED = (
    "DAY",
    "INDICATOR",
    "REGION",
    "WORKPLACE",
    "GRADUATES",
    "CONDITION",
    "TEAMS",
    "RECORDED",
    "REPORTED",
)


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


class Counted(NamedTuple):
    """The indicators of a day, and the global id of each region by its code."""

    indicators: CountryIndicators
    regions: Mapping[str, str]


def counted_of(rows: Sequence[CountedRow]) -> Counted:
    """Return the indicators that the records of the statement contain."""
    regions = sorted((each.region for each in rows if each.region), key=lambda each: each.code)
    (day,) = (each.day for each in rows if each.day)
    people = people_of(rows)
    found = CountryIndicators(
        day=day,
        indicators=sorted((each.indicator for each in rows if each.indicator), key=lambda each: each.code),
        regions={each.id: each.municipalities for each in regions},
        shares=people.figures(),
        teams={each.teams.region: each.teams for each in rows if each.teams},
        reported=reported_of(each.reported for each in rows if each.reported),
        recorded=frozenset(code for each in rows for code in each.recorded or ()),
        has_graduates=people.has_graduates,
    )
    return Counted(found, {each.code: each.id for each in regions})


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
    return {condition: joined(people) for condition, people in meeting.items()}


def placed(found: Sequence[WorkplaceRow], meeting: Mapping[str, Integers]) -> PeopleByPlace:
    """Return the people of some places and the conditions that they meet."""
    return PeopleByPlace(
        workplaces=[Workplace(each.region, each.municipality) for each in found],
        workplace_of=np.repeat(np.arange(len(found)), [len(each.people) for each in found]).astype(np.int64),
        people=joined(each.people for each in found),
        meeting=meeting,
    )


def joined(numbers: Iterable[list[int]]) -> Integers:
    """Return lists of numbers as one array."""
    return np.concatenate([np.array(each, dtype=np.int64) for each in (*numbers, [])])


def reported_of(rows: Iterable[ReportedRow]) -> dict[tuple[str, str | None], list[ReportedRow]]:
    """Return the reported values by indicator and area, in the order of their ids."""
    found: dict[tuple[str, str | None], list[ReportedRow]] = {}
    for each in sorted(rows):
        found.setdefault((each.indicator, each.area), []).append(each)
    return found
