"""Sessions of programs, courses, and programs that have to be completed before others."""

import numpy as np

from generator.drawing.programs import Version, version_code
from generator.record_making import Elements, Maker, day, number_of
from generator.streams import stream
from generator.world import World
from graph_model.kinds.documents import Delivers, DigitalResource, Operates
from graph_model.kinds.programs import ProgramSession, Requires, SessionInMunicipality, SessionOf
from graph_model.terms import ProgramForm, ResourceKind

FORMS = (ProgramForm.IN_PERSON, ProgramForm.DISTANCE, ProgramForm.MIXED)
FORM_WEIGHTS = (0.35, 0.3, 0.35)
# sessions begin at most so many days before and after the current day; the latter are the only later days of a set
EARLIER, LATER = 400, 300
MOST_SESSIONS = 3
PLACES = (15, 41)
HOURS_A_DAY = 4
ADVANCED_HOURS, WITH_PREREQUISITE = 72, 0.15
WITH_COURSE = 0.05
SYSTEMS = ("Электронный журнал и дневник", "Система учёта результатов оценочных процедур")


def forms_of(world: World) -> list[ProgramForm]:
    """Draw the form of each program."""
    random = stream(world.country.seed, "program forms")
    drawn = random.choice(len(FORMS), len(world.programs.hours), p=FORM_WEIGHTS)
    return [FORMS[each] for each in drawn.tolist()]


def session_records(world: World) -> Elements:
    """Yield the sessions of the latest version of each program, if it is in the register."""
    maker, random, forms = Maker(world.country.source_id), stream(world.country.seed, "sessions"), forms_of(world)
    for place, versions in enumerate(world.programs.versions_of):
        latest = world.programs.versions[versions[-1]] if versions else None
        if latest is not None and latest.entered >= 0 and latest.left < 0:
            for number in range(1, int(random.integers(1, MOST_SESSIONS + 1)) + 1):
                yield from session(world, maker, random, latest, number, forms[place])


def session(
    world: World, maker: Maker, random: np.random.Generator, version: Version, number: int, form: ProgramForm
) -> Elements:
    """Yield one session."""
    today = number_of(world.country.today)
    code = world.country.code("PS", f"{version.program + 1}-{number}")
    begins = int(random.integers(max(version.entered, today - EARLIER), today + LATER))
    places, taken = (
        int(random.integers(*PLACES)),
        float(random.uniform(0.6, 1.0) if begins < today else random.random()),
    )
    length = max(1, world.programs.hours[version.program] // HOURS_A_DAY)
    yield maker.node(
        ProgramSession,
        code=code,
        form=form,
        begins_on=day(begins),
        ends_on=day(begins + length),
        places=places,
        places_taken=round(places * taken),
    )
    yield maker.link(f"ProgramSession:{code}", SessionOf, f"ProgramVersion:{version_code(world.country, version)}")
    home = world.bodies.all[world.programs.providers[version.program]].municipality
    if form is not ProgramForm.DISTANCE and home >= 0:
        town = world.ground.municipalities[home]
        yield maker.link(f"ProgramSession:{code}", SessionInMunicipality, town.id)


def prerequisite_records(world: World) -> Elements:
    """Yield the prerequisites of some long programs: a shorter program for one of their competences."""
    maker, random = Maker(world.country.source_id), stream(world.country.seed, "prerequisites")
    programs, code = world.programs, world.country.code
    for place, hours in enumerate(programs.hours):
        if hours < ADVANCED_HOURS or random.random() >= WITH_PREREQUISITE or not programs.competences[place]:
            continue
        shorter = [
            each for each in programs.by_competence[programs.competences[place][0]] if programs.hours[each] < hours
        ]
        if shorter:
            first = shorter[int(random.integers(len(shorter)))]
            yield maker.link(f"Program:{code('PG', place + 1)}", Requires, f"Program:{code('PG', first + 1)}")


def course_records(world: World) -> Elements:
    """Yield online courses that deliver programs, and the external systems of the country."""
    maker, random = Maker(world.country.source_id), stream(world.country.seed, "courses")
    for number, title in enumerate(SYSTEMS, 1):
        code = world.country.code("DR", f"EXT-{number}")
        address = f"https://systems.example.org/{number}"
        yield maker.node(DigitalResource, code=code, title=title, kind=ResourceKind.EXTERNAL_SYSTEM, address=address)
    for place, form in enumerate(forms_of(world)):
        if form is ProgramForm.IN_PERSON or random.random() >= WITH_COURSE:
            continue
        code = world.country.code("DR", f"CRS-{place + 1}")
        address = f"https://courses.example.org/{place + 1}"
        title = f"Онлайн-курс к программе № {place + 1}"
        yield maker.node(DigitalResource, code=code, title=title, kind=ResourceKind.COURSE, address=address)
        yield maker.link(f"DigitalResource:{code}", Delivers, f"Program:{world.country.code('PG', place + 1)}")
        provider = world.bodies.all[world.programs.providers[place]]
        yield maker.link(provider.id, Operates, f"DigitalResource:{code}")
