"""Choosing a set: each next one adds the most to what the others already reach.

What a set is expected to reach is a coverage with probabilities: organisation j is reached unless every chosen one
misses it, 1 - product over chosen i of (1 - q_ij). That is monotone and submodular, so greedy choice comes within
1 - 1/e of the best set (Nemhauser, Wolsey, Fisher 1978), and a gain found earlier is an upper bound of the gain now:
only the front of the queue is computed again (CELF: Leskovec et al. 2007, "Cost-effective Outbreak Detection in
Networks", section 3.2).
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
    """Whom one candidate reaches with which chance: nodes, each once, and q."""

    nodes: Integers
    chances: Floats


class ExpectedCoverage:
    """What a growing set reaches among `size` nodes."""

    def __init__(self, candidates: Sequence[Chances], size: int) -> None:
        self.candidates = candidates
        self._missed = np.ones(size)

    def gain(self, candidate: int) -> float:
        """What a candidate would add."""
        one = self.candidates[candidate]
        return float(self._missed[one.nodes] @ one.chances)

    def add(self, candidate: int) -> None:
        """Put a candidate into the set."""
        one = self.candidates[candidate]
        self._missed[one.nodes] *= 1.0 - one.chances

    @property
    def reached(self) -> float:
        """The expected number of nodes that the set reaches."""
        return float(np.sum(1.0 - self._missed))


def reach(candidates: Sequence[Chances], size: int, chosen: Iterable[int]) -> float:
    """The expected number of nodes that a set reaches."""
    coverage = ExpectedCoverage(candidates, size)
    for each in chosen:
        coverage.add(each)
    return coverage.reached


class Queue:
    """Candidates by the gain that was last found, the largest first; of equals, the first."""

    def __init__(self, coverage: ExpectedCoverage, candidates: Iterable[int]) -> None:
        self._coverage = coverage
        # how many had been chosen when the gain was found
        self._waiting = [(-coverage.gain(each), each, 0) for each in candidates]
        heapify(self._waiting)

    def best(self, chosen: int) -> tuple[float, int] | None:
        """The largest gain now, negated, and whose it is, left in the queue; None where nobody is left."""
        while self._waiting and self._waiting[0][2] < chosen:
            _, candidate, _ = heappop(self._waiting)
            heappush(self._waiting, (-self._coverage.gain(candidate), candidate, chosen))
        return self._waiting[0][:2] if self._waiting else None

    def take(self) -> None:
        """Take the front off."""
        heappop(self._waiting)


def choose(candidates: Sequence[Chances], size: int, k: int) -> list[int]:
    """The `k` candidates (fewer where there are fewer) by lazy greedy choice, in their order."""
    together: Mapping[int, list[int]] = {0: list(range(len(candidates)))}
    return choose_by_group(candidates, size, k, together, lambda _: [0])


def choose_by_group(
    candidates: Sequence[Chances],
    size: int,
    k: int,
    groups: Mapping[int, Sequence[int]],
    next_groups: Callable[[Sequence[int]], Iterable[int]],
) -> list[int]:
    """Lazy greedy choice where `next_groups` says of those chosen so far from which groups the next may come.

    It is asked for non-empty groups only by what it names: groups without candidates left are passed over.
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
