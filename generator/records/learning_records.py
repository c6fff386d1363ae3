"""Records of attempts, deficits, routes, enrolments and placements."""

from datetime import date

from generator.country import Country
from generator.drawing.diagnostics import Attempts, level_of
from generator.drawing.learning import Learning, Planned, found_on
from generator.drawing.people import People
from generator.drawing.practices import code_of
from generator.drawing.programs import Programs, version_code
from generator.drawing.sessions import session_code
from generator.record_making import Elements, Maker, day, day_or_none
from graph_model.kinds.development import BasedOnAttempt, Follows, PlacedFor, PlacedIn, Placement, Route, Step
from graph_model.kinds.diagnostics import Attempt, AttemptOf, Deficit, DeficitIn, HasDeficit, Overcame, Revealed, Took
from graph_model.kinds.programs import Attends, EnrolledIn, Enrolment, EnrolmentOf


def attempt_records(country: Country, people: People, attempts: Attempts, closed: list[date | None]) -> Elements:
    """Yield the attempts and the deficits that they revealed."""
    maker = Maker(country.source_id)
    rows = zip(attempts.person.tolist(), attempts.measure.tolist(), attempts.on.tolist(), attempts.score.tolist(),
               strict=True)  # fmt: skip
    for place, (person, measure, on, score) in enumerate(rows):
        code = country.code("AT", place + 1)
        yield maker.node(Attempt, code=code, taken_on=day_or_none(on), score=score, level=level_of(score))
        yield maker.link(people.id(person), Took, f"Attempt:{code}")
        yield maker.link(f"Attempt:{code}", AttemptOf, f"Diagnostic:{country.code('DG', measure + 1)}")
    for place, attempt in enumerate(attempts.deficit_attempt):
        yield from deficit_records(country, maker, people, attempts, closed, place, attempt)


def deficit_records(
    country: Country, maker: Maker, people: People, attempts: Attempts, closed: list[date | None], place: int,
    attempt: int,
) -> Elements:  # fmt: skip
    """Yield one deficit, and its relation to a person, which shows whether it is closed."""
    code = country.code("DF", place + 1)
    deficit, person = f"Deficit:{code}", people.id(int(attempts.person[attempt]))
    yield maker.node(
        Deficit,
        code=code,
        severity=attempts.deficit_severity[place],
        found_on=found_on(attempts, place),
        closed_on=closed[place],
    )
    yield maker.link(f"Attempt:{country.code('AT', attempt + 1)}", Revealed, deficit)
    yield maker.link(deficit, DeficitIn, f"Competence:{attempts.deficit_competence[place]}")
    yield maker.link(person, HasDeficit if closed[place] is None else Overcame, deficit)


def training_records(country: Country, people: People, programs: Programs, learning: Learning) -> Elements:
    """Yield the enrolments and placements."""
    maker = Maker(country.source_id)
    for place, each in enumerate(learning.enrolments):
        code = country.code("EN", place + 1)
        ended = day_or_none(each.ended)
        began = day_or_none(each.began)
        yield maker.node(Enrolment, code=code, began_on=began, ended_on=ended, status=each.status)
        yield maker.link(f"Enrolment:{code}", EnrolmentOf, people.id(each.person))
        version = version_code(country, programs.versions[each.version])
        yield maker.link(f"Enrolment:{code}", EnrolledIn, f"ProgramVersion:{version}")
        session = f"ProgramSession:{session_code(country, each.session)}"
        yield maker.link(f"Enrolment:{code}", Attends, session)
    for place, placed in enumerate(learning.placements):
        code = country.code("PL", place + 1)
        yield maker.node(Placement, code=code, status=placed.status, ended_on=day_or_none(placed.ended))
        yield maker.link(f"Placement:{code}", PlacedFor, people.id(placed.person))
        yield maker.link(f"Placement:{code}", PlacedIn, f"Internship:{country.code('IN', placed.internship + 1)}")


def route_records(country: Country, people: People, learning: Learning) -> Elements:
    """Yield the routes with their steps."""
    maker = Maker(country.source_id)
    for place, each in enumerate(learning.routes):
        code = country.code("RT", place + 1)
        yield maker.node(
            Route, code=code, status=each.status, drawn_up_on=day(each.drawn_up), ended_on=day_or_none(each.ended)
        )
        yield maker.link(people.id(each.person), Follows, f"Route:{code}")
        if each.attempt >= 0:
            yield maker.link(f"Route:{code}", BasedOnAttempt, f"Attempt:{country.code('AT', each.attempt + 1)}")
        yield from step_records(country, maker, each, f"Route:{code}")


def step_records(country: Country, maker: Maker, planned: Planned, route: str) -> Elements:
    """Yield the steps of a route."""
    for order, (kind, place, done) in enumerate(planned.steps, 1):
        if kind == "program":
            item = f"Program:{country.code('PG', place + 1)}"
        elif kind == "practice":
            item = f"Practice:{code_of(country, place)}"
        else:
            item = f"Internship:{country.code('IN', place + 1)}"
        yield maker.link(route, Step, item, order=order, done_on=day_or_none(done))
