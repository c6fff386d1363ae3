"""Tests that sessions, internships and mentors never have more people than places, and that places agree with them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from generator.country import TODAY
from graph_model.kinds.development import Internship, Placement
from graph_model.kinds.people import ManagementTeam, Mentorship, Person
from graph_model.kinds.people_terms import EnrolmentStatus, PlacementStatus
from graph_model.kinds.programs import Enrolment, Program, ProgramSession, ProgramVersion
from graph_model.terms import StudyForm
from tests.generator.stored_graph import ends, nodes_by_id, nodes_of, only, starts

SESSIONS = nodes_of(ProgramSession)


def session_of(enrolment: Enrolment) -> ProgramSession:
    """Return the session of an enrolment."""
    found = nodes_by_id()[only(ends("Enrolment ATTENDS ProgramSession")[enrolment.id])]
    assert isinstance(found, ProgramSession)
    return found


def test_the_places_of_a_session_are_its_enrolments_and_the_free_places() -> None:
    for each in SESSIONS:
        people = [only(ends("Enrolment OF Person")[start]) for start, _ in
                  starts("Enrolment ATTENDS ProgramSession")[each.id]]  # fmt: skip
        assert each.places is not None
        assert each.free_places == each.places - len(people) >= 0
        assert len(people) == len(set(people))


def test_an_enrolment_has_the_days_and_the_version_of_its_session() -> None:
    for each in nodes_of(Enrolment):
        session = session_of(each)
        taught = only(ends("ProgramSession OF ProgramVersion")[session.id])
        assert only(ends("Enrolment IN ProgramVersion")[each.id]) == taught
        assert each.began_on == (session.begins_on if session.begins_on <= TODAY else None)
        if each.status is EnrolmentStatus.ENROLLED:
            assert each.ended_on is None
            assert session.ends_on is not None
            assert session.ends_on >= TODAY
        else:
            assert each.ended_on == session.ends_on


def test_some_sessions_ahead_have_free_places_and_some_are_full() -> None:
    ahead = [each for each in SESSIONS if each.begins_on > TODAY]
    full = sum(each.free_places == 0 for each in ahead)
    assert len(ahead) > 50
    assert 0.05 < full / len(ahead) < 0.3
    assert {each.places_counted_on for each in ahead} == {TODAY}
    assert all(each.places_counted_on == each.begins_on for each in SESSIONS if each.begins_on <= TODAY)


def test_a_session_is_taught_in_a_form_of_its_program_and_has_a_place_unless_it_is_distant() -> None:
    for each in SESSIONS:
        version = only(ends("ProgramSession OF ProgramVersion")[each.id])
        program = nodes_by_id()[only(starts("Program HAS_VERSION ProgramVersion")[version])]
        assert isinstance(program, Program)
        assert each.form in (program.forms or ())
        regions = ends("ProgramSession HELD_IN Region")[each.id]
        assert bool(regions) is (each.form is not StudyForm.DISTANCE)
        for municipality, _ in ends("ProgramSession HELD_IN Municipality")[each.id]:
            assert only(ends("Municipality IN_REGION Region")[municipality]) == only(regions)


def test_sessions_begin_after_their_version_was_made() -> None:
    for each in SESSIONS:
        version = nodes_by_id()[only(ends("ProgramSession OF ProgramVersion")[each.id])]
        assert isinstance(version, ProgramVersion)
        assert version.made_on is not None
        assert version.made_on < each.begins_on


def test_the_places_of_an_internship_are_its_kept_placements_and_the_free_places() -> None:
    kept: Counter[str] = Counter()
    for each in nodes_of(Placement):
        if each.status is not PlacementStatus.CANCELLED:
            kept[only(ends("Placement IN Internship")[each.id])] += 1
    for internship in nodes_of(Internship):
        assert internship.places is not None
        assert internship.free_places == internship.places - kept[internship.id] >= 0
    assert {each.free_places == 0 for each in nodes_of(Internship)} == {True, False}


def test_some_internships_with_free_places_begin_after_today() -> None:
    ahead = [each for each in nodes_of(Internship) if each.begins_on is not None and each.begins_on > TODAY]
    assert any(each.free_places for each in ahead)
    planned = {only(ends("Placement IN Internship")[each.id]) for each in nodes_of(Placement)
               if each.status is PlacementStatus.PLANNED}  # fmt: skip
    assert planned <= {each.id for each in nodes_of(Internship) if each.ends_on is not None and each.ends_on >= TODAY}


def test_a_team_is_trained_on_the_day_on_which_all_its_members_completed_a_session_together() -> None:
    trained = [each for each in nodes_of(ManagementTeam) if each.trained_on is not None]
    for team in trained:
        sessions = [completed_on(person, team.trained_on) for person, _ in
                    starts("Person MEMBER_OF ManagementTeam")[team.id]]  # fmt: skip
        assert set.intersection(*sessions), team
    assert 0 < len(trained) < len(nodes_of(ManagementTeam))


def completed_on(person: str, day: date | None) -> set[str]:
    """Return the sessions that a person completed on a day."""
    found = set()
    for start, _ in starts("Enrolment OF Person")[person]:
        enrolment = nodes_by_id()[start]
        assert isinstance(enrolment, Enrolment)
        if enrolment.status is EnrolmentStatus.COMPLETED and enrolment.ended_on == day:
            found.add(session_of(enrolment).id)
    return found


def test_a_mentor_never_has_more_mentees_than_places() -> None:
    periods: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for each in nodes_of(Mentorship):
        assert each.since is not None
        periods[only(starts("Person MENTOR_IN Mentorship")[each.id])].append((each.since, each.until or date.max))
    for mentor, spans in periods.items():
        person = nodes_by_id()[mentor]
        assert isinstance(person, Person)
        assert person.mentee_places is not None
        assert max(at_once(spans)) <= person.mentee_places
    assert len(periods) > 100


def at_once(spans: list[tuple[date, date]]) -> Iterator[int]:
    """Yield the number of periods that include the first day of each period."""
    for begins, _ in spans:
        yield sum(since <= begins <= until for since, until in spans)
