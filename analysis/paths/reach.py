"""Data read around the two ends of a path search, and the data to read next.

Each end has a side. A side of depth d holds every organisation within d links of its end, and the ties of all
organisations within d - 1 links. With depths a and b, the data read contain every path of at most a + b links: its i-th
link begins at most i - 1 links from the start, or ends at most b - 1 links from the end (bidirectional search: Pohl
1971, "Bi-directional search", Machine Intelligence 6). The ties between the outermost organisations of both sides alone
(the meeting) add one link to that length.

A region represents all organisations with their seat in it. Where a path enters and leaves an organisation over links
of region and border, any organisation of that region could take its place, and the order prefers the first by id. So
the search reads only as many organisations of each region as can be on the requested paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from analysis.paths.network import Border, Seat
from analysis.ties.links import Tie
from analysis.vocabulary import LinkKind


@dataclass
class ReadTies:
    """The data read so far: ties, the seats of the organisations found, and the borders and sizes of regions.

    `large_projects` are the projects found that have too many participants to be searched.
    """

    kinds: frozenset[LinkKind]
    ties: set[Tie] = field(default_factory=set)
    seats: dict[str, Seat] = field(default_factory=dict)
    borders: Sequence[Border] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)
    large_projects: set[str] = field(default_factory=set)

    @cached_property
    def bordering(self) -> Mapping[str, set[str]]:
        """Return the regions that border each region."""
        found: dict[str, set[str]] = defaultdict(set)
        for one, other, _ in self.borders:
            found[one].add(other)
            found[other].add(one)
        return found

    def home(self, organisation: str) -> str | None:
        """Return the region of an organisation, or None if it is not known."""
        seat = self.seats.get(organisation)
        return seat.region if seat else None

    def around(self, homes: Iterable[str]) -> set[str]:
        """Return the regions all of whose organisations are linked to those of some regions."""
        found: set[str] = set()
        for each in homes:
            found |= {each} if LinkKind.REGION in self.kinds else set()
            found |= self.bordering.get(each, set()) if LinkKind.BORDER in self.kinds else set()
        return found


@dataclass
class Side:
    """One end of a search.

    `ids` and `regions` are the outermost organisations and regions, at exactly `depth` links. `met` and `reached` hold
    all organisations and regions found before, with their depth.
    """

    ids: set[str]
    regions: set[str] = field(default_factory=set)
    depth: int = 0
    met: dict[str, int] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)

    @property
    def exhausted(self) -> bool:
        """Return whether nothing is left to read."""
        return not self.ids and not self.regions

    def cost(self, known: ReadTies) -> int:
        """Return the number of organisations at which the next level begins."""
        return len(self.ids) + sum(known.sizes.get(each, 0) for each in self.regions)

    def distance(self, organisation: str, known: ReadTies) -> int:
        """Return a lower bound of the number of links to an organisation."""
        near = self.depth + 1
        outermost = self.depth if organisation in self.ids else near
        by_region = self.reached.get(known.home(organisation) or "", near)
        return min(self.met.get(organisation, near), outermost, by_region)

    def begins_at(self, organisation: str, known: ReadTies) -> bool:
        """Return whether the next level begins at an organisation."""
        return organisation in self.ids or known.home(organisation) in self.regions

    def advance(self, ties: Sequence[Tie], known: ReadTies) -> None:
        """Advance by one level, over the ties of the outermost organisations."""
        self.met |= dict.fromkeys(self.ids, self.depth)
        homes = {home for each in self.ids if (home := known.home(each))} | self.regions
        ends = [each[1:3] for each in ties]
        found = {end for pair in ends for one, end in (pair, pair[::-1]) if self.begins_at(one, known)}
        self.depth += 1
        covered = {each for each in found if known.home(each) in self.reached or self.begins_at(each, known)}
        self.ids = found - covered - self.met.keys()
        self.regions = known.around(homes) - self.reached.keys()
        self.reached |= dict.fromkeys(self.regions, self.depth)


class Distances(dict[str, int]):
    """Lower bounds of the numbers of links from an end to organisations. Each bound is computed once."""

    def __init__(self, side: Side, known: ReadTies) -> None:
        super().__init__()
        self._side, self._known = side, known

    def __missing__(self, organisation: str) -> int:
        """Compute the bound of an organisation."""
        self[organisation] = found = self._side.distance(organisation, self._known)
        return found


@dataclass
class Reach:
    """Both sides of a search. `met` says whether the ties between their outermost organisations have been read."""

    start: Side
    end: Side
    known: ReadTies
    met: bool = False

    @property
    def sides(self) -> tuple[Side, Side]:
        """Return the two sides."""
        return self.start, self.end

    @property
    def exhausted(self) -> bool:
        """Return whether every link that a path could take has been read."""
        return any(side.exhausted for side in self.sides)

    @property
    def length(self) -> float:
        """Return the largest number of links up to which all paths are known."""
        return inf if self.exhausted else self.start.depth + self.end.depth + self.met

    def cheaper(self) -> tuple[Side, Side]:
        """Return the side with the cheaper next level, and the other side."""
        one, other = sorted(self.sides, key=lambda side: side.cost(self.known))
        return one, other

    @property
    def touching(self) -> bool:
        """Return whether the data read may contain a path.

        This is so if both sides hold the same organisation, or if their regions may be linked.
        """
        one, other = (each.met.keys() | each.ids for each in self.sides)
        return self.met or bool(self.known.borders or self.known.sizes) or not one.isdisjoint(other)

    def ties_within(self, length: int) -> list[Tie]:
        """Return the ties that a path of at most `length` links can take."""
        outward, back = (Distances(each, self.known) for each in self.sides)
        return [
            each
            for each in self.known.ties
            if 1 + min(outward[each[1]] + back[each[2]], outward[each[2]] + back[each[1]]) <= length
        ]

    def passed(self) -> set[str]:
        """Return the regions through which known paths can lead."""
        return {
            region
            for region in self.start.reached.keys() | self.end.reached.keys()
            if sum(side.reached.get(region, side.depth + 1) for side in self.sides) <= self.length
        }
