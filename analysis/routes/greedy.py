"""A route by greedy choice, without OR-Tools: each time the item that closes the most severe deficits comes next."""

from __future__ import annotations

from analysis.routes.problem import Deficits, RouteItem, RouteProblem, without_superfluous


def greedy_route(problem: RouteProblem) -> list[int]:
    """Choose items one by one, of equal ones the one with the fewest hours, then by hash.

    An item is possible if the hours suffice and the chosen items close its requirements.
    """
    chosen: list[int] = []
    closed: Deficits = frozenset()
    hours = problem.hours
    while following := best_addition(problem, closed, hours):
        number, item = following
        chosen.append(number)
        closed, hours = closed | item.closes, hours - item.hours
    return without_superfluous(problem.items, chosen)


def best_addition(problem: RouteProblem, closed: Deficits, hours: int) -> tuple[int, RouteItem] | None:
    """Return the possible item that closes the most severe further deficits, or None if no item closes any."""
    possible = [
        (number, each)
        for number, each in enumerate(problem.items)
        if each.hours <= hours and each.requires <= closed and each.closes - closed
    ]
    return min(
        possible,
        key=lambda each: (-problem.severity(each[1].closes - closed), each[1].hours, each[1].tie),
        default=None,
    )
