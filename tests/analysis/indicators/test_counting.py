"""Tests of the counts of shares, and that no small group is shown or follows from the shown numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.deficits.suppression import SMALLEST_GROUP
from analysis.indicators.counting import COUNTRY, PeopleByPlace, Workplace
from analysis.indicators.definitions import NEW, PASSED, SHARES, SUPPORTED, TOOK, TRAINED, WITH_GRADUATES
from analysis.indicators.shares import ShareFigures, TeachersAndGraduates

PLACES = [Workplace(region, town) for region in ("A", "B", "C") for town in (f"{region}1", f"{region}2", None)]
# a person: the numbers of the places of work, and the conditions that the person meets
Person = tuple[frozenset[int], frozenset[str]]
# the condition of a person who is a graduate and not a teacher
GRADUATE = "GRADUATE"
CONDITIONS = [
    frozenset(met)
    for met in (
        (),
        (TRAINED,),
        (TOOK,),
        (TOOK, PASSED),
        (NEW,),
        (NEW, SUPPORTED),
        (TRAINED, TOOK, PASSED, NEW),
        (GRADUATE,),
        (GRADUATE, TOOK),
        (GRADUATE, TOOK, PASSED),
    )
]
PEOPLE = st.lists(
    st.tuples(
        st.frozensets(st.integers(0, len(PLACES) - 1), min_size=1, max_size=2),
        st.sampled_from(CONDITIONS),
        st.integers(1, 12),
    ),
    max_size=25,
)


def teachers_of(people: Iterable[Person]) -> TeachersAndGraduates:
    """Return people as arrays."""
    everyone = [*people]
    return TeachersAndGraduates(arrays_of(everyone, graduates=False), arrays_of(everyone, graduates=True))


def arrays_of(people: Iterable[Person], graduates: bool) -> PeopleByPlace:
    """Return the teachers or the graduates as arrays; a person with two jobs at one place is listed twice."""
    jobs = [
        (place, number)
        for number, (places, met) in enumerate(people)
        for place in (*places, *places)
        if (GRADUATE in met) is graduates
    ]
    meeting = {
        each: np.array([number for number, (_, met) in enumerate(people) if each in met], dtype=np.int64)
        for each in (TRAINED, TOOK, PASSED, NEW, SUPPORTED)
    }
    used = sorted({place for place, _ in jobs})
    at = np.array([used.index(place) for place, _ in jobs], dtype=np.int64)
    who = np.array([person for _, person in jobs], dtype=np.int64)
    return PeopleByPlace([PLACES[place] for place in used], at, who, meeting)


def people_of(*groups: tuple[Iterable[int], Iterable[str], int]) -> list[Person]:
    """Return `number` equal people for each group of places, conditions and number."""
    return [(frozenset(places), frozenset(met)) for places, met, number in groups for _ in range(number)]


def areas_of(person: Person) -> set[str]:
    """Return the places in which a person counts."""
    return {COUNTRY} | {key for place in person[0] for key in (PLACES[place].region, PLACES[place].key)}


def counted(people: Iterable[Person], place: str, code: str) -> tuple[int, int]:
    """Return the numerator and the denominator of a share in a place, by the definition."""
    met_here = [met for places, met in people if place in areas_of((places, met))]
    here = [met for met in met_here if code in WITH_GRADUATES or GRADUATE not in met]
    base = [met for met in here if code != "KPI4" or NEW in met]
    wanted = {"KPI1": TRAINED, "KPI2a": TOOK, "KPI2b": PASSED, "KPI4": SUPPORTED}[code]
    return sum(wanted in met for met in base), len(base)


@given(PEOPLE)
def test_counts_are_those_of_the_definition(groups: list[tuple[frozenset[int], frozenset[str], int]]) -> None:
    people = people_of(*groups)
    figures = teachers_of(people).figures()
    for code in SHARES:
        for place in (COUNTRY, *"ABC", *(each.key for each in PLACES)):
            found = figures[code].numerator(place), figures[code].denominator(place)
            assert found == counted(people, place, code), (code, place)


@given(PEOPLE)
def test_no_small_group_is_shown(groups: list[tuple[frozenset[int], frozenset[str], int]]) -> None:
    for code, each in teachers_of(people_of(*groups)).figures().items():
        for place in each.shown:
            numerator, denominator = each.numerator(place), each.denominator(place)
            for number in (numerator, denominator, denominator - numerator):
                assert number == 0 or number >= SMALLEST_GROUP, (code, place)


@given(PEOPLE)
def test_no_small_group_is_the_difference_of_a_whole_and_its_shown_parts(
    groups: list[tuple[frozenset[int], frozenset[str], int]],
) -> None:
    """The people of the withheld parts of a shown whole, each counted once, are never a small group."""
    people = people_of(*groups)
    teachers = teachers_of(people)
    for code, each in teachers.figures().items():
        for whole in each.shown & set(teachers.tree.parts):
            shown = {part for part in teachers.tree.parts[whole] if part in each.shown}
            rest = [one for one in people if whole in areas_of(one) and not shown & areas_of(one)]
            assert_no_small_group(rest, code, each, whole)


def assert_no_small_group(rest: list[Person], code: str, figures: ShareFigures, whole: str) -> None:
    numerator, denominator = counted(rest, COUNTRY, code)
    for number in (numerator, denominator, denominator - numerator):
        assert number == 0 or number >= SMALLEST_GROUP, (code, whole, figures.shown)


@given(PEOPLE)
def test_the_second_reading_is_shown_only_with_the_number_of_participants(
    groups: list[tuple[frozenset[int], frozenset[str], int]],
) -> None:
    figures = teachers_of(people_of(*groups)).figures()
    assert figures["KPI2b"].shown <= figures["KPI2a"].shown
    for place in figures["KPI2b"].shown:
        failed = figures["KPI2a"].numerator(place) - figures["KPI2b"].numerator(place)
        assert failed == 0 or failed >= SMALLEST_GROUP


@given(PEOPLE)
def test_the_numbers_of_teachers_and_of_both_disclose_no_small_group_of_graduates(
    groups: list[tuple[frozenset[int], frozenset[str], int]],
) -> None:
    """The graduates of a shown place, and of the withheld parts of a shown whole, are none or at least five."""
    people = people_of(*groups)
    both = teachers_of(people)
    for code in WITH_GRADUATES:
        shown = both.figures()[code].shown
        for place in shown:
            hidden = {part for part in both.tree.parts.get(place, ()) if part in shown}
            here = [each for each in people if place in areas_of(each) and GRADUATE in each[1]]
            rest = [each for each in here if hidden and not hidden & areas_of(each)]
            assert all(not each or len(each) >= SMALLEST_GROUP for each in (here, rest)), (code, place)


def test_a_small_group_of_graduates_is_withheld_and_the_share_of_teachers_is_not() -> None:
    teachers = people_of(([0], [TOOK], 20), ([0], [], 30), ([1], [TOOK], 40), ([1], [], 50))
    figures = teachers_of([*teachers, *people_of(([0], [GRADUATE], 4), ([1], [GRADUATE], 9))]).figures()
    assert shown(figures, "KPI1") == {COUNTRY, "A", "A1", "A2"}
    assert shown(figures, "KPI2a") == {COUNTRY, "A"}


def test_graduates_count_where_there_is_no_teacher() -> None:
    figures = teachers_of(people_of(([0], [], 20), ([3], [GRADUATE, TOOK], 6), ([3], [GRADUATE], 7))).figures()
    assert (figures["KPI2a"].numerator("B"), figures["KPI2a"].denominator("B")) == (6, 13)
    assert figures["KPI1"].denominator("B") == 0


def shown(figures: Mapping[str, ShareFigures], code: str) -> set[str]:
    """Return the places with teachers whose share is shown."""
    found = figures[code]
    return {each for each in found.shown if "without" not in each and any(found.splits[each])}


def test_a_zero_is_shown() -> None:
    figures = teachers_of(people_of(([0], [], 20), ([1], [TRAINED], 6), ([1], [], 20))).figures()
    assert {COUNTRY, "A", "A1", "A2"} == shown(figures, "KPI1")
    assert (figures["KPI1"].numerator("A1"), figures["KPI1"].denominator("A1")) == (0, 20)


def test_a_small_numerator_takes_the_smallest_other_region_with_it() -> None:
    figures = teachers_of(
        people_of(
            ([0], [TRAINED], 3), ([0], [], 50), ([3], [TRAINED], 9), ([3], [], 30), ([6], [TRAINED], 40), ([6], [], 90)
        )
    ).figures()
    assert shown(figures, "KPI1") == {COUNTRY, "C", "C1"}


def test_a_small_complement_is_withheld_like_a_small_numerator() -> None:
    figures = teachers_of(people_of(([0], [TRAINED], 50), ([0], [], 2), ([3], [TRAINED], 9), ([3], [], 30))).figures()
    assert shown(figures, "KPI1") == {COUNTRY}


def test_the_teachers_without_a_municipality_do_not_follow_from_the_municipalities() -> None:
    figures = teachers_of(people_of(([0], [], 30), ([1], [], 40), ([2], [], 2))).figures()
    assert shown(figures, "KPI1") == {COUNTRY, "A", "A2"}


def test_people_who_work_in_both_withheld_regions_do_not_hide_each_other() -> None:
    both = people_of(([0, 3], [TRAINED], 3), ([0], [], 50), ([3], [], 60), ([6], [TRAINED], 30), ([6], [], 70))
    assert shown(teachers_of(both).figures(), "KPI1") == {COUNTRY}


def test_an_empty_country_has_no_figures() -> None:
    empty = np.zeros(0, dtype=np.int64)
    no_people = PeopleByPlace([], empty, empty, dict.fromkeys((TRAINED, TOOK, PASSED, NEW, SUPPORTED), empty))
    figures = TeachersAndGraduates(no_people, no_people).figures()
    assert all(each.shown == frozenset() or not each.denominator(COUNTRY) for each in figures.values())
