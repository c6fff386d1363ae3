"""Profiles of deficits: their counts, and the protection of withheld figures against computation."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from analysis.deficits.profile import DeficitProfile, Likes, RegionTables
from analysis.deficits.suppression import SMALLEST_GROUP
from graph_model.kinds.people_terms import DeficitSeverity
from tests.analysis.attacker import attack, true_figures
from tests.analysis.territories import regions
from tests.profiles import examples

LOW, MEDIUM, HIGH = DeficitSeverity
DAY = date(2026, 1, 1)
REGION, TOWN = "Region:16", "Municipality:1"
ONE, TWO, THREE, FOUR = (f"Organisation:{number}" for number in range(1, 5))
READING, MATHS = "Competence:1", "Competence:2"
# two schools in a town and two without a municipality
PLACES = {ONE: TOWN, TWO: TOWN, THREE: None, FOUR: None}


def likes(number: int, *organisations: str, maths: bool = False, severity: DeficitSeverity = LOW) -> Likes:
    """Return people of some organisations with a deficit in reading, and optionally in mathematics."""
    deficits = {READING: severity, **({MATHS: LOW} if maths else {})}
    return Likes(organisations, deficits, len(organisations) == 1, number)


def profile(place: str, *people: Likes) -> DeficitProfile:
    return RegionTables(REGION, PLACES, people).profile(place, DAY)


def reading(place: str, *people: Likes) -> int | None:
    found = [each.people for each in profile(place, *people).competences if each.competence == READING]
    return found[0] if found else 0


@examples(25)
@given(regions(most=6, organisations=4))
def test_nobody_can_compute_a_figure_that_is_withheld(tables: RegionTables) -> None:
    attacker = attack(tables)
    for figure in attacker.secrets():
        low, high = attacker.bounds(figure)
        assert low < high, f"{figure} is {low}"
        assert high >= SMALLEST_GROUP, f"{figure} is at most {high}"


@examples(50)
@given(regions(competences=3, most=12))
def test_what_is_shown_is_true_and_no_group_is_small(tables: RegionTables) -> None:
    true = true_figures(tables)
    for place in tables.tree.places():
        found = tables.profile(place, DAY)
        assert found.people in (None, true[place, None, None])
        assert found.suppressed == (found.people is None) + sum(each.people is None for each in found.competences)
        for each in found.competences:
            assert each.suppressed or each.people == true[place, each.competence, None] >= SMALLEST_GROUP
            for severity, people in each.by_severity or ():
                assert people == true[place, each.competence, severity] >= SMALLEST_GROUP


@examples(50)
@given(regions(competences=3, most=12))
def test_the_order_of_what_is_stored_changes_nothing(tables: RegionTables) -> None:
    turned = RegionTables(tables.region, dict([*tables.municipalities.items()][::-1]), tables.people[::-1])
    for place in tables.tree.places():
        assert turned.profile(place, DAY) == tables.profile(place, DAY)


def test_people_count_once_in_each_place_wherever_they_work_in_it() -> None:
    people = [likes(20, ONE, maths=True), likes(20, TWO, maths=True), likes(6, ONE, TWO, maths=True)]
    assert [reading(each, *people) for each in (REGION, TOWN, ONE, TWO, THREE)] == [46, 46, 26, 26, 0]
    assert profile(REGION, *people).people == 46


def test_a_small_group_is_withheld_and_the_next_larger_with_it() -> None:
    people = [likes(each, place, maths=True) for each, place in ((3, ONE), (20, TWO), (30, THREE), (40, FOUR))]
    assert [profile(each, *people).people for each in (REGION, TOWN, ONE, TWO)] == [93, 23, None, None]
    assert [profile(each, *people).people for each in (THREE, FOUR)] == [30, 40]


def test_a_single_small_school_of_a_town_is_not_left_as_a_difference() -> None:
    all_people = [likes(30, each, maths=True) for each in (ONE, TWO, THREE, FOUR)]
    # 120 people have both deficits; two more people have a deficit in mathematics alone
    people = [*all_people, Likes((ONE,), {MATHS: LOW}, True, 2)]
    assert [reading(each, *people) for each in (REGION, TOWN, ONE, TWO)] == [120, 60, 30, 30]


def test_severities_are_shown_where_each_is_a_group() -> None:
    people = [
        likes(number, place, maths=True, severity=severity)
        for place in PLACES
        for number, severity in ((10, LOW), (20, MEDIUM), (30, HIGH))
    ]
    (found, *_) = profile(TOWN, *people).competences
    assert found.by_severity == ((LOW, 20), (MEDIUM, 40), (HIGH, 60))
    (found, *_) = profile(TOWN, *people, likes(4, THREE, severity=HIGH)).competences
    assert found.by_severity is not None


def test_a_split_that_leaves_one_school_as_a_difference_is_withheld_in_two() -> None:
    people = [
        likes(number, place, maths=True, severity=severity)
        for place in PLACES
        for number, severity in ((3 if place == ONE else 10, LOW), (20, MEDIUM), (30, HIGH))
    ]
    found = {each: profile(each, *people).competences[0].by_severity for each in (REGION, TOWN, ONE, TWO, THREE, FOUR)}
    assert [each for each, split in found.items() if split is None] == [ONE, TWO]


def test_a_place_without_people_has_an_empty_profile() -> None:
    found = profile(FOUR, likes(30, ONE))
    assert (found.people, found.competences, found.suppressed, found.completeness.complete) == (0, (), 0, True)


def test_what_is_withheld_is_told() -> None:
    found = profile(ONE, likes(3, ONE))
    assert (found.people, found.competences, found.suppressed) == (None, (), 1)
    assert "fewer than five people" in (found.completeness.reason("EN") or "")
    assert not found.completeness.complete
