"""All values of the indicators on a day: of the country, its regions and municipalities.

All places are counted together, because a withheld number of one place must not follow from the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from analysis.indicators import wording
from analysis.indicators.counting import COUNTRY
from analysis.indicators.definitions import (
    COMPARISONS,
    PARTICIPANTS,
    PASSING,
    SHARES,
    TEAMS,
    TEAMS_OF_REGION,
    WITH_GRADUATES,
    Indicator,
)
from analysis.indicators.shares import ShareFigures
from analysis.indicators.values import (
    AreaIndicator,
    IndicatorOrigin,
    Numbers,
    ParticipantShare,
    ReportedIndicator,
    ReportedRow,
)


class Teams(NamedTuple):
    """The trained management teams of a region (None: of no region), by global id. A region without teams has none."""

    region: str | None
    trained: Sequence[str]


class Area(NamedTuple):
    """The country (neither), a region, or a municipality of a region; by global ids."""

    region: str | None = None
    municipality: str | None = None

    @property
    def place(self) -> str:
        """The key of the area in the figures."""
        return self.municipality or self.region or COUNTRY


@dataclass(frozen=True)
class CountryIndicators:
    """The counted and reported values of a day.

    `regions` holds the global ids of the municipalities of each region, by the global id of the region. `recorded`
    holds the indicators for which the graph has any records. `origin` names the data that were counted. `has_graduates`
    says whether there are graduates on the day.
    """

    day: date
    indicators: Sequence[Indicator]
    regions: Mapping[str, Sequence[str]]
    shares: Mapping[str, ShareFigures]
    teams: Mapping[str | None, Teams]
    reported: Mapping[tuple[str, str | None], Sequence[ReportedRow]]
    recorded: frozenset[str]
    origin: IndicatorOrigin
    has_graduates: bool

    def values(self, area: Area) -> list[AreaIndicator]:
        """Return the value of each indicator in an area."""
        return [self.value(each, area) for each in self.indicators]

    def value(self, indicator: Indicator, area: Area) -> AreaIndicator:
        """Return the value of an indicator in an area, compared with the target and the reported value."""
        return self._with_reported(self.counted_value(indicator, area), area)

    def counted_value(self, indicator: Indicator, area: Area) -> AreaIndicator:
        """Return the value of an indicator in an area, compared with the target only."""
        return self._compared(self._counted(self.empty(indicator, area), area))

    def empty(self, indicator: Indicator, area: Area) -> AreaIndicator:
        """Return the value of an indicator in an area without numbers."""
        return AreaIndicator(indicator, indicator.target_on(self.day), self.origin, area.region, area.municipality)

    def _counted(self, empty: AreaIndicator, area: Area) -> AreaIndicator:
        if empty.code in SHARES:
            return self._share(empty, area)
        if empty.code not in (TEAMS, TEAMS_OF_REGION):
            return replace(empty, reasons=(wording.NO_DEFINITION,))
        if area.municipality:
            return replace(empty, reasons=(wording.NOT_OF_MUNICIPALITIES,))
        if empty.code == TEAMS_OF_REGION and not area.region:
            return self._fewest_teams(empty)
        return self._teams(empty, [*self._teams_of(area)])

    def _share(self, empty: AreaIndicator, area: Area) -> AreaIndicator:
        figures, place = self.shares[empty.code], area.place
        if empty.code in WITH_GRADUATES and not self.has_graduates:
            empty = replace(empty, reasons=(*empty.reasons, wording.NO_GRADUATES))
        if not sum(figures.splits.get(place, ())):
            return replace(empty, reasons=(wording.NO_TEACHERS, *empty.reasons))
        if empty.code not in self.recorded:
            return replace(empty, reasons=(wording.NO_RECORDS[empty.code], *empty.reasons))
        if place not in figures.shown:
            return replace(empty, suppressed=True, reasons=(wording.WITHHELD, *empty.reasons))
        if not figures.denominator(place):
            return replace(empty, reasons=(wording.NO_YOUNG_TEACHERS,))
        numbers = Numbers(figures.numerator(place), figures.denominator(place))
        return replace(empty, numbers=numbers, of_participants=self._of_participants(empty.code, place))

    def _of_participants(self, code: str, place: str) -> ParticipantShare | None:
        """Return the second reading of the share of those who passed."""
        if code != PASSING:
            return None
        numbers = Numbers(self.shares[PASSING].numerator(place), self.shares[PARTICIPANTS].numerator(place))
        return ParticipantShare(numbers.value, numbers.numerator, numbers.denominator or 0)

    def _teams_of(self, area: Area) -> Iterator[Teams]:
        if area.region is None:
            yield from self.teams.values()
        elif area.region in self.teams:
            yield self.teams[area.region]

    def _teams(self, empty: AreaIndicator, found: Sequence[Teams]) -> AreaIndicator:
        if not found:
            return replace(empty, reasons=(wording.NO_TEAMS,))
        trained = tuple(sorted(team for each in found for team in each.trained))
        return replace(empty, numbers=Numbers(len(trained), None), management_teams=trained)

    def _fewest_teams(self, empty: AreaIndicator) -> AreaIndicator:
        """Return the least number of teams of a region; not every region may have data."""
        known = [each for each in self.teams.values() if each.region is not None]
        if not known:
            return replace(empty, reasons=(wording.NO_TEAMS,))
        missing = len(self.regions) - len(known)
        reasons = (wording.regions_without_teams(missing),) if missing else ()
        return replace(empty, numbers=Numbers(min(len(each.trained) for each in known), None), reasons=reasons)

    def _compared(self, found: AreaIndicator) -> AreaIndicator:
        """Return a value with the comparison to the target, or with the reason why there is none."""
        indicator, comparison = found.definition, COMPARISONS.get(found.definition.operator)
        if indicator.countrywide and (found.region or found.municipality):
            return replace(found, target=None, reasons=(*found.reasons, wording.COUNTRY_TARGET))
        if found.target is None:
            return replace(found, reasons=(*found.reasons, wording.no_target(self.day, indicator.deadline)))
        if comparison is None:
            return replace(found, reasons=(*found.reasons, wording.UNKNOWN_COMPARISON))
        if found.value is None:
            return found
        met = comparison(found.value, found.target)
        return replace(found, met=None if met and self._partial(found) else met)

    def _partial(self, found: AreaIndicator) -> bool:
        """Return whether a least number of the regions is known for some regions only."""
        with_teams = sum(each is not None for each in self.teams)
        return found.code == TEAMS_OF_REGION and not found.region and with_teams < len(self.regions)

    def _with_reported(self, found: AreaIndicator, area: Area) -> AreaIndicator:
        rows = self.reported.get((found.definition.id, area.municipality or area.region), ())
        if not rows:
            return found
        if found.suppressed or rows[0].numbers.small:
            return replace(found, reasons=(*found.reasons, wording.REPORTED_WITHHELD))
        several = (wording.several_reported(len(rows)),) if len(rows) > 1 else ()
        return replace(found, reported=compare_reported(rows[0], found), reasons=(*found.reasons, *several))


def compare_reported(row: ReportedRow, found: AreaIndicator) -> ReportedIndicator:
    """Return a reported value with its difference to the counted one."""
    reported, counted = row.numbers.value, found.value
    difference = None if reported is None or counted is None else reported - counted
    return ReportedIndicator(row.id, reported, row.numerator, row.denominator, difference, row.source)
