"""Sessions of programs: days, forms, places and the municipalities where they are held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.country import Country
from generator.drawing.organisations import Bodies
from generator.drawing.programs import Programs
from generator.record_making import number_of
from generator.streams import stream
from graph_model.terms import StudyForm

# a version is taught from so many days after its making, until the next version is
FIRST_AFTER = 60
BETWEEN = (100, 261)
AHEAD = 240
PLACES = (8, 31)
# the probability that a session is held in another municipality of the region than the seat of the provider
ELSEWHERE = 0.25
TRAINED_HOURS_A_DAY, SHORTEST = 3, 3


@dataclass(frozen=True)
class Session:
    """A session: index of the version, first and last day, form, places, and where it is held (-1: nowhere)."""

    version: int
    begins: int
    ends: int
    form: StudyForm
    places: int
    region: int
    municipality: int


@dataclass(frozen=True)
class Sessions:
    """All sessions, by program and by day within a program."""

    all: Sequence[Session]
    programs: Sequence[int]

    @cached_property
    def of_program(self) -> dict[int, list[int]]:
        """The indices of the sessions of each program, in the order of their first days."""
        found: dict[int, list[int]] = {}
        for place, program in enumerate(self.programs):
            found.setdefault(program, []).append(place)
        for places in found.values():
            places.sort(key=lambda each: self.all[each].begins)
        return found


def session_code(country: Country, session: int) -> str:
    """Return the business key of a session."""
    return country.code("PS", session + 1)


def hold_sessions(country: Country, bodies: Bodies, programs: Programs) -> Sessions:
    """Draw the sessions of all versions, the last ones of them after the current day."""
    random, today = stream(country.seed, "sessions"), number_of(country.today)
    towns = towns_of(bodies)
    found: list[Session] = []
    owners: list[int] = []
    for program, versions in enumerate(programs.versions_of):
        for version, first, last in periods(programs, versions, today):
            for begins in days(random, first, last):
                found.append(session_of(random, bodies, programs, towns, version, begins))
                owners.append(program)
    return Sessions(found, owners)


def periods(programs: Programs, versions: Sequence[int], today: int) -> Iterator[tuple[int, int, int]]:
    """Yield the versions of a program with the first and the last day on which their sessions can begin.

    The last version is taught until its entry left the register, otherwise until `AHEAD` days after the current day.
    """
    made = [programs.versions[each].made + FIRST_AFTER for each in versions]
    for number, version in enumerate(versions):
        left = programs.versions[version].left
        last = today + AHEAD if left < 0 else left
        yield version, made[number], made[number + 1] - 1 if number + 1 < len(versions) else last


def days(random: np.random.Generator, first: int, last: int) -> Iterator[int]:
    """Yield the first days of sessions in a period."""
    begins = first + int(random.integers(0, BETWEEN[0]))
    while begins <= last:
        yield begins
        begins += int(random.integers(*BETWEEN))


def session_of(
    random: np.random.Generator, bodies: Bodies, programs: Programs, towns: dict[int, list[int]], version: int,
    begins: int,
) -> Session:  # fmt: skip
    """Draw one session."""
    program = programs.versions[version].program
    forms, provider = programs.forms[program], bodies.all[programs.providers[program]]
    form, places = forms[int(random.integers(len(forms)))], int(random.integers(*PLACES))
    ends = begins + max(SHORTEST, programs.hours[program] // TRAINED_HOURS_A_DAY)
    region, municipality = provider.region, provider.municipality
    others = towns.get(region, [])
    if random.random() < ELSEWHERE and others:
        municipality = others[int(random.integers(len(others)))]
    if form is StudyForm.DISTANCE:
        region, municipality = -1, -1
    return Session(version, begins, ends, form, places, region, municipality)


def towns_of(bodies: Bodies) -> dict[int, list[int]]:
    """Return the municipalities with organisations, by region."""
    found: dict[int, set[int]] = {}
    for each in bodies.all:
        if each.municipality >= 0:
            found.setdefault(each.region, set()).add(each.municipality)
    return {region: sorted(places) for region, places in found.items()}
