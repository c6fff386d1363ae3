"""The shares of teachers, and of teachers with graduates, and the places that can show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.deficits.suppression import Table, Tree, added, splits_shown
from analysis.indicators.counting import PeopleByPlace, Split
from analysis.indicators.definitions import PARTICIPANTS, PASSING, SHARES, WITH_GRADUATES, Share


@dataclass(frozen=True)
class ShareFigures:
    """The splits of the people of each place for one share, and the places whose split can be shown."""

    share: Share
    splits: Mapping[str, Split]
    shown: frozenset[str]

    def numerator(self, place: str) -> int:
        """Return the numerator of a place."""
        return self.splits[place][0] if place in self.splits else 0

    def denominator(self, place: str) -> int:
        """Return the denominator of a place."""
        return sum(self.splits.get(place, ())[: self.share.base])


@dataclass(frozen=True)
class TeachersAndGraduates:
    """The teachers of all workplaces on a day, and the graduates of all universities, who are none of these teachers.

    Some shares count both, the others count teachers only.
    """

    teachers: PeopleByPlace
    graduates: PeopleByPlace

    @property
    def has_graduates(self) -> bool:
        """Whether there are any graduates on the day."""
        return bool(len(self.graduates.people))

    def figures(self) -> dict[str, ShareFigures]:
        """Return the figures of each share by the code of its indicator.

        The second reading of `PASSING` contains the numerator of `PARTICIPANTS`, so it is shown where both can be.
        """
        found = {code: self._figures_of(code, share) for code, share in SHARES.items()}
        passing = found[PASSING]
        shown = passing.shown & found[PARTICIPANTS].shown
        return {**found, PASSING: ShareFigures(passing.share, passing.splits, shown)}

    def _figures_of(self, code: str, share: Share) -> ShareFigures:
        if code in WITH_GRADUATES and self.has_graduates:
            return self._of_both(share)
        splits, alone = self.teachers.splits(share), self.teachers.splits(share, alone=True)
        shown = splits_shown(self.teachers.tree, splits, self.teachers.withheld, alone=alone)
        return ShareFigures(share, splits, frozenset(shown))

    def _of_both(self, share: Share) -> ShareFigures:
        """Return the figures of teachers and graduates together.

        The number of teachers is shown by other shares, so this share discloses the number of graduates. It is a
        further number of each split.
        """
        splits, alone = (self._splits(share, alone) for alone in (False, True))
        shown = frozenset(splits_shown(self.tree, splits, self.withheld, alone=alone))
        return ShareFigures(share, {place: split[:-1] for place, split in splits.items()}, shown)

    def _splits(self, share: Share, alone: bool) -> dict[str, Split]:
        """Return the split of each place, with the number of graduates as the last number."""
        graduates = self.graduates.splits(share, alone)
        found = {place: (*split, 0) for place, split in self.teachers.splits(share, alone).items()}
        for place, split in graduates.items():
            known = found.get(place, (0,) * (share.parts + 1))
            found[place] = tuple(added([known, (*split, sum(split))]))
        return found

    @cached_property
    def tree(self) -> Tree:
        """The country, its regions and the places of teachers and graduates."""
        parts = {place: set(found) for place, found in self.teachers.tree.parts.items()}
        for place, found in self.graduates.tree.parts.items():
            parts.setdefault(place, set()).update(found)
        return Tree(self.teachers.tree.root, {place: sorted(found) for place, found in parts.items()})

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The places whose number of teachers, or of teachers and graduates together, is withheld."""
        (figures, movable), (further, moving) = self.teachers.totals, self.graduates.totals
        both = added_by_place(figures, further)
        table = Table(self.tree, both, added_by_place(movable, moving), room=frozenset(both))
        return self.teachers.withheld | table.suppressed()


def added_by_place(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Return the sum of two figures of each place."""
    return {**one, **{place: one.get(place, 0) + figure for place, figure in other.items()}}
