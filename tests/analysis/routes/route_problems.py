"""Small problems of routes, and their solution by trying all routes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from hypothesis import strategies as st

from analysis.routes.problem import RouteItem, RouteProblem, RouteValue


@st.composite
def problems(draw: st.DrawFn, most: int = 6) -> RouteProblem:
    """Draw a problem with at most four deficits."""
    ranks = tuple(draw(st.lists(st.integers(0, 2), min_size=1, max_size=4)))
    some = st.frozensets(st.integers(0, len(ranks) - 1), max_size=2)
    count = draw(st.integers(0, most))
    items = []
    for tie in draw(st.permutations(range(count))):
        closes, requires = draw(some), draw(some)
        items.append(RouteItem(draw(st.integers(1, 4)), closes - requires, requires, 2**tie))
    return RouteProblem(ranks, draw(st.integers(1, 10)), tuple(items))


def can_be_done(problem: RouteProblem, order: tuple[int, ...]) -> bool:
    """Return whether each item comes after the items that close its requirements."""
    closed: set[int] = set()
    for each in order:
        if not problem.items[each].requires <= closed:
            return False
        closed |= problem.items[each].closes
    return True


def routes(problem: RouteProblem) -> Iterator[tuple[int, ...]]:
    """Yield all routes within the hours, each in one possible order."""
    for size in range(len(problem.items) + 1):
        for chosen in combinations(range(len(problem.items)), size):
            if sum(problem.items[each].hours for each in chosen) <= problem.hours:
                possible = (each for each in permutations(chosen) if can_be_done(problem, each))
                yield from ([found] if (found := next(possible, None)) is not None else [])


def best_by_trying(problem: RouteProblem) -> RouteValue:
    """Return the objective of the best route."""
    return min(problem.value(each) for each in routes(problem))
