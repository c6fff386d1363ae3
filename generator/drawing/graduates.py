"""Graduates of pedagogical universities: people who do not work yet, their attempts, and graduations of teachers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from generator.country import Country
from generator.drawing.diagnostics import SCORE_SHAPE, Measure
from generator.drawing.ground import Floats, Integers
from generator.drawing.organisations import Bodies
from generator.drawing.people import LECTURER, PERSON_PREFIX, TEACHER, People, key_of
from generator.record_making import number_of
from generator.streams import stream
from graph_model.kinds.people_terms import DiagnosticKind
from graph_model.terms import OrganisationKind

YEARS = range(2021, 2027)
# the graduates of a year of a university who do not work as teachers; always more than a small group
COHORT = (25, 61)
# degrees are awarded from this day of June on
FIRST_DAY, DAYS = 25, 16
AGES = (22, 25)
TAKERS = 0.45
# attempts lie so many days before or after the graduation
BEFORE, AFTER = 90, 150
# the share of the teachers of the last years whose graduation is known
DOCUMENTED = 0.5
OLDEST_AT_START = 28


@dataclass(frozen=True)
class Graduates:
    """Graduates who do not work as teachers. Arrays hold indices: each has one university and one day of graduation.

    `teacher` holds teachers whose graduation is known. Attempts refer to graduates by their index.
    """

    keys: Sequence[str]
    university: Integers
    on: Integers
    born: Integers
    attempt_person: Integers
    attempt_measure: Integers
    attempt_on: Integers
    attempt_score: Floats
    teacher: Integers
    teacher_university: Integers
    teacher_on: Integers

    def id(self, place: int) -> str:
        """Return the global id of a graduate."""
        return PERSON_PREFIX + self.keys[place]


def graduate(country: Country, bodies: Bodies, people: People, measures: Sequence[Measure]) -> Graduates:
    """Draw the graduates of all pedagogical universities of the country."""
    random = stream(country.seed, "graduates")
    universities = [
        each for each in bodies.of_kinds(OrganisationKind.PEDAGOGICAL_UNIVERSITY) if bodies.all[each].region >= 0
    ]
    university, on, born = cohorts(random, universities)
    return Graduates(
        [key_of(country, f"graduate-{number}") for number in range(len(on))],
        university, on, born,
        *attempts_of(random, country, measures, on),
        *teachers_of(random, bodies, people, universities),
    )  # fmt: skip


def cohorts(random: np.random.Generator, universities: Sequence[int]) -> tuple[Integers, Integers, Integers]:
    """Draw the university, the day of the graduation and the year of birth of each graduate."""
    pairs = [(place, year) for place in universities for year in YEARS]
    sizes = random.integers(*COHORT, len(pairs))
    university, year = (np.repeat(np.array([each[side] for each in pairs], dtype=np.int64), sizes) for side in (0, 1))
    return university, awarded(random, year), year - random.integers(*AGES, len(year))


def awarded(random: np.random.Generator, years: Integers) -> Integers:
    """Draw a day of graduation in each of these years."""
    first = {int(each): number_of(date(int(each), 6, FIRST_DAY)) for each in np.unique(years)}
    days = np.array([first[each] for each in years.tolist()], dtype=np.int64)
    return days + random.integers(0, DAYS, len(years))


def attempts_of(
    random: np.random.Generator, country: Country, measures: Sequence[Measure], on: Integers
) -> tuple[Integers, Integers, Integers, Floats]:
    """Draw the attempts of graduates at diagnostics of functional literacy: graduate, diagnostic, day and score."""
    literacy = [place for place, each in enumerate(measures) if each.kind is DiagnosticKind.FUNCTIONAL_LITERACY]
    person = np.flatnonzero(random.random(len(on)) < TAKERS)
    measure = random.choice(np.array(literacy, dtype=np.int64), len(person))
    taken = on[person] + random.integers(-BEFORE, AFTER, len(person))
    score = (100 * random.beta(*SCORE_SHAPE, len(person))).round(1)
    kept = taken < number_of(country.today)
    return person[kept], measure[kept], taken[kept], score[kept]


def teachers_of(
    random: np.random.Generator, bodies: Bodies, people: People, universities: Sequence[int]
) -> tuple[Integers, Integers, Integers]:
    """Draw the known graduations of teachers: teacher, university of the same region, and day before the first job."""
    started = people.first_worked.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    recent = (started >= YEARS.start) & (started - people.born < OLDEST_AT_START)
    drawn = np.isin(people.kind, (TEACHER, LECTURER)) & recent & (random.random(len(people)) < DOCUMENTED)
    by_region: dict[int, list[int]] = {}
    for place in universities:
        by_region.setdefault(bodies.all[place].region, []).append(place)
    teacher = np.flatnonzero(drawn & np.isin(people.region, [*by_region]))
    choices = [by_region[region] for region in people.region[teacher].tolist()]
    draws = random.random(len(teacher)).tolist()
    university = [each[int(draw * len(each))] for each, draw in zip(choices, draws, strict=True)]
    on = awarded(random, started[teacher])
    earlier = on > people.first_worked[teacher]
    on[earlier] = awarded(random, started[teacher][earlier] - 1)
    return teacher, np.array(university, dtype=np.int64), on
