"""The numbers of people in the country, its regions and municipalities, by the conditions that they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.deficits.suppression import Table, Tree
from analysis.indicators.definitions import Share
from analysis.models.numbers import distinct

Integers = NDArray[np.int64]
Split = tuple[int, ...]
COUNTRY = "country"


class Workplace(NamedTuple):
    """A municipality of a region, or the organisations of a region without a municipality; by global ids."""

    region: str
    municipality: str | None

    @property
    def key(self) -> str:
        """The id of the municipality, or a key for the rest of the region."""
        return self.municipality or f"{self.region} without municipality"


class Level(NamedTuple):
    """The places of one level, and the place of each workplace."""

    places: Sequence[str]
    of_workplaces: Integers


class LevelPairs(NamedTuple):
    """The different pairs of a place and a person who works there: all, and those of people with no other place."""

    all: tuple[Integers, Integers]
    alone: tuple[Integers, Integers]


def level_pairs(places: Integers, known: Integers, people: Integers) -> LevelPairs:
    """Return the pairs of one level. `people` holds the numbers of people among the known ones."""
    count = max(len(known), 1)
    keys = distinct(places * count + people)
    found = keys // count, keys % count
    once = np.bincount(found[1], minlength=count)[found[1]] == 1
    return LevelPairs(found, (found[0][once], found[1][once]))


@dataclass(frozen=True)
class PeopleByPlace:
    """The people of all workplaces of the country on a day, and the people who meet each condition.

    `workplace_of` and `people` have an element for each person of a workplace. People are given by internal numbers.
    Records of people, such as routes, are counted in the same way.
    """

    workplaces: Sequence[Workplace]
    workplace_of: Integers
    people: Integers
    meeting: Mapping[str, Integers]

    @cached_property
    def _known(self) -> tuple[Integers, Integers]:
        known, numbers = np.unique(self.people, return_inverse=True)
        return known, numbers

    @cached_property
    def levels(self) -> Sequence[Level]:
        """The country, the regions and the workplaces."""
        regions = sorted({each.region for each in self.workplaces})
        numbers = {each: number for number, each in enumerate(regions)}
        count = len(self.workplaces)
        return (
            Level((COUNTRY,), np.zeros(count, dtype=np.int64)),
            Level(regions, np.array([numbers[each.region] for each in self.workplaces], dtype=np.int64)),
            Level([each.key for each in self.workplaces], np.arange(count)),
        )

    @cached_property
    def tree(self) -> Tree:
        """The country, its regions and their workplaces."""
        parts: dict[str, list[str]] = {COUNTRY: []}
        for each in sorted(self.workplaces, key=lambda place: place.key):
            if each.region not in parts:
                parts[COUNTRY].append(each.region)
            parts.setdefault(each.region, []).append(each.key)
        return Tree(COUNTRY, parts)

    def part_of(self, share: Share) -> Integers:
        """Return the part of the split to which each person belongs."""
        found = np.full(len(self._known[0]), len(share.conditions), dtype=np.int64)
        for part, condition in reversed([*enumerate(share.conditions)]):
            found[np.isin(self._known[0], self.meeting[condition])] = part
        return found

    def splits(self, share: Share, alone: bool = False) -> dict[str, Split]:
        """Return the split of each place; `alone` counts only the people who work in no other place of its level."""
        parts, found = self.part_of(share), dict[str, Split]()
        for level, pairs in zip(self.levels, self._pairs, strict=True):
            places, people = pairs.alone if alone else pairs.all
            numbers = np.bincount(places * share.parts + parts[people], minlength=len(level.places) * share.parts)
            rows = numbers.reshape(len(level.places), share.parts).tolist()
            found.update(zip(level.places, map(tuple, rows), strict=True))
        return found

    @cached_property
    def _pairs(self) -> Sequence[LevelPairs]:
        """The pairs of the places of each level and their people."""
        return [level_pairs(each.of_workplaces[self.workplace_of], *self._known) for each in self.levels]

    @cached_property
    def totals(self) -> tuple[dict[str, int], dict[str, int]]:
        """The number of people of each place, and of those who belong to no other place of its level."""
        everyone = (self.splits(Share((), 1), alone) for alone in (False, True))
        figures, movable = ({place: sum(split) for place, split in each.items()} for each in everyone)
        return figures, movable

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The places whose number of teachers is withheld."""
        figures, movable = self.totals
        return Table(self.tree, figures, movable, room=frozenset(figures)).suppressed()
