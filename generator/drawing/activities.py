"""Network projects, events and applied research."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.organisations import Bodies
from generator.drawing.practices import FAMOUS, Practices, code_of
from generator.drawing.programs import Programs
from generator.drawing.subjects import Subjects
from generator.record_making import Elements, Maker, day, day_or_none, number_of
from generator.streams import stream
from generator.wording import theme_words
from graph_model.kinds.competences import About
from graph_model.kinds.projects import (
    CarriesOut,
    Event,
    HeldBy,
    LedTo,
    NetworkProject,
    Presents,
    ResearchBy,
    ResearchProject,
    TakesPart,
)
from graph_model.terms import EventKind, Level, OrganisationKind, ProjectKind, ProjectRole, ResearchStatus

COORDINATORS = {
    OrganisationKind.REGIONAL_INSTITUTE: 4.0,
    OrganisationKind.CNPPM: 4.0,
    OrganisationKind.PEDAGOGICAL_UNIVERSITY: 2.0,
    OrganisationKind.FEDERAL_CENTRE: 2.0,
    OrganisationKind.FEDERAL_COORDINATOR: 8.0,
    OrganisationKind.MUNICIPAL_METHOD_SERVICE: 0.2,
}
ALONE, WITHOUT_COORDINATOR = 0.04, 0.02
PROJECTS = ("Сетевой проект", "Сетевая инновационная площадка", "Межшкольный проект")
EVENTS: dict[EventKind, str] = {
    EventKind.CONFERENCE: "Конференция",
    EventKind.FORUM: "Форум",
    EventKind.READINGS: "Педагогические чтения",
    EventKind.SEMINAR: "Семинар",
    EventKind.CONTEST: "Конкурс",
}
EVENT_WEIGHTS = (0.25, 0.1, 0.15, 0.4, 0.1)
HOLDERS = (
    OrganisationKind.REGIONAL_INSTITUTE, OrganisationKind.CNPPM, OrganisationKind.FEDERAL_COORDINATOR,
    OrganisationKind.MUNICIPAL_METHOD_SERVICE, OrganisationKind.PEDAGOGICAL_UNIVERSITY,
    OrganisationKind.PROFESSIONAL_ASSOCIATION,
)  # fmt: skip
RESEARCHERS = (
    OrganisationKind.FEDERAL_CENTRE, OrganisationKind.PEDAGOGICAL_UNIVERSITY, OrganisationKind.UNIVERSITY,
    OrganisationKind.FEDERAL_COORDINATOR,
)  # fmt: skip
EARLIEST = 17_500
# number of the first events and research projects that include the famous practice
FAMOUS_NUMBER = 3


def project_records(country: Country, ground: Ground, bodies: Bodies, programs: Programs) -> Elements:
    """Yield network projects: a coordinator, participants of its region and of others, innovation sites."""
    maker, random, subjects = Maker(country.source_id), stream(country.seed, "projects"), Subjects(ground)
    able = bodies.of_kinds(*COORDINATORS)
    weights = np.array([COORDINATORS[bodies.all[place].kind] for place in able])
    schools = bodies.of_kinds(OrganisationKind.SCHOOL, OrganisationKind.COLLEGE)
    networked = [place for place, network in enumerate(programs.network) if network]
    for number in range(1, country.projects + 1):
        code = country.code("NP", number)
        project, theme = f"NetworkProject:{code}", subjects.theme(random)
        began = int(random.integers(EARLIEST, number_of(country.today) - 60))
        ended = began + int(random.integers(200, 1_200))
        ended = ended if ended < number_of(country.today) else -1
        kind = ProjectKind.NETWORK_PROGRAM if networked and random.random() < 0.4 else ProjectKind.INNOVATION_PROJECT
        title = f"{PROJECTS[int(random.integers(3))]} «Развитие {theme_words(theme)}» № {number}"
        yield maker.node(
            NetworkProject, code=code, title=title, kind=kind, began_on=day(began), ended_on=day_or_none(ended)
        )
        yield maker.link(project, About, f"Theme:{theme}")
        if kind is ProjectKind.NETWORK_PROGRAM:
            program = networked[int(random.integers(len(networked)))]
            yield maker.link(project, CarriesOut, f"Program:{country.code('PG', program + 1)}")
        coordinator = able[int(random.choice(len(able), p=weights / weights.sum()))]
        yield from participants(maker, random, bodies, schools, coordinator, project, began, ended)


def participants(
    maker: Maker, random: np.random.Generator, bodies: Bodies, schools: Sequence[int], coordinator: int, project: str,
    began: int, ended: int,
) -> Elements:  # fmt: skip
    """Yield the participants of a project; a few projects have one participant or no coordinator."""
    dates = {"since": day(began), "until": day_or_none(ended)}
    first = ProjectRole.PARTICIPANT if random.random() < WITHOUT_COORDINATOR else ProjectRole.COORDINATOR
    yield maker.link(bodies.all[coordinator].id, TakesPart, project, role=first, **dates)
    if random.random() < ALONE:
        return
    near = bodies.by_region[bodies.all[coordinator].region]
    chosen: dict[int, None] = {}
    for _ in range(int(random.integers(3, 13))):
        pool = near if random.random() < 0.7 and len(near) > 20 else schools
        chosen[pool[int(random.integers(len(pool)))]] = None
    for place in chosen:
        if place != coordinator:
            role = ProjectRole.INNOVATION_SITE if random.random() < 0.2 else ProjectRole.PARTICIPANT
            yield maker.link(bodies.all[place].id, TakesPart, project, role=role, **dates)


def event_records(country: Country, ground: Ground, bodies: Bodies, practices: Practices) -> Elements:
    """Yield events that present practices."""
    maker, random, subjects = Maker(country.source_id), stream(country.seed, "events"), Subjects(ground)
    holders, kinds, today = bodies.of_kinds(*HOLDERS), list(EVENTS), number_of(country.today)
    for number in range(1, country.events + 1):
        kind = kinds[int(random.choice(len(kinds), p=EVENT_WEIGHTS))]
        holder = bodies.all[holders[int(random.integers(len(holders)))]]
        code, theme = country.code("EV", number), subjects.theme(random)
        began = int(random.integers(EARLIEST, today - 5))
        title = f"{EVENTS[kind]} «Практики {theme_words(theme)}» ({day(began).year})"
        level = holder.level if holder.level is not Level.LOCAL else Level.MUNICIPAL
        ended = day(began + int(random.integers(0, 4)))
        # drawn from the number of the event, so that the other draws do not depend on it
        counted = 20 + stable_number(code, 380)
        yield maker.node(
            Event, code=code, title=title, kind=kind, level=level, began_on=day(began), ended_on=ended,
            participants_counted=counted,
        )  # fmt: skip
        yield maker.link(f"Event:{code}", HeldBy, holder.id)
        yield maker.link(f"Event:{code}", About, f"Theme:{theme}")
        for place in chosen(random, country.practices, int(random.integers(1, 7)), number):
            if practices.published[place] < began:
                yield maker.link(f"Event:{code}", Presents, f"Practice:{code_of(country, place)}")


def research_records(country: Country, ground: Ground, bodies: Bodies, practices: Practices) -> Elements:
    """Yield applied research, some of which led to practices."""
    maker, random, subjects = Maker(country.source_id), stream(country.seed, "research"), Subjects(ground)
    able, today = bodies.of_kinds(*RESEARCHERS), number_of(country.today)
    for number in range(1, country.research + 1):
        code, theme = country.code("RS", number), subjects.theme(random)
        began = int(random.integers(16_500, today - 200)) if number > FAMOUS_NUMBER else 16_500
        ended = began + int(random.integers(300, 1_100))
        finished = ended < today
        status = ResearchStatus.FINISHED if finished else ResearchStatus.RUNNING
        title = f"Исследование условий развития {theme_words(theme)} № {number}"
        yield maker.node(
            ResearchProject, code=code, title=title, status=status, began_on=day(began),
            ended_on=day_or_none(ended if finished else -1),
            publications=publications(title, ended) if finished else (),
        )  # fmt: skip
        yield maker.link(f"ResearchProject:{code}", ResearchBy, bodies.all[able[int(random.integers(len(able)))]].id)
        yield maker.link(f"ResearchProject:{code}", About, f"Theme:{theme}")
        for place in chosen(random, country.practices, int(random.poisson(2)), number):
            if practices.published[place] > began:
                yield maker.link(f"ResearchProject:{code}", LedTo, f"Practice:{code_of(country, place)}")


def stable_number(text: str, below: int) -> int:
    """Return a number that depends on a text alone."""
    return crc32(text.encode()) % below


def publications(title: str, ended: int) -> tuple[str, ...]:
    """Return the publications of a finished research project: none to two articles."""
    number = stable_number(title, 3)
    return tuple(f"{title}: статья {each}. {day(ended).year + 1}." for each in range(1, number + 1))


def chosen(random: np.random.Generator, practices: int, count: int, number: int) -> list[int]:
    """Draw the practices of the event or research project with this number."""
    drawn = set(random.integers(0, practices, count).tolist())
    return sorted(drawn | {FAMOUS} if number <= FAMOUS_NUMBER else drawn)
