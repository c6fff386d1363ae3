"""Records of people: persons, names in the demo, jobs, subjects, memberships."""

from collections.abc import Iterator, Sequence

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.memberships import members
from generator.drawing.organisations import Bodies
from generator.drawing.people import MANAGER, METHODIST, ROLES, TEACHER, TUTOR, People
from generator.record_making import Elements, Maker, day, day_or_none
from generator.streams import stream
from generator.wording import person_name
from graph_model.kinds.competences import Teaches
from graph_model.kinds.people import IdentifiedBy, Identity, Person, PersonInRegion, WorksAt
from graph_model.kinds.people_terms import PersonRole
from graph_model.links import Link
from graph_model.terms import OrganisationKind

CHUNK = 50_000
PRIMARY_TEACHERS = 0.27
PRIMARY_SUBJECTS = ("RUS", "LITR", "MAT", "WLD")
SUBJECT_WEIGHTS = {
    "RUS": 12, "LIT": 3, "MAT": 10, "ALG": 3, "GEO": 2, "INF": 5, "FLG": 13, "HIS": 6, "SOC": 3, "GGR": 4, "PHY": 5,
    "CHE": 4, "BIO": 5, "TEC": 6, "PE": 8, "ART": 3, "MUS": 3, "OBZ": 2, "NAT": 2, "PRJ": 0.5,
}  # fmt: skip
SECOND_SUBJECT = 0.3
IN_ASSOCIATION = 0.05
COUNCIL_MEMBERS, UNION_MEMBERS = 12, 20


def person_records(country: Country, ground: Ground, bodies: Bodies, people: People, start: int, stop: int) -> Elements:
    """Yield the people from `start` to `stop` with their own records."""
    maker, random = Maker(country.source_id), stream(country.seed, "person records", start)
    for place in range(start, stop):
        yield person_of(maker, people, place)
    for place in range(start, stop):
        yield maker.link(people.id(place), PersonInRegion, ground.regions[int(people.region[place])].id)
    if country.identities:
        yield from identities(country, maker, people, start, stop)
    yield from teaching(maker, random, ground, people, start, stop)


def person_of(maker: Maker, people: People, place: int) -> Person:
    """Return one person."""
    roles = [ROLES[int(people.kind[place])]]
    roles += [role for role, holds in ((PersonRole.MENTOR, people.mentor), (PersonRole.EXPERT, people.expert))
              if holds[place]]  # fmt: skip
    return maker.node(
        Person,
        person_id=people.keys[place],
        roles=tuple(roles),
        born_year=int(people.born[place]),
        first_worked_on=day(int(people.first_worked[place])),
        mentee_places=1 + place % 3 if people.mentor[place] else None,
    )


def identities(country: Country, maker: Maker, people: People, start: int, stop: int) -> Elements:
    """Yield random names and addresses."""
    random = stream(country.seed, "identities", start)
    for place in range(start, stop):
        yield maker.node(
            Identity,
            person_id=people.keys[place],
            name=person_name(random),
            email=f"{people.keys[place][:13].lower()}@example.org",
        )
    for place in range(start, stop):
        yield maker.link(people.id(place), IdentifiedBy, f"Identity:{people.keys[place]}")


def teaching(
    maker: Maker, random: np.random.Generator, ground: Ground, people: People, start: int, stop: int
) -> Iterator[Link]:
    """Yield the subjects of teachers: several at the primary level, one or two above it."""
    ids = {each.code: each.id for each in ground.subjects}
    codes = [code for code in SUBJECT_WEIGHTS if code in ids]
    weights = np.array([SUBJECT_WEIGHTS[code] for code in codes], dtype=np.float64)
    teachers = [place for place in range(start, stop) if people.position[place] == "teacher"]
    first = random.choice(len(codes), len(teachers), p=weights / weights.sum())
    second = random.choice(len(codes), len(teachers), p=weights / weights.sum())
    draws = random.random((len(teachers), 2))
    rows = zip(teachers, first.tolist(), second.tolist(), draws.tolist(), strict=True)
    for place, one, other, (primary, two) in rows:
        if primary < PRIMARY_TEACHERS:
            taught: Sequence[str] = PRIMARY_SUBJECTS
        else:
            taught = [codes[one], codes[other]] if two < SECOND_SUBJECT and other != one else [codes[one]]
        for code in taught:
            yield maker.link(people.id(place), Teaches, ids[code])


def job_records(country: Country, bodies: Bodies, people: People, start: int, stop: int) -> Elements:
    """Yield the employments from `start` to `stop`."""
    maker, jobs = Maker(country.source_id), people.jobs
    written: set[tuple[int, int, str, int]] = set()
    for place in range(start, stop):
        person, organisation = int(jobs.person[place]), int(jobs.organisation[place])
        position, since = jobs.position[place], int(jobs.since[place])
        if (person, organisation, position, since) not in written:
            written.add((person, organisation, position, since))
            yield maker.link(
                people.id(person), WorksAt, bodies.all[organisation].id,
                position=position, since=day(since), until=day_or_none(int(jobs.until[place])),
            )  # fmt: skip


def memberships(country: Country, bodies: Bodies, people: People) -> Elements:
    """Yield the members of associations, councils and unions, who are of the same region."""
    maker, random = Maker(country.source_id), stream(country.seed, "memberships")
    for region in sorted(bodies.by_region):
        in_region = np.flatnonzero(people.region == region)
        teachers = in_region[people.kind[in_region] == TEACHER]
        guides = in_region[np.isin(people.kind[in_region], (METHODIST, TUTOR, MANAGER))]
        for place in bodies.of_region(region, OrganisationKind.PROFESSIONAL_ASSOCIATION):
            chosen = teachers[random.random(len(teachers)) < IN_ASSOCIATION]
            yield from members(maker, random, people, chosen, bodies.all[place].id)
        for kind, size in (
            (OrganisationKind.METHODICAL_COUNCIL, COUNCIL_MEMBERS),
            (OrganisationKind.RUMO, UNION_MEMBERS),
        ):
            for place in bodies.of_region(region, kind):
                chosen = random.choice(guides, min(size, len(guides)), replace=False)
                yield from members(maker, random, people, chosen, bodies.all[place].id)
