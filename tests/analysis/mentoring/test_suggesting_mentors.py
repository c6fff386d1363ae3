"""Tests of the search for mentors: the suggested mentors, their order, and the texts on missing data."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.mentoring import suggesting_mentors
from analysis.mentoring.records import MenteeRecord, MentorRecord
from analysis.mentoring.suggesting_mentors import MentorSearch, search_mentors
from analysis.workplaces import PlacedOrganisation
from tests.profiles import examples

DAY = date(2026, 9, 1)
SCHOOL, OTHER = PlacedOrganisation("O1", 55.0, 49.0), PlacedOrganisation("O2", 55.0, 49.5)
MENTEE = MenteeRecord("Person:A", "Region:16", ["Person:M9"], ["T1", "T2"], ["S1"], [SCHOOL])
MENTOR = MentorRecord("Person:M1", 3, 1, ["T1"], ["S1"], [SCHOOL])

IDS = st.integers(0, 9).map(lambda number: f"Person:{number}")
SOME = st.lists(st.sampled_from(["1", "2", "3"]), unique=True)
WORKPLACES = st.lists(
    st.builds(
        PlacedOrganisation,
        st.sampled_from(["O1", "O2", "O3"]),
        st.none() | st.just(55.0),
        st.sampled_from([49.0, 50.0]),
    ),
    min_size=1,
    max_size=2,
)
MENTORS = st.lists(
    st.builds(MentorRecord, IDS, st.none() | st.integers(0, 3), st.integers(0, 4), SOME, SOME, WORKPLACES),
    unique_by=lambda each: each.id,
)
MENTEES = st.builds(MenteeRecord, IDS, st.just("Region:16"), st.lists(IDS), SOME, SOME, WORKPLACES)


def search(mentors: list[MentorRecord], mentee: MenteeRecord = MENTEE, first: int = 10) -> MentorSearch:
    return search_mentors(mentee, mentors, first, DAY)


@examples(200)
@given(MENTEES, MENTORS, st.integers(1, 5))
def test_suggestions_are_the_best_permitted_mentors(
    mentee: MenteeRecord, mentors: list[MentorRecord], first: int
) -> None:
    found = search(mentors, mentee, first).suggestions
    everyone = search(mentors, mentee, 100).suggestions
    assert found == everyone[:first]
    assert {each.mentor for each in everyone} == {
        each.id
        for each in mentors
        if each.id != mentee.id
        and each.id not in mentee.mentors
        and (each.places is None or each.places > each.mentees)
    }
    assert [each.score for each in everyone] == sorted((each.score for each in everyone), reverse=True)
    for each in everyone:
        assert each.score == pytest.approx(sum(reason.contribution for reason in each.reasons))
        assert 0 <= each.score <= 1
        assert all(reason.contribution > 0 for reason in each.reasons)


@given(MENTEES, st.permutations([MENTOR._replace(id=f"Person:{number}") for number in range(5)]))
def test_equal_mentors_have_one_order(mentee: MenteeRecord, mentors: list[MentorRecord]) -> None:
    assert search(mentors, mentee).suggestions == search(sorted(mentors), mentee).suggestions


def test_the_contributions_are_those_of_the_definition() -> None:
    (found,) = search([MENTOR._replace(workplaces=[OTHER])]).suggestions
    kilometres = found.distance_km or 0.0
    assert kilometres == pytest.approx(31.9, abs=0.1)
    assert (found.shared_themes, found.shared_subjects, found.free_places) == (("T1",), ("S1",), 2)
    assert {each.text(): round(each.contribution, 6) for each in found.reasons} == {
        "Преподаёт тот же предмет.": 0.3,
        "Общие темы: 1.": 0.2,
        "Расстояние между организациями 32 км.": round(0.2 * 0.5 ** (kilometres / 30), 6),
        "Свободных мест для наставляемых: 2.": round(0.1 * 2 / 3, 6),
    }


def test_unknown_places_and_distances_contribute_nothing_and_are_said() -> None:
    found = search([MENTOR._replace(places=None, workplaces=[PlacedOrganisation("O3", None, None)])])
    (one,) = found.suggestions
    assert (one.free_places, one.distance_km, one.organisation) == (None, None, "O3")
    assert one.score == pytest.approx(0.5)
    assert "не сообщила" in (found.completeness.reason() or "")


def test_an_empty_answer_says_why() -> None:
    full = search([MENTOR._replace(mentees=3)])
    assert full.completeness.reason("EN") == "No working mentor of the region has a free place."
    empty = search([MENTOR._replace(id="Person:M9")])
    assert "нет работающих наставников" in (empty.completeness.reason() or "")
    lost = search([], MENTEE._replace(region=None))
    assert "Субъект педагога неизвестен" in (lost.completeness.reason() or "")


def test_missing_data_of_the_person_and_the_limit_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting_mentors, "MOST_MENTORS", 1)
    mentee = MENTEE._replace(themes=[], workplaces=[])
    found = search([MENTOR, MENTOR._replace(id="Person:M2")], mentee)
    assert [each.mentor for each in found.suggestions] == ["Person:M1"]
    assert found.completeness.truncated
    assert "О педагоге неизвестно: темы, место работы" in (found.completeness.reason() or "")
