"""Tests of the completion of routes on random rows: the numbers, and that no small group follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from analysis.indicators.country import Area
from analysis.indicators.route_completion import ALL_DONE, NONE_DONE, PARTLY_DONE, STATES, AreaRouteCompletion
from resolvers.fields.indicators.rows import RegionRow
from resolvers.fields.route_completion.rows import CompletionRow, RecordedRow, RouteGroupRow, counted_of

REGIONS = {"A": ("A1", "A2"), "B": ("B1", "B2"), "C": ("C1", "C2")}
AREAS = [Area(), *map(Area, REGIONS), *(Area(region, each) for region, towns in REGIONS.items() for each in towns)]


class Walker(NamedTuple):
    """A person with the region, the municipalities of the jobs, and the states of the routes."""

    region: str | None
    towns: frozenset[str]
    states: tuple[str, ...]


def walkers() -> st.SearchStrategy[Walker]:
    """Return a strategy for people with up to three routes and two jobs."""
    states = st.lists(st.sampled_from(STATES), min_size=1, max_size=3).map(tuple)
    homes = st.sampled_from([*REGIONS])
    return homes.flatmap(
        lambda home: st.builds(Walker, st.just(home), st.frozensets(st.sampled_from(REGIONS[home])), states)
    )


PEOPLE = st.lists(st.tuples(walkers(), st.integers(1, 12)), max_size=25).map(
    lambda groups: [each for each, number in groups for _ in range(number)]
)


def rows_of(people: Iterable[Walker], without_day: int = 0, recorded: bool = True) -> Iterator[CompletionRow]:
    """Yield the records of the statement; a person with two jobs in a town is listed twice."""
    for code, towns in REGIONS.items():
        yield CompletionRow("REGION", RegionRow(code, code, [*towns]), None, None)
    routes = count()
    groups: dict[tuple[str | None, str | None, str], tuple[list[int], list[int]]] = {}
    for number, each in enumerate(people):
        for state in each.states:
            route = next(routes)
            for town in (*each.towns, *each.towns) or (None,):
                held = groups.setdefault((each.region, town, state), ([], []))
                held[0].append(route)
                held[1].append(number)
    for (region, town, state), held in groups.items():
        yield CompletionRow("GROUP", None, RouteGroupRow(region, town, state, *held), None)
    yield CompletionRow("RECORDED", None, None, RecordedRow(recorded, without_day))


def completions(people: Iterable[Walker]) -> dict[Area, AreaRouteCompletion]:
    """Return the completion of every area."""
    country = counted_of([*rows_of(people)]).country
    return {area: country.completion(area) for area in AREAS}


def here(person: Walker, area: Area) -> bool:
    """Return whether a person belongs to an area."""
    return area.region in (None, person.region) and (area.municipality is None or area.municipality in person.towns)


def parts_of(area: Area) -> list[Area]:
    """Return the parts of an area."""
    if area.region is None:
        return [*map(Area, REGIONS)]
    return [] if area.municipality else [Area(area.region, each) for each in REGIONS[area.region]]


@given(PEOPLE)
def test_numbers_are_those_of_the_definition(people: list[Walker]) -> None:
    for area, found in completions(people).items():
        states = [state for each in people if here(each, area) for state in each.states]
        if not found.suppressed:
            numbers = tuple(states.count(each) for each in (ALL_DONE, PARTLY_DONE, NONE_DONE))
            assert (found.all_done, found.partly_done, found.none_done) == numbers
            assert found.routes == len(states)


@given(PEOPLE)
def test_no_state_of_fewer_than_five_people_is_shown(people: list[Walker]) -> None:
    for area, found in completions(people).items():
        if not found.suppressed:
            assert_no_small_group([each for each in people if here(each, area)])


@given(PEOPLE)
def test_no_small_group_is_the_difference_of_a_whole_and_its_shown_parts(people: list[Walker]) -> None:
    found = completions(people)
    for whole, numbers in found.items():
        if not numbers.suppressed:
            shown = [part for part in parts_of(whole) if not found[part].suppressed]
            inside = [each for each in people if here(each, whole)]
            assert_no_small_group([each for each in inside if not any(here(each, part) for part in shown)])


def assert_no_small_group(people: list[Walker]) -> None:
    """Check that in each state there are routes of at least five people, or of none."""
    for state in STATES:
        number = sum(state in each.states for each in people)
        assert number == 0 or number >= 5, state


def person(region: str | None, town: str | None, *states: str) -> Walker:
    """Return a person with a job in one town, or without a job."""
    return Walker(region, frozenset({town} - {None}), states)  # type: ignore[arg-type] # None is left out


def test_many_routes_of_few_people_are_a_small_group() -> None:
    found = completions([*[person("A", "A1", ALL_DONE, ALL_DONE, ALL_DONE)] * 4, *[person("B", "B1", ALL_DONE)] * 30])
    assert found[Area("A")].suppressed
    assert found[Area("A")].routes is None
    assert "менее пяти человек" in str(found[Area("A")].reason)
    assert found[Area("B")].suppressed  # otherwise the routes of A are the rest of the country
    assert found[Area()].all_done == 42


def test_an_area_without_routes_has_zeros() -> None:
    found = completions([person("A", "A1", PARTLY_DONE)] * 6)
    assert (found[Area("C")].routes, found[Area("C")].suppressed, found[Area("C")].reason) == (0, False, None)
    assert found[Area("A", "A1")].partly_done == 6


def test_routes_that_no_area_contains_are_reported_and_few_of_them_without_their_number() -> None:
    people = [*[person("A", "A1", NONE_DONE)] * 6, *[person(None, None, ALL_DONE)] * 7]
    country = counted_of([*rows_of(people, without_day=3)]).country
    found = country.completion(Area())
    assert found.routes == 6
    assert found.reason == (
        "По стране не учтены маршруты без даты составления: менее 5. "
        "По стране не учтены маршруты людей, субъект которых не указан: 7."
    )


def test_a_graph_without_routes_has_no_numbers() -> None:
    country = counted_of([*rows_of([], recorded=False)]).country
    found = country.completion(Area("A"))
    assert (found.routes, found.suppressed, found.reason) == (None, False, "В графе нет маршрутов.")
