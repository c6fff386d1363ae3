"""The problem of a joint plan: pairs of a practice and an organisation, capacities, a size, and floors of regions.

A plan is a set of at most `size` pairs. An organisation takes part in at most as many pairs as its capacity allows, and
a practice in at most `per_practice` pairs. Of all plans with the most pairs, those that miss the fewest pairs below the
floors of regions are compared, and the one with the largest benefit is the best. Benefits are integers, so that every
solver compares them exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

# benefits are in units of 1 / SCALE
SCALE = 1_000_000_000


@dataclass(frozen=True, eq=False)
class PortfolioProblem:
    """m candidate pairs, n organisations, r regions.

    `practices`, `organisations`, `benefits` [m] describe the pairs. Benefits are positive and in units of 1 / `SCALE`,
    and `ties` [m] order pairs of equal benefit. `regions` [n] and `capacities` [n] describe the organisations. `floors`
    [r] are the least numbers of pairs of the regions; 0 for none. `per_practice` is None if practices have no limit.
    """

    practices: Integers
    organisations: Integers
    benefits: Integers
    ties: Integers
    regions: Integers
    capacities: Integers
    floors: Integers
    size: int
    per_practice: int | None = None

    @property
    def region_of(self) -> Integers:
        """The region of each pair [m]."""
        return self.regions[self.organisations]

    def without_floors(self) -> Self:
        """Return the problem without the floors of regions."""
        return replace(self, floors=np.zeros_like(self.floors))

    def order(self) -> Integers:
        """Return the pairs in descending order of benefit [m], equal ones by `ties`, practice and organisation."""
        return np.asarray(np.lexsort((self.organisations, self.practices, self.ties, -self.benefits)))

    def at(self, pairs: Integers) -> Self:
        """Return the problem with some of its pairs."""
        given = {name: getattr(self, name)[pairs] for name in ("practices", "organisations", "benefits", "ties")}
        return replace(self, **given)

    def value(self, chosen: Integers) -> int:
        """Return the benefit of some pairs."""
        return int(self.benefits[chosen].sum())

    def missing(self, chosen: Integers) -> Integers:
        """Return the number of pairs [r] by which a plan falls short of the floor of each region."""
        counts = np.bincount(self.region_of[chosen], minlength=len(self.floors))
        return np.asarray(np.maximum(self.floors - counts, 0))


def ranks_within(groups: Integers) -> Integers:
    """Return the place of each element among the elements of its group, from 0, in the given order [m]."""
    order = np.argsort(groups, kind="stable")
    sorted_groups = groups[order]
    starts = np.flatnonzero(np.r_[True, sorted_groups[1:] != sorted_groups[:-1]]) if len(groups) else order
    sizes = np.diff(np.r_[starts, len(groups)])
    ranks = np.empty(len(groups), dtype=np.int64)
    ranks[order] = np.arange(len(groups)) - np.repeat(starts, sizes)
    return ranks


def sufficient(benefits: Integers, ties: Integers, regions: Integers, floors: Integers, size: int) -> Integers:
    """Return the pairs of one practice that are sufficient for a best plan (indices, in descending order of benefit).

    They are the `size` best pairs, and as many of the best pairs of each region as its floor. Another pair of a plan
    can be replaced by one of these without loss. If the region has more pairs than its floor, the other pairs of the
    plan occupy fewer than `size` organisations, so that one of the `size` best pairs has an organisation without any
    pair. Otherwise the other pairs occupy fewer organisations of the region than its floor, and the same holds for the
    best pairs of the region. All organisations must have a capacity of at least 1.
    """
    order = np.lexsort((ties, -benefits))
    places = regions[order]
    kept = floors[places] > 0
    kept[kept] = ranks_within(places[kept]) < floors[places[kept]]
    kept[:size] = True
    return order[kept]
