"""Profiles of deficits: their numbers, and the protection of small groups and small changes."""

from __future__ import annotations

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given

from analysis.deficits.counts import RegionalWorkplace, RegionCounts
from analysis.deficits.profile import LARGEST_ERROR, DeficitProfile, profile
from analysis.deficits.profile_days import profile_day
from analysis.deficits.rounding import GROUP, round_people
from analysis.models.numbers import Integers
from graph_model.kinds.people_terms import DeficitSeverity
from tests.analysis.attacker import Attacker, true_values
from tests.analysis.territories import (
    COMPETENCES,
    REGION,
    SUBJECT,
    TOWN,
    Alike,
    Lack,
    months,
    places_of,
    rounded_territory,
    territories,
    territory,
)
from tests.profiles import examples

DAY = date(2026, 1, 31)
# sums and differences of the six numbers of two schools
WEIGHTS = np.array([each for each in product((-1, 0, 1), repeat=6) if any(each)])
READING, MATHS, SPEECH = COMPETENCES
ONE, TWO, THREE, FOUR = (f"Organisation:{number}" for number in range(1, 5))
# two schools in a town and two without a municipality
PLACES = [
    RegionalWorkplace(ONE, TOWN),
    RegionalWorkplace(TWO, TOWN),
    RegionalWorkplace(THREE, None),
    RegionalWorkplace(FOUR, None),
]


def all_profiles(of: RegionCounts) -> list[DeficitProfile]:
    return [profile(of, place, DAY, subject) for place in places_of(of) for subject in (None, SUBJECT)]


def alike(
    organisation: str, number: int, *competences: str, rank: int = 0, result: tuple[int, int] | None = None
) -> Alike:
    return Alike(organisation, {each: Lack(rank, in_subject=False) for each in competences}, result, number)


def of_place(place: str, *people: Alike) -> DeficitProfile:
    return profile(territory(PLACES, people), place, DAY)


@examples(300)
@given(territories())
def test_the_rounded_region_has_the_same_profiles(true: RegionCounts) -> None:
    # so no attacker can exclude that the numbers of the region are the rounded ones: all multiples of five
    assert all_profiles(rounded_territory(true)) == all_profiles(true)


@examples(300)
@given(territories())
def test_the_rounded_region_is_possible(true: RegionCounts) -> None:
    people, lacking = true.rounded
    assert (lacking <= people[:, None]).all()
    assert (people <= lacking.sum(axis=1)).all()
    assert all((each >= 0).all() for each in true.rounded_severities)
    assert (true.rounded_in(SUBJECT) <= lacking).all()
    for results in true.rounded_results.values():
        assert (results.attempts >= results.people).all()
        assert ((results.percents >= 0) & (results.percents <= 100 * GROUP * results.people)).all()


@examples(300)
@given(territories(most=30))
def test_shown_numbers_are_nearly_true_and_never_of_a_small_group(true: RegionCounts) -> None:
    exact = exact_numbers(true)
    for place in places_of(true):
        found = profile(true, place, DAY)
        places = true.places_in(place)
        if found.people is not None:
            assert exact[None][places].sum() >= max(GROUP, found.people - LARGEST_ERROR)
        for each in found.competences:
            number = exact[each.competence][places].sum()
            assert each.people is None or number >= GROUP
            assert each.people is None or abs(each.people - number) <= LARGEST_ERROR


@examples(300)
@given(territories(most=40))
def test_no_severity_or_subject_of_a_small_group_is_shown(true: RegionCounts) -> None:
    for place in places_of(true):
        places = true.places_in(place)
        for each in profile(true, place, DAY).competences:
            rows = [row for row in true.lacks if row.competence == each.competence]
            rows = [row for row in rows if true.chain[row.organisation] in places]
            high, medium, people = (sum(getattr(row, name) for row in rows) for name in ("high", "medium", "people"))
            assert each.by_severity is None or min(people - medium, medium - high, high) >= GROUP
        for each in profile(true, place, DAY, SUBJECT).competences:
            rows_in = [row for row in true.subject_lacks if row.competence == each.competence]
            number = sum(row.people for row in rows_in if true.chain[row.organisation] in places)
            assert each.people is None or number >= GROUP


@examples(300)
@given(territories())
def test_the_order_of_what_is_stored_changes_nothing(true: RegionCounts) -> None:
    turned = RegionCounts(REGION, true.workplaces[::-1], true.lacks[::-1], true.subject_lacks[::-1], true.results[::-1])
    assert all_profiles(turned) == all_profiles(true)


@examples(25)
@given(months())
def test_no_attacker_bounds_a_group_or_a_change_within_one_to_four(days: tuple[RegionCounts, RegionCounts]) -> None:
    attacker = Attacker(days)
    for name, number in attacker.secrets():
        low, high = attacker.bounds(number)
        assert not 1 <= low <= high < GROUP, f"{name} is {low} to {high}"
        assert not -GROUP < low <= high <= -1, f"{name} is {low} to {high}"


def test_all_regions_with_the_same_rounded_numbers_leave_each_number_open() -> None:
    # two schools and two competences; this attacker tries every region, so the whole method is known
    schools = [each for each in product(range(9), repeat=3) if max(each[1:]) <= each[0] <= sum(each[1:])]
    found: dict[bytes, list[Integers]] = {}
    for region in product(schools, repeat=2):
        numbers = np.array(region, dtype=np.int64)
        people, lacking = round_people(numbers[:, 0], numbers[:, 1:])
        found.setdefault(np.column_stack([people, lacking]).tobytes(), []).append(numbers.ravel())
    for regions in found.values():
        possible = np.array(regions)
        combinations = possible @ WEIGHTS.T
        low, high = combinations.min(axis=0), combinations.max(axis=0)
        assert not ((low >= 1) & (high < GROUP)).any()
        assert not ((high <= -1) & (low > -GROUP)).any()


@examples(100)
@given(months())
def test_the_attacker_assumes_nothing_false(days: tuple[RegionCounts, RegionCounts]) -> None:
    attacker = Attacker(days)
    for cell, value in true_values(attacker).items():
        attacker.model.add(attacker.unknown[cell] == value)
    attacker.bounds(0)


def exact_numbers(counts: RegionCounts) -> dict[str | None, Integers]:
    found = {each: np.zeros(len(counts.chain), dtype=np.int64) for each in (None, *counts.competences)}
    for row in counts.lacks:
        found[row.competence][counts.chain[row.organisation]] += row.people
    return found


def test_a_change_of_a_few_people_in_a_large_place_is_not_shown() -> None:
    before, after = (of_place(REGION, alike(ONE, number, READING)) for number in (101, 102))
    assert (before.people, before) == (100, after)


def test_a_municipality_is_rounded_like_its_organisations_together() -> None:
    people = [alike(ONE, 22, READING), alike(TWO, 31, READING), alike(FOUR, 44, READING)]
    found = {each: of_place(each, *people).people for each in (REGION, TOWN, ONE, TWO, THREE, FOUR)}
    # the organisations without a municipality come first in the chain: 44, 66, 97
    assert found == {REGION: 95, TOWN: 50, ONE: 20, TWO: 30, THREE: None, FOUR: 45}


def test_a_small_school_is_withheld_and_so_is_a_zero() -> None:
    people = [alike(ONE, 40, READING), alike(TWO, 3, READING)]
    small, empty = of_place(TWO, *people), of_place(THREE, *people)
    assert (small.people, small.competences[0].people, small.suppressed) == (None, None, 2)
    assert (empty.people, empty.competences, empty.suppressed) == (small.people, small.competences, small.suppressed)
    assert "слишком малых" in (small.completeness.reason() or "")


def test_severities_are_shown_where_each_is_a_large_group() -> None:
    severities = [alike(ONE, 60, READING, rank=rank) for rank in range(3)]
    assert of_place(REGION, *severities).competences[0].by_severity == tuple((each, 60) for each in DeficitSeverity)
    assert of_place(REGION, *severities, alike(ONE, 3, MATHS, rank=2)).competences[0].by_severity is not None
    assert of_place(REGION, *severities[:2]).competences[0].by_severity is None


def test_results_are_the_mean_of_the_latest_of_each_person() -> None:
    people = [alike(ONE, 20, result=(1, 60)), alike(ONE, 20, result=(2, 80)), alike(TWO, 2, result=(1, 10))]
    town, small = of_place(TOWN, *people), of_place(TWO, *people)
    assert [(each.people, each.attempts, each.mean_score) for each in town.results] == [(40, 60, 70)]
    assert [(each.people, each.attempts, each.mean_score) for each in small.results] == [(None, None, None)]


def test_a_single_new_result_moves_a_shown_mean_as_a_group_of_five_could() -> None:
    people = [alike(ONE, 40, result=(1, 60))]
    [before], [after] = of_place(TOWN, *people).results, of_place(TOWN, *people, alike(ONE, 1, result=(1, 100))).results
    assert (before.people, before.attempts, before.mean_score) == (40, 40, 60)
    # the same as if the results of five of the 40 people had risen from 60 to 68 percent
    assert (after.people, after.attempts, after.mean_score) == (40, 40, 61)


@pytest.mark.parametrize(
    ("day", "used"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-01-30", "2025-12-31"),
        ("2024-03-01", "2024-02-29"),
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_a_profile_is_of_the_last_day_of_a_month(day: str, used: str) -> None:
    assert profile_day(date.fromisoformat(day)) == date.fromisoformat(used)
