"""What the features of a practice's next adopters are made of: organisations, what ties them, and who took it up.

Days are ordinals (`date.toordinal`) as floats; an end that is open is infinite, what is not known is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

NOWHERE = -1


@dataclass(frozen=True)
class Organisations:
    """n organisations: numbers of kind and of municipality (`NOWHERE` without one), [n, 2] degrees, teachers."""

    kinds: Integers
    municipalities: Integers
    places: Floats
    teachers: Floats

    def __len__(self) -> int:
        """How many there are."""
        return len(self.kinds)


@dataclass(frozen=True)
class Ties:
    """Ties between organisations, each in both directions, with the first and the last day.

    `left_out` counts the projects that are too large to tie anybody (`analysis.ties.common_projects`).
    """

    starts: Integers
    ends: Integers
    since: Floats
    until: Floats
    left_out: int = 0

    @classmethod
    def both_ways(cls, starts: Integers, ends: Integers, since: Floats, until: Floats, left_out: int = 0) -> Self:
        """The ties of pairs that are each named once."""
        join = np.concatenate
        return cls(join([starts, ends]), join([ends, starts]), join([since, since]), join([until, until]), left_out)

    def on(self, day: float) -> tuple[Integers, Integers]:
        """Starts and ends of those that hold on a day, each pair once; an unknown day does not end a tie."""
        held = ~(self.since > day) & ~(self.until < day) & (self.starts != self.ends)
        pairs = np.unique(np.column_stack([self.starts[held], self.ends[held]]), axis=0)
        return pairs[:, 0], pairs[:, 1]


@dataclass(frozen=True)
class Surroundings:
    """Organisations with what ties them. `members` [m] counts the organisations of each municipality, those that are
    not at hand included; `borders` [b, 2] holds bordering municipalities in both directions; `size` counts all
    organisations of the country.
    """

    organisations: Organisations
    members: Floats
    borders: Integers
    partners: Ties
    projects: Ties
    size: int

    @cached_property
    def bordering(self) -> Floats:
        """How many organisations the municipalities around each have [m]."""
        near = np.zeros(len(self.members))
        np.add.at(near, self.borders[:, 0], self.members[self.borders[:, 1]])
        return near

    @cached_property
    def _held(self) -> dict[tuple[str, float], tuple[Integers, Integers]]:
        return {}

    def ties_on(self, name: str, day: float) -> tuple[Integers, Integers]:
        """The `partners` or `projects` of a day, kept once they are found."""
        key = (name, day)
        if key not in self._held:
            ties: Ties = getattr(self, name)
            self._held[key] = ties.on(day)
        return self._held[key]


@dataclass(frozen=True)
class EarlierAdopters:
    """Who took a practice up before a day: [a] organisations, when they began and left, whether they gave it up.

    A start that is not known is NaN: such an adopter is there, and counts as one of long ago.
    """

    organisations: Integers
    began: Floats
    left: Floats
    failed: Truths

    def before(self, day: float) -> Self:
        """Those who had begun by a day, with what was known then."""
        there = ~(self.began > day)
        left = np.where(self.left <= day, self.left, np.inf)[there]
        return type(self)(self.organisations[there], self.began[there], left, self.failed[there] & np.isfinite(left))

    def with_author(self, author: int, published: float) -> Self:
        """With the author (`NOWHERE`: none) among them, who knows the practice from its publication."""
        if author == NOWHERE or author in self.organisations:
            return self
        return type(self)(
            np.append(self.organisations, author),
            np.append(self.began, published),
            np.append(self.left, np.inf),
            np.append(self.failed, False),
        )


@dataclass(frozen=True)
class Standing:
    """What n organisations had done by a day: adoptions begun in the year before that go on (`busy`), all (`begun`),
    those of practices that share a theme with the one in question (`on_theme`), and whether enough people around lack
    what it addresses (`needing`).
    """

    busy: Floats
    begun: Floats
    on_theme: Floats
    needing: Truths
