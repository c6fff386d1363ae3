"""People: jobs with start, position and role; drawn as arrays, since there are about a million."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.country import Country
from generator.drawing.ground import Integers
from generator.drawing.organisations import Bodies
from generator.record_making import number_of
from generator.streams import stream
from graph_model.kinds.people_terms import PersonRole
from graph_model.terms import OrganisationKind

TEACHER, MANAGER, METHODIST, TUTOR, LECTURER = range(5)
POSITIONS: tuple[tuple[tuple[str, float], ...], ...] = (
    (
        ("teacher", 0.84), ("psychologist", 0.03), ("social_pedagogue", 0.025), ("organiser_teacher", 0.02),
        ("additional_education_teacher", 0.02), ("librarian_teacher", 0.015), ("defectologist", 0.015),
        ("speech_therapist_teacher", 0.015), ("upbringing_adviser", 0.01), ("obzh_organiser", 0.01),
    ),
    (("deputy_head", 0.7), ("unit_head", 0.3)),
    (("methodist", 0.75), ("senior_methodist", 0.25)),
    (("tutor", 1.0),),
    (("lecturer", 1.0),),
)  # fmt: skip
EDUCATOR, HEAD = "educator", "head"
# staff that does not depend on pupils: methodists, tutors, managers
STAFF: dict[OrganisationKind, tuple[int, int, int]] = {
    OrganisationKind.CNPPM: (14, 4, 2),
    OrganisationKind.REGIONAL_INSTITUTE: (20, 0, 4),
    OrganisationKind.FEDERAL_COORDINATOR: (30, 4, 6),
    OrganisationKind.FEDERAL_CENTRE: (10, 0, 2),
    OrganisationKind.PEDAGOGICAL_UNIVERSITY: (12, 0, 3),
    OrganisationKind.UNIVERSITY: (6, 0, 2),
    OrganisationKind.REGIONAL_AUTHORITY: (0, 0, 6),
}
PUPILS_PER_DEPUTY = 450
YOUNG = 0.14
EARLIER_JOB, SECOND_JOB, OVERLAPPING = 0.12, 0.03, 0.02
MENTORS, EXPERTS = 0.06, 0.012
WITHOUT_ORGANISATION = 0.04
YEAR = 365.25
PERSON_PREFIX = "Person:"

ROLES = {
    TEACHER: PersonRole.TEACHER,
    MANAGER: PersonRole.MANAGER,
    METHODIST: PersonRole.METHODIST,
    TUTOR: PersonRole.TUTOR,
    LECTURER: PersonRole.TEACHER,
}


@dataclass(frozen=True)
class Jobs:
    """Employments: person, organisation, position, first and last day (-1: not ended)."""

    person: Integers
    organisation: Integers
    position: Sequence[str]
    since: Integers
    until: Integers


@dataclass(frozen=True)
class People:
    """All people; arrays hold indices. `home` is the current organisation of each."""

    keys: Sequence[str]
    kind: Integers
    home: Integers
    region: Integers
    born: Integers
    first_worked: Integers
    position: Sequence[str]
    mentor: Integers
    expert: Integers
    unattached: Integers
    jobs: Jobs

    def __len__(self) -> int:
        return len(self.keys)

    def id(self, place: int) -> str:
        """Return the global id of a person."""
        return PERSON_PREFIX + self.keys[place]

    def mentee_places(self, mentor: int) -> int:
        """Return the number of mentees that a mentor can support at the same time."""
        return 1 + mentor % 3

    @cached_property
    def teachers(self) -> Integers:
        """The indices of all teachers."""
        return np.flatnonzero((self.kind == TEACHER) & ~self.unattached.astype(bool))

    @cached_property
    def order_by_home(self) -> tuple[Integers, Integers]:
        """The people in the order of their organisation, and the index of the first person of each organisation."""
        order = np.argsort(self.home, kind="stable")
        starts = np.searchsorted(self.home[order], np.arange(int(self.home.max(initial=0)) + 2))
        return order, starts

    def at(self, organisation: int) -> Integers:
        """Return the people who currently work at an organisation."""
        order, starts = self.order_by_home
        if organisation + 1 >= len(starts):
            return np.empty(0, dtype=np.int64)
        return order[starts[organisation] : starts[organisation + 1]]


def key_of(country: Country, number: int | str) -> str:
    """Return the pseudonym of a person."""
    text = f"{country.name}/{country.seed}/{number}"
    return f"P{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"


def employ(country: Country, bodies: Bodies) -> People:
    """Draw the people of all organisations."""
    random = stream(country.seed, "people")
    home, kind = staffed(random, bodies)
    count = len(home)
    today = number_of(country.today)
    worked, born = careers(random, country, count)
    position = positions(random, bodies, home, kind)
    experienced = worked < today - 8 * YEAR
    mentor = ((random.random(count) < MENTORS * 2) & experienced & np.isin(kind, (TEACHER, METHODIST))).astype(np.int64)
    chance = np.where(np.isin(kind, (METHODIST, TUTOR)), EXPERTS * 12, EXPERTS)
    expert = ((random.random(count) < chance) & experienced).astype(np.int64)
    unattached = ((random.random(count) < WITHOUT_ORGANISATION) & (expert == 1)).astype(np.int64)
    region = bodies.region[home]
    return People(
        keys=[key_of(country, number) for number in range(count)],
        kind=kind, home=home, region=region, born=born, first_worked=worked, position=position,
        mentor=mentor, expert=expert, unattached=unattached,
        jobs=jobs_of(random, country, bodies, home, worked, position, unattached),
    )  # fmt: skip


def staffed(random: np.random.Generator, bodies: Bodies) -> tuple[Integers, Integers]:
    """Draw the organisation and the kind of each person."""
    home: list[int] = []
    kind: list[int] = []
    for place, body in enumerate(bodies.all):
        for what, number in enumerate(staff_of(random, body.kind, body.pupils, body.teachers)):
            home.extend([place] * number)
            kind.extend([what] * number)
    return np.array(home, dtype=np.int64), np.array(kind, dtype=np.int64)


def staff_of(
    random: np.random.Generator, kind: OrganisationKind, pupils: int | None, teachers: int
) -> tuple[int, int, int, int, int]:
    """Return the numbers of teachers, managers, methodists, tutors and lecturers of an organisation."""
    if pupils is not None:
        managers = 1 + round(pupils / PUPILS_PER_DEPUTY)
        return (0, managers, 0, 0, teachers) if kind is OrganisationKind.COLLEGE else (teachers, managers, 0, 0, 0)
    if kind is OrganisationKind.MUNICIPAL_METHOD_SERVICE:
        return (0, 1, int(random.integers(1, 4)), 0, 0)
    methodists, tutors, managers = STAFF.get(kind, (0, 0, 0))
    return (0, managers, methodists, tutors, 0)


def careers(random: np.random.Generator, country: Country, count: int) -> tuple[Integers, Integers]:
    """Draw the first working day and the year of birth; a share of people is young, the others are spread widely."""
    today = number_of(country.today)
    young = random.random(count) < YOUNG
    years = np.where(young, random.uniform(0.05, 5, count), 5 + 37 * random.beta(1.3, 1.6, count))
    age_at_start = np.where(young & (random.random(count) < 0.2), random.uniform(28, 45, count),
                            random.normal(23, 1.2, count).clip(20, 30))  # fmt: skip
    worked = first_of_month((today - years * YEAR).astype(np.int64))
    born = (country.today.year + country.today.timetuple().tm_yday / YEAR - years - age_at_start).astype(np.int64)
    return worked, born


def positions(random: np.random.Generator, bodies: Bodies, home: Integers, kind: Integers) -> list[str]:
    """Draw the positions of people; the first manager of an organisation is its head."""
    drawn = np.empty(len(home), dtype=object)
    for what, choices in enumerate(POSITIONS):
        of_kind = np.flatnonzero(kind == what)
        names, weights = zip(*choices, strict=True)
        drawn[of_kind] = random.choice(np.array(names, dtype=object), len(of_kind), p=np.array(weights) / sum(weights))
    managers = np.flatnonzero(kind == MANAGER)
    _, first = np.unique(home[managers], return_index=True)
    drawn[managers[first]] = HEAD
    kindergartens = np.array([each.kind is OrganisationKind.KINDERGARTEN for each in bodies.all])
    drawn[np.flatnonzero(kindergartens[home] & (kind == TEACHER))] = EDUCATOR
    return [str(each) for each in drawn.tolist()]


def jobs_of(
    random: np.random.Generator, country: Country, bodies: Bodies, home: Integers, worked: Integers,
    position: Sequence[str], unattached: Integers,
) -> Jobs:  # fmt: skip
    """Draw the current job of each attached person, an earlier job of some, and a second job of few."""
    today, count = number_of(country.today), len(home)
    everyone = np.arange(count)
    moved = everyone[(random.random(count) < EARLIER_JOB) & (worked < today - 2 * YEAR)]
    since = worked.copy()
    since[moved] += ((today - 90 - worked[moved]) * random.uniform(0.1, 1.0, len(moved))).astype(np.int64)
    since = np.maximum(first_of_month(since), worked)
    # some records of an earlier job end after the start of the next one
    overlap = np.where(random.random(len(moved)) < OVERLAPPING * 8, random.integers(20, 200, len(moved)), -1)
    ended = np.minimum(np.maximum(since[moved] + overlap, worked[moved]), today)
    second = everyone[random.random(count) < SECOND_JOB]
    second_since = since[second] + ((today - since[second]) * random.random(len(second))).astype(np.int64)
    second_since = np.maximum(first_of_month(second_since), worked[second])
    attached = everyone[unattached == 0]
    person = np.concatenate([attached, moved, second])
    return Jobs(
        person=person,
        organisation=np.concatenate(
            [home[attached], elsewhere(random, bodies, home[moved]), elsewhere(random, bodies, home[second])]
        ),
        position=[position[each] for each in person.tolist()],
        since=np.concatenate([since[attached], worked[moved], second_since]),
        until=np.concatenate([np.full(len(attached), -1), ended, np.full(len(second), -1)]),
    )


def first_of_month(days: Integers) -> Integers:
    """Return the first day of the month, on which jobs begin; this limits the number of distinct days."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def elsewhere(random: np.random.Generator, bodies: Bodies, homes: Integers) -> Integers:
    """Draw another organisation of the same region for each one: a school, if the region has several."""
    schools = {
        region: [place for place in places if bodies.all[place].kind is OrganisationKind.SCHOOL]
        for region, places in bodies.by_region.items()
    }
    draws = random.random(len(homes))
    found = homes.copy()
    for at, (home, draw) in enumerate(zip(homes.tolist(), draws.tolist(), strict=True)):
        in_region = schools.get(bodies.all[home].region, [])
        if len(in_region) > 1:
            choice = in_region[int(draw * len(in_region))]
            found[at] = choice if choice != home else in_region[(in_region.index(home) + 1) % len(in_region)]
    return found
