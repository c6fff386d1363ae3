"""Records of people: persons, names in the demo, jobs, subjects, memberships."""

from collections.abc import Iterator

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.memberships import members
from generator.drawing.organisations import Bodies
from generator.drawing.people import MANAGER, METHODIST, ROLES, TEACHER, TUTOR, People
from generator.drawing.teaching import taught_subjects
from generator.record_making import Elements, Maker, day, day_or_none
from generator.streams import stream
from generator.wording import person_name
from graph_model.kinds.competences import Teaches
from graph_model.kinds.people import IdentifiedBy, Identity, Person, PersonInRegion, WorksAt
from graph_model.kinds.people_terms import PersonRole
from graph_model.links import Link
from graph_model.terms import OrganisationKind

IN_ASSOCIATION = 0.05
COUNCIL_MEMBERS, UNION_MEMBERS = 12, 20


def person_records(country: Country, ground: Ground, bodies: Bodies, people: People, start: int, stop: int) -> Elements:
    """Yield the people from `start` to `stop` with their own records."""
    maker = Maker(country.source_id)
    for place in range(start, stop):
        yield person_of(maker, people, place)
    for place in range(start, stop):
        yield maker.link(people.id(place), PersonInRegion, ground.regions[int(people.region[place])].id)
    if country.identities:
        yield from identities(country, maker, people, start, stop)
    yield from teaching(country, maker, ground, people, start)


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
        mentee_places=people.mentee_places(place) if people.mentor[place] else None,
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


def teaching(country: Country, maker: Maker, ground: Ground, people: People, start: int) -> Iterator[Link]:
    """Yield the subjects of the teachers of one chunk."""
    ids = {each.code: each.id for each in ground.subjects}
    for place, codes in taught_subjects(country, ground, people, start):
        for code in codes:
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
