"""Greedy choice of a set with the greatest expected coverage.

The expected reach of a set is a coverage with probabilities: organisation j is reached unless every chosen organisation
misses it, 1 - product over chosen i of (1 - q_ij). The coverage is monotone and submodular, so that greedy choice
reaches at least 1 - 1/e of the best set (Nemhauser, Wolsey, Fisher 1978). A gain computed earlier is an upper bound of
the present gain, so that only the front of the queue is computed again (CELF: Leskovec et al. 2007, "Cost-effective
Outbreak Detection in Networks", section 3.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Chances:
    """The nodes that one candidate reaches, each once, and the chance q of each."""

    nodes: Integers
    chances: Floats


class ExpectedCoverage:
    """The expected coverage of a growing set among `size` nodes."""

    def __init__(self, candidates: Sequence[Chances], size: int) -> None:
        self.candidates = candidates
        self._not_reached = np.ones(size)

    def gain(self, candidate: int) -> float:
        """Return the gain that a candidate would add."""
        one = self.candidates[candidate]
        return float(self._not_reached[one.nodes] @ one.chances)

    def add(self, candidate: int) -> None:
        """Add a candidate to the set."""
        one = self.candidates[candidate]
        self._not_reached[one.nodes] *= 1.0 - one.chances

    @property
    def reached(self) -> float:
        """Return the expected number of nodes that the set reaches."""
        return float(np.sum(1.0 - self._not_reached))


def reach(candidates: Sequence[Chances], size: int, chosen: Iterable[int]) -> float:
    """Return the expected number of nodes that a set reaches."""
    coverage = ExpectedCoverage(candidates, size)
    for each in chosen:
        coverage.add(each)
    return coverage.reached


class Queue:
    """Candidates by their last computed gain, the largest first; of equal candidates, the first by number."""

    def __init__(self, coverage: ExpectedCoverage, candidates: Iterable[int]) -> None:
        self._coverage = coverage
        # the third element is the number of chosen candidates when the gain was computed
        self._waiting = [(-coverage.gain(each), each, 0) for each in candidates]
        heapify(self._waiting)

    def best(self, chosen: int) -> tuple[float, int] | None:
        """Return the largest present gain, negated, and its candidate, or None if the queue is empty.

        The candidate stays in the queue.
        """
        while self._waiting and self._waiting[0][2] < chosen:
            _, candidate, _ = heappop(self._waiting)
            heappush(self._waiting, (-self._coverage.gain(candidate), candidate, chosen))
        return self._waiting[0][:2] if self._waiting else None

    def take(self) -> None:
        """Remove the front of the queue."""
        heappop(self._waiting)


def choose(candidates: Sequence[Chances], size: int, k: int) -> list[int]:
    """Return at most `k` candidates by lazy greedy choice, in the order of choice."""
    together: Mapping[int, list[int]] = {0: list(range(len(candidates)))}
    return choose_by_group(candidates, size, k, together, lambda _: [0])


def choose_by_group(
    candidates: Sequence[Chances],
    size: int,
    k: int,
    groups: Mapping[int, Sequence[int]],
    next_groups: Callable[[Sequence[int]], Iterable[int]],
) -> list[int]:
    """Return at most `k` candidates by lazy greedy choice among the groups that `next_groups` allows.

    `next_groups` gets the candidates chosen so far and returns the groups from which the next one may come. Groups
    without remaining candidates are skipped; the choice ends if all allowed groups are empty.
    """
    coverage = ExpectedCoverage(candidates, size)
    queues = {group: Queue(coverage, members) for group, members in groups.items()}
    chosen: list[int] = []
    while len(chosen) < k:
        fronts = [(best, group) for group in next_groups(chosen) if (best := queues[group].best(len(chosen)))]
        if not fronts:
            break
        (_, candidate), group = min(fronts)
        queues[group].take()
        coverage.add(candidate)
        chosen.append(candidate)
    return chosen
