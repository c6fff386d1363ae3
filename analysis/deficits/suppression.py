"""Suppression of figures in the tables of a region to protect small groups of people.

No figure on a small group is shown, or can be computed from the shown figures. A table holds one figure for each place
of a tree: the country, its regions, their municipalities. A figure of fewer than five people is withheld (primary
suppression). Further figures are withheld where a small figure could be computed from the shown ones (complementary
suppression; Hundepool et al. 2012, Statistical Disclosure Control, chapter 4).

The shown figure of a place discloses the sum of its withheld parts. So a place needs at least two withheld parts, and
enough people that could belong to another of them: each withheld figure must be able to have another
value, and to be at least five. `movable` gives the number of people who could belong to another part while all shown
figures stay the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from graph_model import visibility

SMALLEST_GROUP = visibility.SMALLEST_GROUP


@dataclass(frozen=True)
class Tree:
    """A whole (`root`) and its parts. A place without parts is an end."""

    root: str
    parts: Mapping[str, Sequence[str]]

    def places(self) -> Iterator[str]:
        """Yield every place, the parts before the whole."""
        for part in self.parts.get(self.root, ()):
            yield from self.parts.get(part, ())
            yield part
        yield self.root

    def ends(self, place: str) -> Sequence[str]:
        """Return the ends of a place. An end returns itself."""
        if place not in self.parts:
            return (place,)
        known = self._ends.get(place)
        if known is None:
            known = self._ends[place] = [end for part in self.parts[place] for end in self.ends(part)]
        return known

    @cached_property
    def _ends(self) -> dict[str, Sequence[str]]:
        return {}


class Alone(NamedTuple):
    """The possible exchange of people between one end and others.

    `spare` people could belong to any other end. `takes` says whether more people could belong to it.
    """

    spare: int
    takes: bool


@dataclass
class Pool:
    """Sums over several ends."""

    freely: int = 0
    taking: int = 0

    def add(self, each: Alone) -> None:
        """Add one end."""
        self.freely += each.spare
        self.taking += each.takes


@dataclass
class Table:
    """The figures of one table by place, and the places whose figure is withheld.

    `movable` and `room` are properties of ends: the number of people who could belong to another end, and the ends to
    which more people could belong.
    """

    tree: Tree
    figures: Mapping[str, int]
    movable: Mapping[str, int]
    room: frozenset[str] = frozenset()
    withheld: set[str] = field(default_factory=set)
    _known: dict[str, Alone] = field(default_factory=dict)

    def suppressed(self) -> frozenset[str]:
        """Return the places whose figure is withheld. The places are checked repeatedly until none has to be added."""
        small = (place for place, figure in self.figures.items() if 0 < figure < SMALLEST_GROUP)
        self.withheld = set(small)
        known = -1
        while known < len(self.withheld):
            known = len(self.withheld)
            for place in self.tree.places():
                if place in self.tree.parts:
                    self._protect(place)
        return frozenset(self.withheld)

    def _protect(self, place: str) -> None:
        """Withhold parts of a place, the smallest first, until none can be computed.

        If that fails, withhold the place itself.
        """
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
        """Withhold the smallest part that is shown. Return whether there was one."""
        shown = [(self._figure(part), part) for part in parts if self._figure(part) and part not in self.withheld]
        if not shown:
            return False
        part = min(shown)[1]
        self.withheld.add(part)
        self._protect(part)
        return True

    def _safe(self, hidden: Sequence[str]) -> bool:
        """Return whether the sum of withheld parts discloses none of them."""
        if not any(self._figure(part) for part in hidden):
            return True
        ends = self._hidden_ends(hidden)
        sum_of_hidden = self._pool(ends)
        return len(hidden) > 1 and all(
            self._open(unit, sum_of_hidden) for unit in {*hidden, *ends} if self._figure(unit)
        )

    def _open(self, unit: str, sum_of_hidden: Pool) -> bool:
        """Return whether a withheld figure could have another value and be at least five.

        The other withheld figures around it decide this.
        """
        inside = self._pool(self._hidden_ends([unit]))
        others = sum_of_hidden.freely - inside.freely
        if self._figure(unit) < SMALLEST_GROUP:
            return others >= SMALLEST_GROUP - self._figure(unit)
        if others > 0 and inside.taking > 0:
            return True
        return sum_of_hidden.taking > inside.taking and inside.freely > 0

    def _pool(self, ends: Iterable[str]) -> Pool:
        """Return the sums over some ends."""
        pool = Pool()
        for end in ends:
            pool.add(self._alone(end))
        return pool

    def _alone(self, end: str) -> Alone:
        """Return the possible exchange of one end.

        The result is cached: movable people do not change while figures are withheld.
        """
        known = self._known.get(end)
        if known is None:
            spare = min(self.movable.get(end, 0), self._figure(end) - 1)
            known = self._known[end] = Alone(spare, end in self.room)
        return known

    def _hidden_ends(self, places: Iterable[str]) -> frozenset[str]:
        return frozenset(end for place in places for end in self.tree.ends(place) if end in self.withheld)

    def _figure(self, place: str) -> int:
        return self.figures.get(place, 0)


def splits_shown(
    tree: Tree,
    splits: Mapping[str, Sequence[int]],
    withheld: frozenset[str],
    alone: Mapping[str, Sequence[int]],
    of: str | None = None,
) -> Iterator[str]:
    """Yield the places that can show how their figure splits. `splits` holds sequences of the same length by place.

    Each number of a split must be 0 or at least the size of a group. If the splits of some parts of a place are
    withheld, there are at least two such parts, and the same applies to each number of their common split. Below these
    parts no split is shown.

    `alone` holds the splits of the people who count in no other part of the same whole; only these people are counted
    in the common split of withheld parts.
    """
    place = of or tree.root
    if of is None and not can_split(splits.get(place, ()), place in withheld):
        return
    yield place
    parts = sorted((sum(splits[part]), part) for part in tree.parts.get(place, ()) if part in splits)
    shown = [part for _, part in parts if can_split(splits[part], part in withheld)]
    hidden = [part for _, part in parts if part not in shown]
    while hidden and shown and not (len(hidden) > 1 and hide_each(hidden, splits, alone)):
        hidden.append(shown.pop(0))
    for part in shown:
        yield from splits_shown(tree, splits, withheld, alone, part)


def can_split(split: Sequence[int], withheld: bool) -> bool:
    """Return whether a split can be shown.

    The figure must not be withheld, and every number must be 0 or at least the size of a group.
    """
    return bool(split) and not withheld and all(each == 0 or each >= SMALLEST_GROUP for each in split)


def hide_each(parts: Sequence[str], splits: Mapping[str, Sequence[int]], alone: Mapping[str, Sequence[int]]) -> bool:
    """Return whether the common split of withheld parts hides the numbers of each part."""
    everyone, only_here = added([splits[each] for each in parts]), added([alone[each] for each in parts])
    return all(one >= SMALLEST_GROUP or every == 0 for every, one in zip(everyone, only_here, strict=True))


def added(splits: Sequence[Sequence[int]]) -> list[int]:
    """Return the sum of several splits."""
    return [sum(each) for each in zip(*splits, strict=True)]
