"""Which figures of a territory's tables are withheld, so that no small group of people can be told or computed.

A table holds one figure for each place of a tree: a region, its municipalities, their organisations. A group of fewer
than five people is withheld (primary suppression), and with it whatever would let it be computed back from what is
shown (complementary suppression; Hundepool et al. 2012, Statistical Disclosure Control, chapter 4).

What is shown of a place says what its withheld parts add up to. So they must be at least two, and people (or what they
lack) must be able to stand elsewhere among them, at least so many that each withheld figure could as well be five, and
could be another than it is. `movable` says how many could stand elsewhere with everything shown staying the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Tree:
    """A region (`root`) and its parts: what has no parts of its own is an organisation."""

    root: str
    parts: Mapping[str, Sequence[str]]

    def places(self) -> Iterator[str]:
        """Every place, parts before the whole."""
        for part in self.parts.get(self.root, ()):
            yield from self.parts.get(part, ())
            yield part
        yield self.root

    @cached_property
    def _above(self) -> dict[str, str]:
        return {part: place for place, parts in self.parts.items() for part in parts}

    def sum_of(self, place: str, hidden: frozenset[str]) -> str | None:
        """The nearest place above that is not hidden, into whose sum a place goes; None where all above are hidden."""
        above = self._above.get(place)
        return self.sum_of(above, hidden) if above in hidden else above

    def ends(self, place: str) -> Iterator[str]:
        """The organisations of a place; an organisation is its own."""
        if place not in self.parts:
            yield place
        for part in self.parts.get(place, ()):
            yield from self.ends(part)


class Alone(NamedTuple):
    """One organisation: how many of it could stand in any other and how many `further` ones only in others of its sum
    that are closed like itself; the place into whose sum it goes (`NO_SUM` where it is not closed); whether more could
    stand in it.
    """

    spare: int
    further: int
    total: str | None
    takes: bool


NO_SUM = ""


@dataclass
class Pool:
    """Organisations together, added up so that a part of them can be taken out in the time that the part takes."""

    freely: int = 0
    taking: int = 0
    further: Counter[str | None] = field(default_factory=Counter)
    closed: Counter[str | None] = field(default_factory=Counter)

    def add(self, each: Alone) -> None:
        """Add one organisation."""
        self.freely += each.spare
        self.taking += each.takes
        if each.total != NO_SUM:
            self.further[each.total] += each.further
            self.closed[each.total] += 1

    def without(self, part: Pool) -> Pool:
        """The organisations that are not in `part`."""
        return Pool(
            self.freely - part.freely, self.taking - part.taking, self.further - part.further, self.closed - part.closed
        )

    def spare(self, elsewhere: Pool) -> int:
        """How many of these could stand in organisations elsewhere; a figure that is listed stays above zero."""
        return self.freely + sum(self.further[total] for total in elsewhere.closed)


@dataclass
class Table:
    """The figures of one table by place, and which of them are withheld.

    `movable` and `room` speak of organisations: how many there could stand elsewhere, and whether more could stand
    there than do. `closed` are places that are withheld as a whole, so that not even a zero shows; between those of one
    sum, as many as `exchanged` could stand elsewhere.
    """

    tree: Tree
    figures: Mapping[str, int]
    movable: Mapping[str, int]
    exchanged: Mapping[str, int] = field(default_factory=dict)
    room: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    withheld: set[str] = field(default_factory=set)
    _known: dict[str, Alone] = field(default_factory=dict)

    def suppressed(self) -> frozenset[str]:
        """The places whose figure is withheld: found anew until nothing has to be added."""
        small = (place for place, figure in self.figures.items() if 0 < figure < SMALLEST_GROUP)
        self.withheld = {*self.closed, *small}
        known = -1
        while known < len(self.withheld):
            known = len(self.withheld)
            for place in self.tree.places():
                self._protect(place)
        return frozenset(self.withheld)

    def _protect(self, place: str) -> None:
        """Withhold parts of a place, the smallest first, until none can be computed; where that fails, itself."""
        parts = self.tree.parts.get(place, ())
        if place in self.withheld:
            if parts and not self._hidden_ends([place]):
                self._withhold_smallest(parts)
            return
        while not self._safe([part for part in parts if part in self.withheld]):
            if not self._withhold_smallest(parts):
                self.withheld.add(place)
                return

    def _withhold_smallest(self, parts: Iterable[str]) -> bool:
        """Withhold the smallest part that is shown; whether there was one."""
        shown = [(self._figure(part), part) for part in parts if self._figure(part) and part not in self.withheld]
        if not shown:
            return False
        part = min(shown)[1]
        self.withheld.add(part)
        self._protect(part)
        return True

    def _safe(self, hidden: Sequence[str]) -> bool:
        """Whether the sum of withheld parts tells of none of them."""
        if not any(self._figure(part) for part in hidden):
            return True
        ends = self._hidden_ends(hidden)
        whole = self._pool(ends)
        return len(hidden) > 1 and all(self._open(unit, whole) for unit in {*hidden, *ends} if self._figure(unit))

    def _open(self, unit: str, whole: Pool) -> bool:
        """Whether a withheld figure could be another, and at least five, by what is withheld around it."""
        inside = self._pool(self._hidden_ends([unit]))
        outside = whole.without(inside)
        own, others = inside.spare(outside), outside.spare(inside)
        if self._figure(unit) < SMALLEST_GROUP:
            return others >= SMALLEST_GROUP - self._figure(unit)
        return (own > 0 and outside.taking > 0) or (others > 0 and inside.taking > 0)

    def _pool(self, ends: Iterable[str]) -> Pool:
        """Some organisations together."""
        pool = Pool()
        for end in ends:
            pool.add(self._alone(end))
        return pool

    def _alone(self, end: str) -> Alone:
        """One organisation; its movable people and what is closed do not change while figures are withheld."""
        known = self._known.get(end)
        if known is None:
            movable, closed = self.movable.get(end, 0), end in self.closed
            spare = movable if closed else min(movable, self._figure(end) - 1)
            further = max(self.exchanged.get(end, 0) - movable, 0) if closed else 0
            total = self.tree.sum_of(end, self.closed) if closed else NO_SUM
            known = self._known[end] = Alone(spare, further, total, closed or end in self.room)
        return known

    def stuck(self) -> frozenset[str]:
        """The places whose withheld figure nothing but their other figures would tell: it can be no other."""
        return frozenset(
            place
            for place in self.withheld - self.closed
            if self._figure(place) >= SMALLEST_GROUP and self._fixed(self._hidden_ends([place]))
        )

    def _fixed(self, ends: frozenset[str]) -> bool:
        return not self._pool(ends).taking and not any(self.movable.get(end, 0) for end in ends)

    def _hidden_ends(self, places: Iterable[str]) -> frozenset[str]:
        return frozenset(end for place in places for end in self.tree.ends(place) if end in self.withheld)

    def _figure(self, place: str) -> int:
        return self.figures.get(place, 0)


def splits_shown(
    tree: Tree, splits: Mapping[str, Sequence[int]], withheld: frozenset[str], of: str | None = None
) -> Iterator[str]:
    """The places that can show how their figure splits; `splits` by place, all of the same length.

    Each part of a split must be a group of its own. Where the splits of some parts of a place are withheld, these are
    at least two, and each part of their common split is a group; below them nothing is split.
    """
    place = of or tree.root
    if of is None and not can_split(splits.get(place, ()), place in withheld):
        return
    yield place
    parts = sorted((sum(splits[part]), part) for part in tree.parts.get(place, ()) if part in splits)
    shown = [part for _, part in parts if can_split(splits[part], part in withheld)]
    hidden = [part for _, part in parts if part not in shown]
    while hidden and shown and not (len(hidden) > 1 and can_split(added([splits[each] for each in hidden]), False)):
        hidden.append(shown.pop(0))
    for part in shown:
        yield from splits_shown(tree, splits, withheld, part)


def can_split(split: Sequence[int], withheld: bool) -> bool:
    """Whether every part of a split is a group."""
    return bool(split) and not withheld and min(split) >= SMALLEST_GROUP


def added(splits: Sequence[Sequence[int]]) -> list[int]:
    """The common split of several."""
    return [sum(each) for each in zip(*splits, strict=True)]
