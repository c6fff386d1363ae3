"""The choice of a route as an integer program: items, the objective, and reductions that lose no best route.

The objective is lexicographic: the severity of the closed deficits, then fewer hours, then the smallest sum of hashes.
The severity is strict: no number of less severe deficits outweighs a more severe one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Deficits = frozenset[int]


class RouteItem(NamedTuple):
    """A possible step: its hours, the deficits that it closes, those that it requires to be closed, and its hash.

    An item closes none of the deficits that it requires.
    """

    hours: int
    closes: Deficits
    requires: Deficits
    tie: int


class RouteValue(NamedTuple):
    """The objective of a route: `severity` is negative, so that the smaller tuple is better."""

    severity: int
    hours: int
    tie: int


@dataclass(frozen=True)
class RouteProblem:
    """The ranks of severity of the open deficits (0 is the least), the available hours, and the items."""

    ranks: tuple[int, ...]
    hours: int
    items: tuple[RouteItem, ...]

    @property
    def weights(self) -> list[int]:
        """Return the weight of each deficit, which exceeds the sum over all less severe ones."""
        return [(len(self.ranks) + 1) ** each for each in self.ranks]

    def severity(self, deficits: Iterable[int]) -> int:
        """Return the sum of the weights of deficits."""
        weights = self.weights
        return sum(weights[each] for each in deficits)

    def value(self, chosen: Collection[int]) -> RouteValue:
        """Return the objective of chosen items, without a check of the hours and of the order."""
        items = [self.items[each] for each in chosen]
        closed = closed_by(items)
        return RouteValue(-self.severity(closed), sum(each.hours for each in items), sum(each.tie for each in items))


def closed_by(items: Iterable[RouteItem]) -> Deficits:
    """Return the deficits that items close."""
    return frozenset[int]().union(*(each.closes for each in items))


def ordered(items: Sequence[RouteItem], chosen: Collection[int]) -> list[int]:
    """Return the chosen items that can be done, each after the items that close its requirements.

    Of the items that are possible at the same time, the one with the fewest hours comes first, then by hash.
    """
    left = sorted(chosen, key=lambda each: (items[each].hours, items[each].tie, each))
    found: list[int] = []
    closed: Deficits = frozenset()
    while (following := next((each for each in left if items[each].requires <= closed), None)) is not None:
        left.remove(following)
        found.append(following)
        closed |= items[following].closes
    return found


def without_superfluous(items: Sequence[RouteItem], chosen: Collection[int]) -> list[int]:
    """Return the chosen items in order, without those whose removal leaves the same deficits closed."""
    kept = ordered(items, chosen)
    everything = closed_by(items[each] for each in kept)
    for each in sorted(kept, key=lambda each: (-items[each].hours, -items[each].tie)):
        rest = ordered(items, [other for other in kept if other != each])
        if len(rest) == len(kept) - 1 and closed_by(items[other] for other in rest) == everything:
            kept = rest
    return kept


def useful(problem: RouteProblem) -> list[int]:
    """Return the items that a best route can contain, in the order of the problem.

    An item that exceeds the hours, or whose requirements no other items can meet, is in no route. An item is not
    needed if another one closes at least the same deficits, requires at most the same, and takes fewer hours, or as
    many with a smaller hash.
    """
    fitting = [number for number, each in enumerate(problem.items) if each.hours <= problem.hours and each.closes]
    best: dict[tuple[Deficits, Deficits], int] = {}
    for number in ordered(problem.items, fitting):
        item = problem.items[number]
        known = best.setdefault((item.closes, item.requires), number)
        if cost(item) < cost(problem.items[known]):
            best[item.closes, item.requires] = number
    kept = [problem.items[each] for each in best.values()]
    return sorted(each for each in best.values() if not any(dominates(other, problem.items[each]) for other in kept))


def cost(item: RouteItem) -> tuple[int, int]:
    """Return the hours and the hash of an item."""
    return item.hours, item.tie


def dominates(one: RouteItem, other: RouteItem) -> bool:
    """Return whether one item can replace another in every route, to its advantage."""
    return one.closes >= other.closes and one.requires <= other.requires and cost(one) < cost(other)
