"""The completion of routes on a day: how many routes of an area have all, some or none of their steps done.

Small groups are groups of people and not of routes, since a person can have several routes. A state of an area is shown
if it has routes of at least five people, or none. The common number of the withheld areas of a whole is protected in
the same way as the shares of indicators.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from analysis.deficits.suppression import splits_shown
from analysis.indicators.counting import PeopleByPlace, Split
from analysis.indicators.country import Area
from analysis.indicators.definitions import Share
from analysis.indicators.route_completion_wording import (
    NO_ROUTES,
    SMALL_GROUP,
    WITHOUT_DAY,
    WITHOUT_REGION,
    not_counted,
)

ALL_DONE, PARTLY_DONE, NONE_DONE = "ALL_DONE", "PARTLY_DONE", "NONE_DONE"
STATES = (ALL_DONE, PARTLY_DONE, NONE_DONE)


class RouteCounts(NamedTuple):
    """Numbers of routes by the steps that are done."""

    all_done: int
    partly_done: int
    none_done: int


class RoutesLeftOut(NamedTuple):
    """Routes of the country that no area contains: without a day, and of people without a region.

    `recorded` says whether the graph has any routes.
    """

    recorded: bool
    without_day: int
    without_region: int

    @property
    def reasons(self) -> tuple[str, ...]:
        """The sentences on the routes that are left out."""
        numbers = ((self.without_day, WITHOUT_DAY), (self.without_region, WITHOUT_REGION))
        return tuple(not_counted(routes, which) for routes, which in numbers if routes)


@dataclass(frozen=True)
class AreaRouteCompletion:
    """The completion of the routes of the country, a region or a municipality on a day.

    `counts` is None if the numbers are withheld, or if the graph has no routes.
    """

    region: str | None
    municipality: str | None
    counts: RouteCounts | None = None
    suppressed: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def routes(self) -> int | None:
        """The number of routes."""
        return sum(self.counts) if self.counts else None

    @property
    def all_done(self) -> int | None:
        """The number of routes with all steps done."""
        return self.counts.all_done if self.counts else None

    @property
    def partly_done(self) -> int | None:
        """The number of routes with some steps done and others not."""
        return self.counts.partly_done if self.counts else None

    @property
    def none_done(self) -> int | None:
        """The number of routes without a step that is done."""
        return self.counts.none_done if self.counts else None

    @property
    def reason(self) -> str | None:
        """The reasons for missing numbers as one text."""
        return " ".join(self.reasons) or None


@dataclass(frozen=True)
class CountryRoutes:
    """The completion of all routes of the country on a day.

    `regions` holds the global ids of the municipalities of each region. `splits` holds the numbers of routes by state
    of each place, and `shown` the places whose numbers can be shown.
    """

    regions: Mapping[str, Sequence[str]]
    splits: Mapping[str, Split]
    shown: frozenset[str]
    left_out: RoutesLeftOut

    def completion(self, area: Area) -> AreaRouteCompletion:
        """Return the completion of the routes of an area."""
        empty = AreaRouteCompletion(area.region, area.municipality, reasons=self.left_out.reasons)
        if not self.left_out.recorded:
            return replace(empty, reasons=(NO_ROUTES,))
        if area.place in self.splits and area.place not in self.shown:
            return replace(empty, suppressed=True, reasons=(SMALL_GROUP, *empty.reasons))
        return replace(empty, counts=RouteCounts(*self.splits.get(area.place, (0, 0, 0))))


def routes_by_state(routes: PeopleByPlace) -> Mapping[str, Split]:
    """Return the numbers of routes of each place by state. `routes` holds routes in the place of people."""
    return routes.splits(Share((ALL_DONE, PARTLY_DONE), len(STATES)))


def places_shown(people: PeopleByPlace) -> frozenset[str]:
    """Return the places that can show their numbers. `people` holds the people who have a route in each state."""
    splits, alone = people_by_state(people), people_by_state(people, alone=True)
    return frozenset(splits_shown(people.tree, splits, people.withheld, alone=alone))


def people_by_state(people: PeopleByPlace, alone: bool = False) -> Mapping[str, Split]:
    """Return how many people of each place have a route in each state. A person can count in several states."""
    having = [people.splits(Share((state,), 1), alone) for state in STATES]
    return {place: tuple(each[place][0] for each in having) for place in having[0]}
