"""Tests of the search for internships: the suggested internships, their order, and the texts on missing data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.internships import suggesting_internships
from analysis.internships.records import InternshipRecords, LackedCompetence, OfferedInternship
from analysis.internships.suggesting_internships import (
    InternshipObstacle,
    InternshipRequest,
    InternshipSearch,
    search_internships,
)
from analysis.workplaces import PlacedOrganisation
from graph_model.kinds.people_terms import DeficitSeverity
from tests.profiles import examples

DAY = date(2026, 9, 1)
SCHOOL, SITE = PlacedOrganisation("O1", 55.0, 49.0), PlacedOrganisation("O2", 55.0, 49.5)
HIGH = LackedCompetence("C1", "Проектирование урока", DeficitSeverity.HIGH)
LOW = LackedCompetence("C2", "Оценивание", DeficitSeverity.LOW)
OFFERED = OfferedInternship("I1", date(2026, 10, 5), date(2026, 10, 9), 2, False, ["C1"], ["T1"], SITE)
PERSON = InternshipRecords("Person:A", [HIGH, LOW], ["T1", "T2"], [SCHOOL], [])
ANY = InternshipRequest(10, None, None, None, DAY)

DAYS = st.none() | st.integers(0, 30).map(lambda number: DAY + timedelta(days=number))
PLACES = st.none() | st.builds(
    PlacedOrganisation, st.sampled_from(["O1", "O2", "O3"]), st.none() | st.just(55.0), st.sampled_from([49.0, 50.0])
)
OFFERS = st.lists(
    st.builds(
        OfferedInternship,
        st.integers(0, 9).map(lambda number: f"Internship:{number}"),
        DAYS,
        DAYS,
        st.none() | st.integers(0, 6),
        st.booleans(),
        st.lists(st.sampled_from(["C1", "C2"]), unique=True, min_size=1),
        st.lists(st.sampled_from(["T1", "T2", "T3"]), unique=True),
        PLACES,
    ),
    unique_by=lambda each: each.id,
)
REQUESTS = st.builds(InternshipRequest, st.integers(1, 10), DAYS, DAYS, st.none() | st.just(20.0), st.just(DAY))


def search(*offers: OfferedInternship, request: InternshipRequest = ANY) -> InternshipSearch:
    return search_internships(PERSON._replace(internships=[*offers]), request)


@examples(200)
@given(OFFERS, REQUESTS)
def test_suggestions_are_available_and_their_reasons_add_up(
    offers: list[OfferedInternship], request: InternshipRequest
) -> None:
    found, by_id = search(*offers, request=request), {each.id: each for each in offers}
    for each in found.suggestions:
        offer = by_id[each.internship]
        assert not offer.taken
        assert offer.free_places != 0
        assert each.score == pytest.approx(sum(reason.contribution for reason in each.reasons))
        assert 0 < each.score <= 1
        assert request.most_km is None or (each.distance_km is not None and each.distance_km <= request.most_km)
        if request.since or request.until:
            assert each.begins_on is not None
            assert (request.since or each.begins_on) <= each.begins_on
            assert max(each.begins_on, each.ends_on or each.begins_on) <= (request.until or date.max)
    scores = [each.score for each in found.suggestions]
    assert scores == sorted(scores, reverse=True)
    available = len(offers) - found.obstacles.total()
    assert len(found.suggestions) == min(available, request.first)


@given(st.permutations([OFFERED._replace(id=f"I{number}") for number in range(5)]))
def test_equal_internships_have_one_order(offers: list[OfferedInternship]) -> None:
    assert search(*offers).suggestions == search(*sorted(offers)).suggestions


def test_the_contributions_are_those_of_the_definition() -> None:
    (found,) = search(OFFERED).suggestions
    kilometres = found.distance_km or 0.0
    assert kilometres == pytest.approx(31.9, abs=0.1)
    assert (found.organisation, found.closes, found.shared_themes, found.free_places) == ("O2", ("C1",), ("T1",), 2)
    assert {each.text(): round(each.contribution, 6) for each in found.reasons} == {
        "Развивает компетенцию «Проектирование урока», по которой есть дефицит (тяжесть: высокая).": 0.375,
        "Общие темы: 1.": 0.1,
        "Расстояние от места работы 32 км.": round(0.2 * 0.5 ** (kilometres / 100), 6),
        "Свободных мест: 2.": 0.04,
    }


@pytest.mark.parametrize(
    ("offer", "request_", "obstacle"),
    [
        (OFFERED._replace(taken=True), ANY, InternshipObstacle.TAKEN),
        (OFFERED._replace(free_places=0), ANY, InternshipObstacle.FULL),
        (OFFERED, InternshipRequest(1, date(2026, 10, 6), None, None, DAY), InternshipObstacle.OUTSIDE_OF_PERIOD),
        (OFFERED, InternshipRequest(1, None, date(2026, 10, 8), None, DAY), InternshipObstacle.OUTSIDE_OF_PERIOD),
        (
            OFFERED._replace(begins_on=None),
            InternshipRequest(1, None, date(2027, 1, 1), None, DAY),
            InternshipObstacle.DAYS_UNKNOWN,
        ),
        (OFFERED, InternshipRequest(1, None, None, 30.0, DAY), InternshipObstacle.TOO_FAR),
        (
            OFFERED._replace(host=None),
            InternshipRequest(1, None, None, 30.0, DAY),
            InternshipObstacle.DISTANCE_UNKNOWN,
        ),
    ],
    ids=lambda each: each.name if isinstance(each, InternshipObstacle) else "",
)
def test_an_obstacle_is_named_if_nothing_is_left(
    offer: OfferedInternship, request_: InternshipRequest, obstacle: InternshipObstacle
) -> None:
    found = search(offer, request=request_)
    assert (found.suggestions, found.obstacles) == ((), {obstacle: 1})
    assert "ни одна не подходит" in (found.completeness.reason() or "")


def test_unknown_places_days_and_distances_contribute_nothing_and_are_said() -> None:
    found = search(OFFERED._replace(free_places=None, begins_on=None, ends_on=None, host=None))
    (one,) = found.suggestions
    assert (one.free_places, one.distance_km, one.organisation, one.begins_on) == (None, None, None, None)
    assert one.score == pytest.approx(0.475)
    reason = found.completeness.reason() or ""
    assert all(each in reason for each in ("число свободных мест", "Дата начала", "Место проведения"))


def test_an_empty_answer_says_why() -> None:
    assert "не объявлено стажировок" in (search().completeness.reason() or "")
    none = search_internships(PERSON._replace(deficits=[]), ANY)
    assert none.completeness.reason() == "На 01.09.2026 открытых дефицитов нет: стажировки не подбираются."
    assert none.completeness.complete


def test_a_person_without_a_workplace_and_the_limit_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting_internships, "MOST_INTERNSHIPS", 1)
    found = search_internships(PERSON._replace(workplaces=[], internships=[OFFERED, OFFERED._replace(id="I2")]), ANY)
    assert [each.internship for each in found.suggestions] == ["I1"]
    assert found.completeness.truncated
    assert "Место работы педагога неизвестно" in (found.completeness.reason() or "")
