"""Values of the indicators of the order, counted in the generated data, and the values that are reported instead.

`docs/indicators.md` states the definitions. Only values on the last day of a year are counted, so that the year of
birth determines the age.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from generator.country import Country
from generator.drawing.diagnostics import Attempts
from generator.drawing.graduates import Graduates
from generator.drawing.ground import Ground, Integers
from generator.drawing.groups import Team
from generator.drawing.internships import Internships
from generator.drawing.learning import Learning
from generator.drawing.mentoring import Mentored
from generator.drawing.organisations import Bodies
from generator.drawing.people import LECTURER, TEACHER, People
from generator.drawing.programs import Programs
from generator.record_making import day, number_of
from generator.streams import stream
from graph_model.kinds.people_terms import DiagnosticKind, EnrolmentStatus, PlacementStatus
from graph_model.terms import OrganisationKind

Mask = NDArray[np.bool_]

YEARS = (2021, 2022, 2023, 2024, 2025)
# municipalities report the shares of the last years only
MUNICIPAL_YEARS = YEARS[-3:]
UNIVERSITIES = (OrganisationKind.UNIVERSITY, OrganisationKind.PEDAGOGICAL_UNIVERSITY)
MISREPORTED = 0.03
PASSED = 70.0
YOUNGER_THAN, NEW_YEARS = 35, 3
WITH_GRADUATES = ("KPI2a", "KPI2b")
COUNTRY, REGION, MUNICIPALITY = "country", "region", "municipality"


@dataclass(frozen=True)
class Value:
    """A value of an indicator: its area (kind and index), its year, the counted numbers and the reported ones."""

    indicator: str
    area: str
    place: int
    year: int
    counted: tuple[int, int | None]
    reported: tuple[int, int | None]

    @property
    def misreported(self) -> bool:
        """Whether the reported numbers differ from the counted ones."""
        return self.counted != self.reported


@dataclass(frozen=True)
class Sources:
    """The drawn data that indicators count."""

    bodies: Bodies
    people: People
    graduates: Graduates
    programs: Programs
    internships: Internships
    attempts: Attempts
    learning: Learning
    mentorships: Sequence[Mentored]
    teams: Sequence[Team]


def report_indicators(country: Country, ground: Ground, sources: Sources) -> list[Value]:
    """Return all values of indicators; a documented share is reported with another numerator."""
    random = stream(country.seed, "misreported values")
    known = {each.code for each in ground.indicators}
    counted = [each for each in counted_values(ground, sources) if each.indicator in known]
    wrong = random.random(len(counted)) < MISREPORTED
    factors = random.uniform(1.05, 1.4, len(counted))
    return [
        replace(each, reported=misreported(each.counted, factor)) if bad else each
        for each, bad, factor in zip(counted, wrong.tolist(), factors.tolist(), strict=True)
    ]


def misreported(numbers: tuple[int, int | None], factor: float) -> tuple[int, int | None]:
    """Return overstated numbers; a numerator that cannot be larger is understated by one."""
    numerator, denominator = numbers
    larger = max(numerator + 1, round(numerator * factor))
    if denominator is None or numerator < denominator:
        return (larger if denominator is None else min(larger, denominator)), denominator
    return numerator - 1, denominator


def counted_values(ground: Ground, sources: Sources) -> Iterator[Value]:
    """Yield the counted values of all years; shares without a base are left out."""
    for year in YEARS:
        yield from counted_shares(ground, sources, year)
        yield from counted_teams(ground, sources.teams, year)


def counted_value(indicator: str, area: str, place: int, year: int, numbers: tuple[int, int | None]) -> Value:
    """Return a value that is reported as it was counted."""
    return Value(indicator, area, place, year, numbers, numbers)


def counted_teams(ground: Ground, teams: Sequence[Team], year: int) -> Iterator[Value]:
    """Yield the numbers of trained management teams of the country and of each region."""
    last = number_of(date(year, 12, 31))
    trained = [each.region for each in teams if 0 <= each.trained <= last]
    yield counted_value("KPI3a", COUNTRY, -1, year, (len(trained), None))
    for region in ground.covered:
        for indicator in ("KPI3a", "KPI3b"):
            yield counted_value(indicator, REGION, region, year, (trained.count(region), None))


def counted_shares(ground: Ground, sources: Sources, year: int) -> Iterator[Value]:
    """Yield the shares of the country, of each region and of each municipality."""
    on = number_of(date(year, 12, 31))
    person, organisation = employments_on(sources.people, sources.bodies, on)
    shares = list(shares_on(sources, year, on))
    graduates = graduates_on(sources, on, person)
    for area, homes, wanted in areas_of(ground, sources.bodies, organisation, year):
        places, people = different_people(homes, person, len(sources.people))
        for indicator, numerator, denominator in shares:
            size = max(wanted) + 1
            top, base = (np.bincount(places[each[people]], minlength=size) for each in (numerator, denominator))
            if indicator in WITH_GRADUATES:
                further = graduates_of(graduates, area, sources.bodies, indicator, size)
                top, base = top + further[0], base + further[1]
            for place in wanted:
                if base[place]:
                    shown = -1 if area == COUNTRY else place
                    yield counted_value(indicator, area, shown, year, (int(top[place]), int(base[place])))


def areas_of(
    ground: Ground, bodies: Bodies, organisation: Integers, year: int
) -> Iterator[tuple[str, Integers, Sequence[int]]]:
    """Yield each kind of area with the area of each employment (-1: none) and the areas that report."""
    yield COUNTRY, np.zeros(len(organisation), dtype=np.int64), [0]
    yield REGION, bodies.region[organisation], ground.covered
    if year in MUNICIPAL_YEARS:
        yield MUNICIPALITY, bodies.municipality[organisation], range(len(ground.municipalities))


def different_people(homes: Integers, person: Integers, people: int) -> tuple[Integers, Integers]:
    """Return the different pairs of an area and a person who works in it."""
    pairs = np.unique(homes[homes >= 0] * people + person[homes >= 0])
    return pairs // people, pairs % people


def employments_on(people: People, bodies: Bodies, on: int) -> tuple[Integers, Integers]:
    """Return person and organisation of the employments on a day, without those at universities."""
    jobs = people.jobs
    university = np.array([each.kind in UNIVERSITIES for each in bodies.all])
    lasting = (jobs.since <= on) & ((jobs.until < 0) | (jobs.until >= on)) & ~university[jobs.organisation]
    return jobs.person[lasting], jobs.organisation[lasting]


def shares_on(sources: Sources, year: int, on: int) -> Iterator[tuple[str, Mask, Mask]]:
    """Yield each share with the people of its numerator and its denominator, as masks [people]."""
    teachers = np.isin(sources.people.kind, (TEACHER, LECTURER))
    took, passed = literacy_on(sources.attempts, len(sources.people), on)
    new = teachers & new_and_young(sources.people, year, on)
    yield "KPI1", teachers & trained_on(sources, on), teachers
    yield "KPI2a", teachers & took, teachers
    yield "KPI2b", teachers & passed, teachers
    yield "KPI4", new & supported_on(sources, on), new


def literacy_on(attempts: Attempts, people: int, on: int) -> tuple[Mask, Mask]:
    """Return who took a diagnostic of functional literacy by a day, and whose best score is at least `PASSED`."""
    kinds = np.array([each.kind is DiagnosticKind.FUNCTIONAL_LITERACY for each in attempts.measures])
    counted = kinds[attempts.measure] & (attempts.on >= 0) & (attempts.on <= on)
    took, passed = np.zeros(people, dtype=np.bool_), np.zeros(people, dtype=np.bool_)
    took[attempts.person[counted]] = True
    passed[attempts.person[counted & (attempts.score >= PASSED)]] = True
    return took, passed


@dataclass(frozen=True)
class GraduatesOnDay:
    """The graduates of a day: the university of each, and whether each took and passed a diagnostic of literacy."""

    university: Integers
    meeting: dict[str, Mask]


def graduates_on(sources: Sources, on: int, employed: Integers) -> GraduatesOnDay:
    """Return who graduated in the year that ends on a day and is not among the employed teachers of the day."""
    people, graduates = sources.people, sources.graduates
    teaching = np.zeros(len(people), dtype=np.bool_)
    teaching[employed] = np.isin(people.kind[employed], (TEACHER, LECTURER))
    earliest = number_of(date(day(on).year - 1, 12, 31))
    own = (graduates.on > earliest) & (graduates.on <= on)
    later = (graduates.teacher_on > earliest) & (graduates.teacher_on <= on) & ~teaching[graduates.teacher]
    counted = graduates.attempt_on <= on
    took, passed = np.zeros(len(own), dtype=np.bool_), np.zeros(len(own), dtype=np.bool_)
    took[graduates.attempt_person[counted]] = True
    passed[graduates.attempt_person[counted & (graduates.attempt_score >= PASSED)]] = True
    known = literacy_on(sources.attempts, len(people), on)
    later_people = graduates.teacher[later]
    return GraduatesOnDay(
        np.concatenate([graduates.university[own], graduates.teacher_university[later]]),
        {
            "KPI2a": np.concatenate([took[own], known[0][later_people]]),
            "KPI2b": np.concatenate([passed[own], known[1][later_people]]),
        },
    )


def graduates_of(
    graduates: GraduatesOnDay, area: str, bodies: Bodies, indicator: str, size: int
) -> tuple[Integers, Integers]:
    """Return the numbers of graduates in the numerator and the denominator of each place of an area."""
    homes = {REGION: bodies.region, MUNICIPALITY: bodies.municipality}.get(area)
    places = np.zeros(len(graduates.university), dtype=np.int64) if homes is None else homes[graduates.university]
    known = (places >= 0) & (places < size)
    met = known & graduates.meeting[indicator]
    return np.bincount(places[met], minlength=size), np.bincount(places[known], minlength=size)


def trained_on(sources: Sources, on: int) -> Mask:
    """Return who completed by a day a program in the register to which a route based on a diagnostic led.

    The register contained the version on the day of completion. The route was drawn up before the training began.
    """
    led: dict[tuple[int, int], int] = {}
    for route in sources.learning.routes:
        for kind, program, _ in route.steps if route.attempt >= 0 else ():
            if kind == "program":
                pair = (route.person, program)
                led[pair] = min(route.drawn_up, led.get(pair, route.drawn_up))
    found = np.zeros(len(sources.people), dtype=np.bool_)
    for each in sources.learning.enrolments:
        version = sources.programs.versions[each.version]
        listed = 0 <= version.entered <= each.ended and (version.left < 0 or version.left > each.ended)
        if each.status is EnrolmentStatus.COMPLETED and each.ended <= on and listed:
            found[each.person] |= led.get((each.person, version.program), each.began + 1) <= each.began
    return found


def new_and_young(people: People, year: int, on: int) -> Mask:
    """Return who began to work at most `NEW_YEARS` years before the last day of a year and is younger than 35."""
    earliest = number_of(date(year - NEW_YEARS, 12, 31))
    young = year - people.born < YOUNGER_THAN
    return young & (people.first_worked > earliest) & (people.first_worked <= on)


def supported_on(sources: Sources, on: int) -> Mask:
    """Return who had by a day a mentor, a route, or a placement in an internship that began by then."""
    found = np.zeros(len(sources.people), dtype=np.bool_)
    found[[each.mentee for each in sources.mentorships if each.since <= on]] = True
    found[[each.person for each in sources.learning.routes if each.drawn_up <= on]] = True
    begins = sources.internships.begins
    placed = (each for each in sources.learning.placements if each.status is not PlacementStatus.CANCELLED)
    found[[each.person for each in placed if begins[each.internship] <= on]] = True
    return found
