"""Records of graduates: persons, graduations and attempts."""

from generator.country import Country
from generator.drawing.diagnostics import level_of
from generator.drawing.graduates import Graduates
from generator.drawing.ground import Ground
from generator.drawing.organisations import Bodies
from generator.drawing.people import People
from generator.record_making import Elements, Maker, day
from graph_model.kinds.diagnostics import Attempt, AttemptOf, Took
from graph_model.kinds.people import GraduatedFrom, Person, PersonInRegion


def graduate_records(country: Country, ground: Ground, bodies: Bodies, graduates: Graduates) -> Elements:
    """Yield the graduates who do not work as teachers, with their graduations. They have no role and no name."""
    maker = Maker(country.source_id)
    for key, born in zip(graduates.keys, graduates.born.tolist(), strict=True):
        yield maker.node(Person, person_id=key, roles=(), born_year=born)
    for place, (university, on) in enumerate(zip(graduates.university.tolist(), graduates.on.tolist(), strict=True)):
        body = bodies.all[university]
        yield maker.link(graduates.id(place), PersonInRegion, ground.regions[body.region].id)
        yield maker.link(graduates.id(place), GraduatedFrom, body.id, graduated_on=day(on))


def graduation_records(country: Country, bodies: Bodies, people: People, graduates: Graduates) -> Elements:
    """Yield the known graduations of teachers."""
    maker = Maker(country.source_id)
    rows = zip(graduates.teacher.tolist(), graduates.teacher_university.tolist(), graduates.teacher_on.tolist(),
               strict=True)  # fmt: skip
    for person, university, on in rows:
        yield maker.link(people.id(person), GraduatedFrom, bodies.all[university].id, graduated_on=day(on))


def graduate_attempt_records(country: Country, graduates: Graduates) -> Elements:
    """Yield the attempts of graduates, which reveal no deficits."""
    maker = Maker(country.source_id)
    rows = zip(graduates.attempt_person.tolist(), graduates.attempt_measure.tolist(), graduates.attempt_on.tolist(),
               graduates.attempt_score.tolist(), strict=True)  # fmt: skip
    for place, (person, measure, on, score) in enumerate(rows):
        code = country.code("AT", f"G{place + 1}")
        yield maker.node(Attempt, code=code, taken_on=day(on), score=score, level=level_of(score))
        yield maker.link(graduates.id(person), Took, f"Attempt:{code}")
        yield maker.link(f"Attempt:{code}", AttemptOf, f"Diagnostic:{country.code('DG', measure + 1)}")
