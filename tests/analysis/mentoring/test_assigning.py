"""Tests of the assignment of mentors: places, the best assignment, further rounds, and the reasons for none."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from analysis.mentoring.assignment import assigning
from analysis.mentoring.assignment.assigning import MentorAssignment, RegionMentoring, assignments
from analysis.mentoring.assignment.problem import SCALE
from analysis.mentoring.assignment.reasons import WithoutMentor, text_of
from analysis.mentoring.assignment.solving import PairSolver
from analysis.mentoring.records import MenteeRecord, MentorRecord
from analysis.mentoring.scoring import suggestion
from analysis.workplaces import PlacedOrganisation, nearest_organisation
from tests.profiles import examples

MOST_KM = 40.0
# about 6.4 km apart from west to east
SITES = [PlacedOrganisation(f"O{number}", 55.0, 49.0 + number / 10) for number in range(10)]
NOWHERE = PlacedOrganisation("O10", None, None)
SCHOOL = MenteeRecord("Person:T", "Region:16", [], ["T1"], ["S1"], [SITES[0]])
MENTOR = MentorRecord("Person:M", 1, 0, ["T1"], ["S1"], [SITES[0]])

WORKPLACES = st.lists(st.sampled_from([*SITES, NOWHERE]), min_size=1, max_size=2, unique=True)
SUBJECTS = st.lists(st.sampled_from(["S1", "S2", "S3"]), unique=True, max_size=2)
THEMES = st.lists(st.sampled_from(["T1", "T2"]), unique=True)


class People(NamedTuple):
    """Drawn teachers and mentors; some mentors are young teachers themselves."""

    mentees: list[MenteeRecord]
    mentors: list[MentorRecord]


@st.composite
def people(draw: st.DrawFn) -> People:
    """Draw a small region."""
    mentees = [
        MenteeRecord(f"Person:{number}", "Region:16", [], draw(THEMES), draw(SUBJECTS), draw(WORKPLACES))
        for number in range(draw(st.integers(0, 6)))
    ]
    first = draw(st.integers(len(mentees) - 1, len(mentees) + 1))
    places = st.none() | st.integers(0, 3)
    mentors = [
        MentorRecord(
            f"Person:{first + number}",
            draw(places),
            draw(st.integers(0, 1)),
            draw(THEMES),
            draw(SUBJECTS),
            draw(WORKPLACES),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    return People(mentees, mentors)


def result_of(found: People, most_km: float = MOST_KM, solver: PairSolver = PairSolver.FLOW) -> MentorAssignment:
    return [*assignments(RegionMentoring(*found), most_km, solver)][-1]


def possible(mentee: MenteeRecord, mentor: MentorRecord) -> bool:
    """Return whether a mentor could support a teacher, apart from places."""
    kilometres = nearest_organisation(mentee.workplaces, mentor.workplaces).kilometres
    fits = not mentee.subjects or {*mentee.subjects} & {*mentor.subjects}
    return bool(fits) and mentor.id != mentee.id and kilometres is not None and kilometres <= MOST_KM


def best_of(found: People) -> tuple[int, float]:
    """Return the number of assigned teachers and the benefit of the best assignment, by the Hungarian method."""
    seats = [each for each in found.mentors for _ in range(each.free_places or 0)]
    if not seats or not found.mentees:
        return 0, 0.0
    # each assigned teacher is worth more than all scores together
    worth = np.array(
        [
            [100 + suggestion(one, other).score if possible(one, other) else 0 for other in seats]
            for one in found.mentees
        ]
    )
    total = float(worth[linear_sum_assignment(worth, maximize=True)].sum())
    return int(total // 100), total % 100


@examples(300)
@given(people())
def test_the_assignment_is_the_best_one(found: People) -> None:
    result = result_of(found)
    number, benefit = best_of(found)
    assert len(result.suggestions) == number
    assert result.score == pytest.approx(benefit, abs=2 * number / SCALE + 1e-9)
    assert result.optimal


@examples(200)
@given(people(), st.sampled_from(PairSolver), st.sampled_from([2, 1_000]))
def test_no_mentor_gets_more_teachers_than_free_places(found: People, solver: PairSolver, pairs: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assigning, "MOST_PAIRS", pairs)
        patch.setattr(assigning, "FEWEST_NEAREST", 3)
        result = result_of(found, solver=solver)
    chosen = result.mentor_of[result.mentor_of >= 0].tolist()
    for number, mentor in enumerate(found.mentors):
        assert chosen.count(number) <= (mentor.free_places or 0)
    for teacher, each in result.suggestions.items():
        mentee = found.mentees[teacher]
        (mentor,) = (other for other in found.mentors if other.id == each.mentor)
        assert possible(mentee, mentor)
        assert each == suggestion(mentee, mentor)
    assert result.score == pytest.approx(sum(each.score for each in result.suggestions.values()), abs=1e-4)
    left = [found.mentors[each] for each in np.flatnonzero(result.places_left).tolist()]
    for teacher in result.unassigned.tolist():
        assert not any(possible(found.mentees[teacher], each) for each in left)


@examples(200)
@given(people())
def test_each_teacher_without_a_mentor_has_the_reason_of_the_definition(found: People) -> None:
    result = result_of(found)
    assert set(result.reasons) == {*result.unassigned.tolist()}
    for teacher, reason in result.reasons.items():
        mentee = found.mentees[teacher]
        near = [each for each in found.mentors if possible(mentee, each)]
        of_subject = [
            each
            for each in found.mentors
            if each.id != mentee.id and (not mentee.subjects or {*mentee.subjects} & {*each.subjects})
        ]
        assert reason is naive_reason(mentee, near, of_subject)
        assert text_of(reason, MOST_KM).text()


def naive_reason(mentee: MenteeRecord, near: list[MentorRecord], of_subject: list[MentorRecord]) -> WithoutMentor:
    if any(each.free_places for each in near):
        return WithoutMentor.PLACES_TAKEN
    if near:
        unknown = any(each.free_places is None for each in near)
        return WithoutMentor.PLACES_UNKNOWN if unknown else WithoutMentor.NO_FREE_PLACES
    if not of_subject:
        return WithoutMentor.NO_MENTOR_OF_SUBJECT
    located = any(each.latitude is not None for each in mentee.workplaces)
    return WithoutMentor.TOO_FAR if located else WithoutMentor.LOCATION_UNKNOWN


def test_many_teachers_of_one_place_reach_the_mentors_behind_the_nearest_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assigning, "MOST_PAIRS", 0)
    monkeypatch.setattr(assigning, "FEWEST_NEAREST", 2)
    mentees = [SCHOOL._replace(id=f"Person:T{number}") for number in range(7)]
    mentors = [MENTOR._replace(id=f"Person:M{number}", workplaces=[site]) for number, site in enumerate(SITES[:6])]
    rounds = [*assignments(RegionMentoring(mentees, mentors), MOST_KM)]
    assert [len(each.suggestions) for each in rounds] == [2, 4, 6]
    assert rounds[-1].counts() == {WithoutMentor.PLACES_TAKEN: 1}
    assert not rounds[-1].optimal


def test_the_number_of_assigned_teachers_counts_more_than_the_scores() -> None:
    of_another_subject = SCHOOL._replace(id="Person:T2", subjects=["S2"], workplaces=[SITES[4]])
    of_both = MENTOR._replace(subjects=["S1", "S2"])
    farther = MENTOR._replace(id="Person:M2", workplaces=[SITES[6]], themes=[])
    result = result_of(People([SCHOOL, of_another_subject], [of_both, farther]))
    assert [result.suggestions[each].mentor for each in (0, 1)] == ["Person:M2", "Person:M"]


def test_a_greedy_choice_is_named_and_not_called_optimal() -> None:
    result = result_of(People([SCHOOL], [MENTOR]), solver=PairSolver.GREEDY)
    assert (len(result.suggestions), result.optimal, result.solver.value) == (1, False, "greedy choice")
