"""The rows of the statement of routes, and their conversion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.indicators.counting import PeopleByPlace, Workplace
from analysis.indicators.route_completion import (
    STATES,
    CountryRoutes,
    RoutesLeftOut,
    places_shown,
    routes_by_state,
)
from resolvers.fields.indicators.rows import RegionRow, joined

REGION, GROUP, RECORDED = "REGION", "GROUP", "RECORDED"


class RouteGroupRow(NamedTuple):
    """The routes of a place in one state and the people who have them, by internal numbers.

    Without a region, the people belong to none.
    """

    region: str | None
    municipality: str | None
    state: str
    routes: list[int]
    people: list[int]


class RecordedRow(NamedTuple):
    """Whether the graph has any routes, and the number of routes without a day."""

    recorded: bool
    without_day: int


class CompletionRow(NamedTuple):
    """A record of the statement; `part` names the only column that is given."""

    part: str
    region: RegionRow | None
    group: RouteGroupRow | None
    recorded: RecordedRow | None


class CountedRoutes(NamedTuple):
    """The completion of the routes of a day, and the global id of each region by its code."""

    country: CountryRoutes
    regions: Mapping[str, str]


def counted_of(rows: Sequence[CompletionRow]) -> CountedRoutes:
    """Return the completion that the records of the statement contain."""
    regions = sorted((each.region for each in rows if each.region), key=lambda each: each.code)
    groups = [each.group for each in rows if each.group]
    (recorded,) = (each.recorded for each in rows if each.recorded)
    located = [each for each in groups if each.region]
    elsewhere = joined(each.routes for each in groups if not each.region)
    country = CountryRoutes(
        regions={each.id: each.municipalities for each in regions},
        splits=routes_by_state(placed(located, [each.routes for each in located])),
        shown=places_shown(placed(located, [each.people for each in located])),
        left_out=RoutesLeftOut(recorded.recorded, recorded.without_day, len(np.unique(elsewhere))),
    )
    return CountedRoutes(country, {each.code: each.id for each in regions})


def placed(groups: Sequence[RouteGroupRow], members: Sequence[list[int]]) -> PeopleByPlace:
    """Return the members of groups, which are routes or people, by place and by state."""
    places = [Workplace(str(each.region), each.municipality) for each in groups]
    known = [*dict.fromkeys(places)]
    numbers = {place: number for number, place in enumerate(known)}
    at, sizes = (np.array(each, dtype=np.int64) for each in ([numbers[one] for one in places], [*map(len, members)]))
    return PeopleByPlace(
        workplaces=known,
        workplace_of=np.repeat(at, sizes),
        people=joined(members),
        meeting={
            state: joined(held for each, held in zip(groups, members, strict=True) if each.state == state)
            for state in STATES
        },
    )
