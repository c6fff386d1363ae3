"""Tests of suggested routes: offers and their obstacles, reasons for what stays open, and texts on missing data."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analysis.routes import suggesting
from analysis.routes.offers import ASSUMED_HOURS, Obstacle, Offer, internship_offer, program_offer
from analysis.routes.records import (
    BankPractice,
    InternshipAhead,
    OpenDeficit,
    ProgramInForce,
    RequiredCompetence,
    RouteRecords,
    SessionAhead,
    VersionInForce,
)
from analysis.routes.suggesting import RouteRequest, RouteSuggestion, suggest
from graph_model.kinds.people_terms import DeficitSeverity
from graph_model.terms import StudyForm

DAY = date(2026, 9, 1)
IN_PERSON, DISTANCE = StudyForm.IN_PERSON, StudyForm.DISTANCE
SESSION = SessionAhead("S1", date(2026, 10, 1), date(2026, 10, 20), IN_PERSON, 5, in_region=True)
PROGRAM = ProgramInForce(
    "P1", 36, [IN_PERSON], True, False, ["A"], [], [VersionInForce(date(2025, 1, 1), date(2027, 1, 1))], [SESSION]
)
INTERNSHIP = InternshipAhead("I1", 24, date(2026, 10, 1), None, 3, False, ["A"])


def lack(code: str, severity: DeficitSeverity = DeficitSeverity.MEDIUM, programs: int = 1) -> OpenDeficit:
    return OpenDeficit(code, code, f"Компетенция {code}", severity, programs, 0, 0)


def route(
    deficits: list[OpenDeficit],
    programs: list[ProgramInForce],
    hours: int = 100,
    practices: list[BankPractice] | None = None,
    internships: list[InternshipAhead] | None = None,
    region: str | None = "R",
) -> RouteSuggestion:
    records = RouteRecords("Person:P", region, deficits, programs, practices or [], internships or [])
    return suggest(records, RouteRequest(hours, None, DAY))


def requiring(program: ProgramInForce, *competences: str, measured: bool = True) -> ProgramInForce:
    return program._replace(requires=[RequiredCompetence(each, each, measured) for each in competences])


def test_a_program_is_offered_in_its_first_session_with_free_places() -> None:
    full = SESSION._replace(id="S0", begins_on=DAY, free_places=0)
    unknown = SESSION._replace(id="S2", begins_on=date(2026, 9, 20), free_places=None)
    offer = program_offer(PROGRAM._replace(sessions=[SESSION, full, unknown]), None)
    assert isinstance(offer, Offer)
    assert offer.session == unknown


def test_the_obstacles_to_a_program_are_told_apart() -> None:
    elsewhere = SESSION._replace(in_region=False)
    assert program_offer(PROGRAM._replace(taken=True), None) is Obstacle.TAKEN
    assert program_offer(PROGRAM._replace(for_subject=False), None) is Obstacle.SUBJECT
    assert program_offer(PROGRAM._replace(sessions=[SESSION._replace(free_places=0)]), None) is Obstacle.NO_PLACES
    assert program_offer(PROGRAM, frozenset({DISTANCE})) is Obstacle.FORM
    assert program_offer(PROGRAM._replace(sessions=[elsewhere]), None) is Obstacle.ELSEWHERE
    assert program_offer(PROGRAM._replace(sessions=[]), None) is Obstacle.ELSEWHERE


def test_a_distance_program_needs_no_session_unless_its_distance_sessions_are_full() -> None:
    program = PROGRAM._replace(forms=[DISTANCE, IN_PERSON], sessions=[SESSION._replace(in_region=False)])
    offer = program_offer(program, None)
    assert isinstance(offer, Offer)
    assert offer.session is None
    full = SESSION._replace(form=DISTANCE, free_places=0, in_region=False)
    assert program_offer(program._replace(sessions=[full]), None) is Obstacle.NO_PLACES
    assert program_offer(program, frozenset({IN_PERSON})) is Obstacle.ELSEWHERE


def test_an_internship_needs_reported_free_places() -> None:
    assert isinstance(internship_offer(INTERNSHIP), Offer)
    assert internship_offer(INTERNSHIP._replace(free_places=0)) is Obstacle.NO_PLACES
    assert internship_offer(INTERNSHIP._replace(free_places=None)) is Obstacle.PLACES_UNKNOWN
    found = route([lack("A")], [], internships=[INTERNSHIP._replace(free_places=None)])
    assert "не сообщили число свободных мест: 1" in (found.completeness.reason() or "")
    assert not found.completeness.complete


def test_unknown_hours_are_assumed_and_said() -> None:
    found = route([lack("A")], [], practices=[BankPractice("Practice:1", True, ["A"])])
    (step,) = found.steps
    assert (step.hours, step.hours_assumed) == (ASSUMED_HOURS, True)
    assert any("Объём не указан" in each.text() for each in step.reasons)
    assert not found.completeness.complete


def test_a_required_competence_is_closed_by_an_earlier_step() -> None:
    second = requiring(PROGRAM._replace(id="P2", closes=["B"], sessions=[SESSION._replace(id="S2")]), "A", "C")
    found = route([lack("A", DeficitSeverity.LOW), lack("B", DeficitSeverity.HIGH)], [second, PROGRAM])
    assert [each.item for each in found.steps] == ["P1", "P2"]
    texts = " ".join(each.text() for each in found.steps[1].reasons)
    assert "«A»: её дефицит закрывает шаг 1." in texts
    assert "«C»: открытого дефицита по ней нет." in texts
    assert "Шаг 1 закончится 20.10.2026: нужен поток, который начинается позже." in texts


def test_a_requirement_that_no_diagnostic_measured_is_said() -> None:
    (step,) = route([lack("A")], [requiring(PROGRAM, "C", measured=False)]).steps
    assert any("диагностика её не проверяла" in each.text() for each in step.reasons)


def test_each_deficit_that_stays_open_has_its_reason() -> None:
    programs = [
        PROGRAM._replace(hours=90),
        PROGRAM._replace(id="P2", closes=["B"], hours=20),
        PROGRAM._replace(id="P3", closes=["C"], sessions=[SESSION._replace(free_places=0)]),
        requiring(PROGRAM._replace(id="P4", closes=["E"], hours=10), "D"),
        PROGRAM._replace(id="P5", closes=["F"], hours=101),
    ]
    deficits = [lack("A", DeficitSeverity.HIGH), lack("B"), lack("C", programs=3), lack("D", programs=0)]
    found = route([*deficits, lack("E"), lack("F")], programs, hours=100)
    assert [each.item for each in found.steps] == ["P1"]
    reasons = {each.code: each.reason() for each in found.stays_open}
    assert reasons["B"].startswith("Не помещается в 100 ч.")
    assert reasons["C"].endswith("программ 3 (нет в реестре - 2, нет свободных мест - 1).")
    assert reasons["D"].startswith("Ни одна программа")
    assert reasons["E"].startswith("Доступные программы требуют компетенций")
    assert reasons["F"] == "Самый короткий доступный вариант занимает 101 ч., задано 100 ч."
    assert all(each.reason("EN") for each in found.stays_open)


def test_an_unknown_region_a_cut_and_no_deficit_are_said() -> None:
    assert "Субъект педагога неизвестен" in (route([lack("A")], [], region=None).completeness.reason() or "")
    assert "открытых дефицитов нет" in (route([], []).completeness.reason() or "")
    many = [PROGRAM._replace(id=f"P{number}") for number in range(suggesting.MOST_RECORDS + 1)]
    found = route([lack("A")], many)
    assert found.completeness.truncated
    assert not found.optimal


@given(st.permutations([PROGRAM._replace(id=f"P{number}") for number in range(6)]))
def test_of_equal_programs_the_same_one_is_chosen_in_every_order(programs: list[ProgramInForce]) -> None:
    assert route([lack("A")], programs).steps == route([lack("A")], sorted(programs)).steps
