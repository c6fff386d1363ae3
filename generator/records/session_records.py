"""Records of the sessions of programs, with the places that enrolments leave free."""

from generator.country import Country
from generator.drawing.ground import Ground
from generator.drawing.learning import Learning
from generator.drawing.programs import Programs, version_code
from generator.drawing.sessions import Sessions, session_code
from generator.record_making import Elements, Maker, day, number_of
from graph_model.kinds.programs import ProgramSession, SessionIn, SessionOf


def session_records(
    country: Country, ground: Ground, programs: Programs, sessions: Sessions, learning: Learning
) -> Elements:
    """Yield the sessions; the free places are those on the first day, or on the current day before it."""
    maker, today = Maker(country.source_id), number_of(country.today)
    taken = learning.taken_places(len(sessions.all))
    for place, each in enumerate(sessions.all):
        code = session_code(country, place)
        session = f"ProgramSession:{code}"
        yield maker.node(
            ProgramSession, code=code, begins_on=day(each.begins), ends_on=day(each.ends), form=each.form,
            places=each.places, free_places=each.places - taken[place],
            places_counted_on=day(min(each.begins, today)),
        )  # fmt: skip
        yield maker.link(session, SessionOf, f"ProgramVersion:{version_code(country, programs.versions[each.version])}")
        if each.region >= 0:
            yield maker.link(session, SessionIn, ground.regions[each.region].id)
        if each.municipality >= 0:
            yield maker.link(session, SessionIn, ground.municipalities[each.municipality].id)
