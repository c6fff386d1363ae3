"""Input of the features of a practice's next adopters: organisations, their ties, and earlier adopters.

Days are ordinals (`date.toordinal`) as floats; an open end is infinite, and an unknown value is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from analysis.geography import on_sphere

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

NOWHERE = -1
# the ties of this number of days and kinds are cached
MOST_DAYS = 12


@dataclass(frozen=True)
class Organisations:
    """n organisations: kind, municipality (`NOWHERE` if none), coordinates [n, 2] in degrees, and teachers."""

    kinds: Integers
    municipalities: Integers
    places: Floats
    teachers: Floats

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.kinds)


@dataclass(frozen=True)
class Ties:
    """Ties between organisations, each in both directions, with the first and the last day.

    `left_out` is the number of projects that are too large to form ties (`analysis.ties.common_projects`).
    """

    starts: Integers
    ends: Integers
    since: Floats
    until: Floats
    left_out: int = 0

    @classmethod
    def both_directions(cls, starts: Integers, ends: Integers, since: Floats, until: Floats, left_out: int = 0) -> Self:
        """Return the ties of pairs that are given once each."""
        join = np.concatenate
        return cls(join([starts, ends]), join([ends, starts]), join([since, since]), join([until, until]), left_out)

    def matrix(self, day: float, size: int) -> csr_matrix:
        """Return the ties that hold on a day [n, n], 1 for each pair; an unknown day does not end a tie."""
        from scipy.sparse import csr_matrix

        held = ~(self.since > day) & ~(self.until < day) & (self.starts != self.ends)
        ends = self.starts[held], self.ends[held]
        found = csr_matrix((np.ones(len(ends[0])), ends), shape=(size, size))
        found.sum_duplicates()
        found.data[:] = 1.0
        return found


def neighbours(ties: csr_matrix, organisation: int) -> Integers:
    """Return the organisations that are tied to one, in a matrix [n, n]. Slicing a sparse matrix takes far longer."""
    found: Integers = ties.indices[ties.indptr[organisation] : ties.indptr[organisation + 1]]
    return found


@dataclass(frozen=True)
class Surroundings:
    """Organisations with their ties.

    `members` [m] is the number of organisations of each municipality, including those that are not in `organisations`.
    `borders` [b, 2] are bordering municipalities in both directions. `size` is the number of all organisations of the
    country.
    """

    organisations: Organisations
    members: Floats
    borders: Integers
    partners: Ties
    projects: Ties
    size: int

    @cached_property
    def points(self) -> Floats:
        """The points of the organisations on the unit sphere [n, 3], NaN if a place is unknown."""
        return on_sphere(self.organisations.places)

    def over_borders(self, amounts: Floats) -> Floats:
        """Return the sum of the amounts [m] of the municipalities that border each municipality [m]."""
        found: Floats = self._borders @ amounts
        return found

    @cached_property
    def _borders(self) -> csr_matrix:
        from scipy.sparse import csr_matrix

        count = len(self.members)
        places = self.borders[:, 1], self.borders[:, 0]
        return csr_matrix((np.ones(len(self.borders)), places), shape=(count, count))

    @cached_property
    def bordering(self) -> Floats:
        """Return the number of organisations in the municipalities that border each municipality [m]."""
        return self.over_borders(self.members)

    @cached_property
    def _held(self) -> dict[tuple[str, float], csr_matrix]:
        return {}

    def ties_on(self, name: str, day: float) -> csr_matrix:
        """Return which organisations are `partners`, or are tied by `projects`, on a day [n, n].

        The results for the last days are cached.
        """
        key = (name, day)
        if key not in self._held:
            while len(self._held) >= MOST_DAYS:
                del self._held[next(iter(self._held))]
            ties: Ties = getattr(self, name)
            self._held[key] = ties.matrix(day, len(self.organisations))
        return self._held[key]


@dataclass(frozen=True)
class EarlierAdopters:
    """Adopters of a practice before a day: organisations [a], first and last days, and whether each abandoned it.

    An unknown start is NaN: such an adopter has always begun, and its adoption counts as one of long ago. The `author`
    (`NOWHERE`: none) is in the arrays because it has the practice, but its use is not an adoption.
    """

    organisations: Integers
    began: Floats
    left: Floats
    failed: Truths
    author: int = NOWHERE

    def before(self, day: float) -> Self:
        """Return the adopters that had begun by a day, with the ends known then."""
        known = ~(self.began > day)
        left = np.where(self.left <= day, self.left, np.inf)[known]
        failed = self.failed[known] & np.isfinite(left)
        return type(self)(self.organisations[known], self.began[known], left, failed, self.author)

    def with_author(self, author: int, published: float) -> Self:
        """Return the adopters with the author added (`NOWHERE`: none), who has the practice from its publication on."""
        if author == NOWHERE or author in self.organisations:
            return replace(self, author=author)
        return type(self)(
            np.append(self.organisations, author),
            np.append(self.began, published),
            np.append(self.left, np.inf),
            np.append(self.failed, False),
            author,
        )

    @property
    def others(self) -> Self:
        """The adopters without the author."""
        kept = self.organisations != self.author
        return type(self)(self.organisations[kept], self.began[kept], self.left[kept], self.failed[kept])


@dataclass(frozen=True)
class OrganisationStates:
    """The state of n organisations on a day.

    - `busy` is the number of adoptions begun in the year before the day that continue.
    - `begun` is the number of all adoptions begun.
    - `on_theme` is the number of adoptions of practices that share a theme with the practice in question.
    - `needing` is true if enough people in the municipality lack a competence that the practice addresses.
    """

    busy: Floats
    begun: Floats
    on_theme: Floats | Integers
    needing: Truths
