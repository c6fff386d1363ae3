"""Plain reference implementation of the independent cascade model: exact, over all outcomes of the ties."""

from collections.abc import Iterable, Sequence
from itertools import combinations, product

Tie = tuple[int, int, float]


def reached(seeds: Iterable[int], live: Sequence[tuple[int, int]]) -> set[int]:
    """Return the nodes that the seeds reach over live ties."""
    found, waiting = set(seeds), list(seeds)
    while waiting:
        node = waiting.pop()
        for source, target in live:
            if source == node and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def expected_spread(seeds: Iterable[int], ties: Sequence[Tie]) -> float:
    """Return the expected number of nodes that seeds reach."""
    seeds, total = list(seeds), 0.0
    for outcome in product((False, True), repeat=len(ties)):
        chance = 1.0
        for passes, (_, _, probability) in zip(outcome, ties, strict=True):
            chance *= probability if passes else 1 - probability
        if chance:
            live = [(source, target) for passes, (source, target, _) in zip(outcome, ties, strict=True) if passes]
            total += chance * len(reached(seeds, live))
    return total


def greedy(size: int, ties: Sequence[Tie], k: int) -> list[int]:
    """Return the nodes of a greedy choice on exact spreads."""
    found: list[int] = []
    for _ in range(k):
        rest = [node for node in range(size) if node not in found]
        found.append(max(rest, key=lambda node: expected_spread([*found, node], ties)))
    return found


def best(size: int, ties: Sequence[Tie], k: int) -> float:
    """Return the largest expected spread of any k nodes."""
    return max(expected_spread(each, ties) for each in combinations(range(size), k))
