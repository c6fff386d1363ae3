"""The shortest paths between two organisations, in order, each sequence of organisations once.

The partition of Lawler (1972, "A procedure for computing the K best solutions to discrete optimization problems",
Management Science 18(7)) over the loopless paths of Yen (1971, "Finding the K shortest loopless paths in a network",
Management Science 17(11)): the set of all paths is split by where they leave the paths already found, and the best of
each part waits in a heap. The best of a part is read off a breadth-first search back from the end, which carries the
order among equally short paths along. One such search serves all parts; only where it would lead a path back into
itself is the part searched on its own, and only once its turn has come. So the work grows with the number of paths
asked for and their length, not with the number of paths that there are.

A library's k shortest paths would not do: where more paths are equally short than were asked for, it takes any of
them, so that the answer would depend on the order of the data; and over vertices that stand for regions it misses the
paths that lead through one region twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from analysis.paths.best_ways import Ways, along, ways_to
from analysis.paths.network import OrganisationNetwork


class Part(NamedTuple):
    """All paths that begin with the organisations `kept` and do not go on to one of `barred`."""

    kept: tuple[int, ...]
    barred: frozenset[int]


class Best(NamedTuple):
    """The best path of a part, with what it is ordered by: length, ranks of its links, organisations.

    Unless it is `sure`, it may come through an organisation twice; then the best path proper comes no earlier in the
    order.
    """

    length: int
    ranks: tuple[int, ...]
    nodes: tuple[int, ...]
    sure: bool
    part: Part


@dataclass
class PathFinder:
    """Finds paths from `start` to `end` with at most `longest` links."""

    network: OrganisationNetwork
    start: int
    end: int
    longest: int
    _heap: list[Best] = field(default_factory=list)
    _too_long: list[Best] = field(default_factory=list)
    _ways: dict[tuple[int, ...], Ways] = field(default_factory=dict)

    def paths(self) -> Iterator[tuple[int, ...]]:
        """The paths: shortest first; then by the kinds of their links, the strongest first; then by ids."""
        self._enter(self._guess(Part((self.start,), frozenset())))
        while self._heap:
            best = heappop(self._heap)
            if not best.sure:
                self._enter(self._best(best.part))
                continue
            yield best.nodes
            for part in remaining_parts(best):
                self._enter(self._guess(part))

    def longer(self) -> bool:
        """Whether there are paths with more links than `longest`; known once all others are found."""
        return any(each.sure or self._best(each.part) for each in self._too_long)

    def _enter(self, best: Best | None) -> None:
        if best is None:
            return
        if best.length <= self.longest:
            heappush(self._heap, best)
        else:
            self._too_long.append(best)

    def _guess(self, part: Part) -> Best | None:
        """The best path of a part, as if it could lead back into what is kept: that needs no search of its own."""
        return self._onward(part, self._around(()))

    def _best(self, part: Part) -> Best | None:
        """The best path of a part, searched for around what is kept."""
        return self._onward(part, self._around(part.kept))

    def _onward(self, part: Part, ways: Ways) -> Best | None:
        kept, barred = part
        choices = [
            (way.distance, rank, way.place, other)
            for other, rank in self.network.neighbours(kept[-1]).items()
            if other not in barred and other not in kept and (way := ways.get(other))
        ]
        if not choices:
            return None
        nodes = (*kept, *along(ways, min(choices)[3]))
        ranks = tuple(self.network.neighbours(one)[other] for one, other in pairwise(nodes))
        return Best(len(ranks), ranks, nodes, len(set(nodes)) == len(nodes), part)

    def _around(self, kept: tuple[int, ...]) -> Ways:
        if kept not in self._ways:
            self._ways[kept] = ways_to(self.network, self.end, frozenset(kept))
        return self._ways[kept]


def remaining_parts(best: Best) -> Iterator[Part]:
    """What is left of a part without its best path: one part for each organisation at which others leave that path."""
    kept, barred = best.part
    yield Part(kept, barred | {best.nodes[len(kept)]})
    for length in range(len(kept) + 1, len(best.nodes)):
        yield Part(best.nodes[:length], frozenset({best.nodes[length]}))
