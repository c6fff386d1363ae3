"""Reported values of indicators, counted in the generated data by the definitions of the order.

A few values are misreported: their numerators are too high. `truth.json` lists them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generator.drawing.ground import Floats, Integers
from generator.drawing.groups import mentorship_records, team_records
from generator.drawing.people import LECTURER, TEACHER
from generator.drawing.programs import VALID_DAYS
from generator.record_making import Elements, Maker, number_of
from generator.streams import stream
from generator.world import World
from graph_model.kinds.catalogue import KpiIndicator, KpiValue, ValueFor, ValueOf
from graph_model.kinds.people import ManagementTeam, MenteeIn, Mentorship, TeamInRegion
from graph_model.kinds.people_terms import DiagnosticKind, EnrolmentStatus
from graph_model.links import Link

YEARS = (2021, 2022, 2023, 2024, 2025)
# the share of misreported values, and the factor of their numerators
MISREPORTED, OVERSTATED = 0.03, 1.5
GOOD_SCORE = 70.0
YOUNG_AGE, YOUNG_DAYS = 35, 3 * 365.25
# values of municipalities are reported for the last year, if at least this number of people is the base
SMALLEST_BASE = 20
NOT_TAKEN = -1

Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class ReportedValue:
    """A value of an indicator for a place on the last day of a year; `reported` can exceed the true `numerator`."""

    indicator: str
    place: str
    code: str
    year: int
    numerator: int
    denominator: int | None
    reported: int


class IndicatorCounts:
    """The numerators and denominators of the indicators, counted by place.

    People are counted in the region that they belong to, and in the municipality of their organisation.
    """

    def __init__(self, world: World) -> None:
        self.world, self.people = world, world.people

    @cached_property
    def teaching(self) -> Truths:
        """Which people have the role of a teacher."""
        return np.isin(self.people.kind, (TEACHER, LECTURER))

    def in_scope(self, on: int) -> Truths:
        """Return the teachers with a job on a day."""
        jobs, working = self.people.jobs, np.zeros(len(self.people), dtype=np.bool_)
        working[jobs.person[(jobs.since <= on) & ((jobs.until < 0) | (jobs.until >= on))]] = True
        return self.teaching & working

    @cached_property
    def literacy(self) -> tuple[Integers, Integers, Floats]:
        """The person, the day and the score of each dated attempt at a diagnostic of functional literacy."""
        attempts = self.world.attempts
        kinds = np.array([each.kind is DiagnosticKind.FUNCTIONAL_LITERACY for each in attempts.measures])
        chosen = kinds[attempts.measure] & (attempts.on >= 0)
        return attempts.person[chosen], attempts.on[chosen], attempts.score[chosen]

    def took_literacy(self, on: int, least: float = 0.0) -> Truths:
        """Return the people with an attempt of at least a score by a day."""
        person, taken, score = self.literacy
        found = np.zeros(len(self.people), dtype=np.bool_)
        found[person[(taken <= on) & (score >= least)]] = True
        return found

    @cached_property
    def trained(self) -> tuple[Integers, Integers]:
        """The person and the day of each training that counts for the first indicator.

        The version was in the register under a valid certificate on the day of completion, and a route of the person
        that is based on an attempt has the program as a step completed on this day.
        """
        learning, versions = self.world.learning, self.world.programs.versions
        steps = {
            (route.person, place, done)
            for route in learning.routes
            if route.attempt >= 0
            for kind, place, done in route.steps
            if kind == "program" and done >= 0
        }
        rows = [
            (each.person, each.ended)
            for each in learning.enrolments
            if each.status is EnrolmentStatus.COMPLETED
            and (each.person, versions[each.version].program, each.ended) in steps
            and 0 <= versions[each.version].entered <= each.ended
            and (versions[each.version].left < 0 or each.ended < versions[each.version].left)
            and 0 <= versions[each.version].certified <= each.ended <= versions[each.version].certified + VALID_DAYS
        ]
        person, ended = np.array(rows, dtype=np.int64).reshape(-1, 2).T
        return person, ended

    def learned(self, on: int) -> Truths:
        """Return the people with a training that counts by a day."""
        person, ended = self.trained
        found = np.zeros(len(self.people), dtype=np.bool_)
        found[person[ended <= on]] = True
        return found

    @cached_property
    def supported_from(self) -> Integers:
        """The first day of the first mentorship of each person, or `NOT_TAKEN`."""
        numbers = {f"Person:{key}": number for number, key in enumerate(self.people.keys)}
        began: dict[str, date] = {}
        found = np.full(len(self.people), NOT_TAKEN)
        for each in mentorship_records(self.world.country, self.world.bodies, self.people):
            if isinstance(each, Mentorship) and each.since is not None:
                began[each.id] = each.since
            elif isinstance(each, Link) and isinstance(each.relation, MenteeIn):
                person, on = numbers[each.start], number_of(began[each.end])
                found[person] = on if found[person] < 0 else min(int(found[person]), on)
        return found

    def young(self, on: int, year: int) -> Truths:
        """Return the teachers in scope below the age of 35 in their first three years of work."""
        first = self.people.first_worked
        early = (first <= on) & (on - first <= YOUNG_DAYS) & (year - self.people.born < YOUNG_AGE)
        return self.in_scope(on) & early

    @cached_property
    def teams(self) -> list[tuple[str, int]]:
        """The region and the day of training of each trained team."""
        trained: dict[str, int] = {}
        found = []
        world = self.world
        for each in team_records(world.country, world.ground, world.bodies, self.people):
            if isinstance(each, ManagementTeam) and each.trained_on is not None:
                trained[each.id] = number_of(each.trained_on)
            elif isinstance(each, Link) and isinstance(each.relation, TeamInRegion) and each.start in trained:
                found.append((each.end, trained[each.start]))
        return found

    def people_counted(self, code: str, year: int) -> tuple[Truths, Truths] | None:
        """Return the people of the numerator and of the denominator; None for an indicator that counts teams."""
        on = number_of(date(year, 12, 31))
        if code == "KPI4":
            young = self.young(on, year)
            return young & (self.supported_from >= 0) & (self.supported_from <= on), young
        scope = self.in_scope(on)
        counted = {
            "KPI1": lambda: self.learned(on),
            "KPI2a": lambda: self.took_literacy(on),
            "KPI2b": lambda: self.took_literacy(on, GOOD_SCORE),
        }
        return (scope & counted[code](), scope) if code in counted else None

    def values(self) -> Iterator[ReportedValue]:
        """Yield the values of all indicators, for regions of each year, and for municipalities of the last year."""
        random = stream(self.world.country.seed, "indicators")
        for indicator in self.world.ground.indicators:
            for year in YEARS:
                for place, code, numerator, denominator in self._counted(indicator, year):
                    wrong = random.random() < MISREPORTED
                    reported = int(np.ceil(numerator * OVERSTATED)) if wrong else numerator
                    reported = reported if denominator is None else min(reported, denominator)
                    yield ReportedValue(indicator.code, place, code, year, numerator, denominator, reported)

    def _counted(self, indicator: KpiIndicator, year: int) -> Iterator[tuple[str, str, int, int | None]]:
        ground, counted = self.world.ground, self.people_counted(indicator.code, year)
        if counted is None:
            on = number_of(date(year, 12, 31))
            for region in ground.covered:
                home = ground.regions[region]
                yield home.id, home.code, sum(1 for at, day in self.teams if at == home.id and day <= on), None
            return
        numerator, denominator = (self._by(self.people.region, each, len(ground.regions)) for each in counted)
        for region in ground.covered:
            home = ground.regions[region]
            yield home.id, home.code, int(numerator[region]), int(denominator[region])
        if year == YEARS[-1]:
            towns = self.world.bodies.municipality[self.people.home]
            numerator, denominator = (self._by(towns, each, len(ground.municipalities)) for each in counted)
            for place in np.flatnonzero(denominator >= SMALLEST_BASE).tolist():
                town = ground.municipalities[place]
                yield town.id, f"M{town.territory_id}", int(numerator[place]), int(denominator[place])

    def _by(self, places: Integers, people: Truths, count: int) -> Integers:
        """Return the numbers of people by place."""
        chosen = places[people]
        return np.bincount(chosen[chosen >= 0], minlength=count)


def indicator_records(world: World) -> Elements:
    """Yield the reported values."""
    country, maker = world.country, Maker(world.country.source_id)
    for each in IndicatorCounts(world).values():
        code = country.code("KV", f"{each.indicator}-{each.code}-{each.year}")
        yield maker.node(
            KpiValue,
            code=code,
            measured_on=date(each.year, 12, 31),
            numerator=each.reported,
            denominator=each.denominator,
        )
        yield maker.link(f"KpiValue:{code}", ValueOf, f"KpiIndicator:{each.indicator}")
        yield maker.link(f"KpiValue:{code}", ValueFor, each.place)
