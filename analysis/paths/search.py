"""The shortest paths between two organisations, in order, each sequence of organisations once.

The partition of Lawler (1972, "A procedure for computing the K best solutions to discrete optimization problems",
Management Science 18(7)) over the loopless paths of Yen (1971, "Finding the K shortest loopless paths in a network",
Management Science 17(11)): the set of all paths is split by the organisation at which they leave the paths already
found, and the best path of each part waits in a heap. The best path of a part is taken from a breadth-first search back
from the end, which also ranks paths of equal length. One such search serves all parts. A part is searched on its own
only if the common search would lead its path back into itself, and only when the part is first in the heap. So the work
grows with the number and length of the requested paths, not with the number of existing paths.

Paths are ordered by cost: one for each link, and the penalties of the hubs inside. Without penalties the cost is the
length. A penalty can make the best path of a part too long, although the part has a shorter one; therefore the search
back from the end keeps the best way for each number of links.

The k shortest paths of a library are not sufficient. Where more paths of equal length exist than were requested, a
library returns any of them, so that the result would depend on the order of the data. Over vertices that represent
regions, it also misses the paths that lead through one region twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from analysis.paths.best_routes import Routes, along, routes_to, shortest
from analysis.paths.network import OrganisationNetwork


class Part(NamedTuple):
    """All paths that begin with the organisations `kept` and do not continue to one of `barred`."""

    kept: tuple[int, ...]
    barred: frozenset[int]


class Best(NamedTuple):
    """The best path of a part with the key of its order: cost, length, ranks of its links, organisations.

    Unless it is `sure`, it may contain an organisation twice. The best path without repetition then comes no earlier in
    the order.
    """

    cost: int
    length: int
    ranks: tuple[int, ...]
    nodes: tuple[int, ...]
    sure: bool
    part: Part


@dataclass
class PathFinder:
    """A search for paths from `start` to `end` with at most `longest` links."""

    network: OrganisationNetwork
    start: int
    end: int
    longest: int
    _heap: list[Best] = field(default_factory=list)
    _too_long: list[Best] = field(default_factory=list)
    _routes: dict[tuple[int, ...], Routes] = field(default_factory=dict)

    def paths(self) -> Iterator[tuple[int, ...]]:
        """Yield the paths: least cost first; of equal cost, shortest first; then by the ranks of links; then by ids."""
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
        """Return whether paths with more links than `longest` exist. The answer is final once `paths` is exhausted."""
        return any(each.sure or self._best(each.part) for each in self._too_long)

    def _enter(self, best: Best | None) -> None:
        if best is None:
            return
        if best.length <= self.longest:
            heappush(self._heap, best)
        else:
            self._too_long.append(best)

    def _guess(self, part: Part) -> Best | None:
        """Return the best path of a part from the common search. The path may lead back into the organisations kept."""
        return self._onward(part, self._around(()))

    def _best(self, part: Part) -> Best | None:
        """Return the best path of a part from a search that avoids the organisations kept."""
        return self._onward(part, self._around(part.kept))

    def _onward(self, part: Part, routes: Routes) -> Best | None:
        choices = [*self._steps(part, routes, self.longest - len(part.kept))]
        if not choices:
            # no path is short enough; the shortest one shows whether there are longer ones
            choices = [*self._steps(part, routes, None)]
        if not choices:
            return None
        _, length, _, _, other = min(choices)
        nodes = (*part.kept, *along(routes, other, length))
        ranks = tuple(self.network.neighbours(one)[other] for one, other in pairwise(nodes))
        cost = len(ranks) + sum(self.network.penalties[each] for each in nodes[1:-1])
        return Best(cost, len(ranks), ranks, nodes, len(set(nodes)) == len(nodes), part)

    def _steps(self, part: Part, routes: Routes, most: int | None) -> Iterator[tuple[int, int, int, int, int]]:
        """Yield the next organisations of a part: cost, length, rank of the link, position and number of each.

        The ways onward have at most `most` links; without a limit, the shortest one of each organisation counts.
        """
        kept, barred = part
        for other, rank in self.network.neighbours(kept[-1]).items():
            ways = routes.get(other)
            if ways and other not in barred and other not in kept:
                way = ways[0] if most is None else shortest(ways, most)
                if way:
                    yield way.cost + self.network.penalties[other], way.length, rank, way.place, other

    def _around(self, kept: tuple[int, ...]) -> Routes:
        if kept not in self._routes:
            self._routes[kept] = routes_to(self.network, self.end, frozenset(kept))
        return self._routes[kept]


def remaining_parts(best: Best) -> Iterator[Part]:
    """Yield the parts that remain of a part without its best path.

    There is one part for each organisation at which other paths leave the best path.
    """
    kept, barred = best.part
    yield Part(kept, barred | {best.nodes[len(kept)]})
    for length in range(len(kept) + 1, len(best.nodes)):
        yield Part(best.nodes[:length], frozenset({best.nodes[length]}))
