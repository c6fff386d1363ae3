"""Cascades: for each item, who adopted it in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.feature_sources import AlignmentError

Texts = NDArray[np.str_]
# the limits of the published comparisons: a cascade of one adopter has no next one, and the longest are not learned
FEWEST, MOST = 2, 500
# of each ten cascades eight are for learning, one for choosing and one for testing; fewer cannot be divided
FEWEST_CASCADES = 10


class TiePairs(NamedTuple):
    """Ties [e] between two adopters each."""

    one: Texts
    other: Texts


@dataclass(frozen=True)
class Cascade:
    """The adopters [n] of an item in the order of their first times [n]."""

    item: str
    adopters: Integers
    times: Floats

    def before(self, time: float) -> Self:
        """Return the part of the cascade before a time."""
        known = int(np.searchsorted(self.times, time, side="left"))
        return replace(self, adopters=self.adopters[:known], times=self.times[:known])


@dataclass(frozen=True)
class CascadeTable:
    """All cascades in the order of their first times; `ties` [u, u] is 1 between two tied adopters."""

    adopters: Texts
    cascades: tuple[Cascade, ...]
    ties: csr_matrix | None
    notes: tuple[str, ...] = ()

    @property
    def usable(self) -> tuple[Cascade, ...]:
        """Return the cascades of 2 to 500 adopters."""
        return tuple(each for each in self.cascades if FEWEST <= len(each.adopters) <= MOST)

    def named(self, item: str) -> Cascade:
        """Return the cascade of an item. Raises `AlignmentError` if there is none."""
        for each in self.cascades:
            if each.item == item:
                return each
        msg = f"The table has no item {item!r}. Its items begin with {', '.join(e.item for e in self.cascades[:5])}."
        raise AlignmentError(msg)


class CascadeSplit(NamedTuple):
    """The cascades to learn from, to choose with and to test with, in the order of their first times."""

    learning: tuple[Cascade, ...]
    choosing: tuple[Cascade, ...]
    testing: tuple[Cascade, ...]

    def strict(self) -> CascadeSplit:
        """Return the split without adoptions that were not known when the first test cascade began."""
        start = float(self.testing[0].times[0])
        learning, choosing = (
            tuple(known for each in part if len((known := each.before(start)).adopters) >= FEWEST)
            for part in (self.learning, self.choosing)
        )
        return CascadeSplit(learning, choosing, self.testing)


def split_of(cascades: Sequence[Cascade]) -> CascadeSplit:
    """Return the first 80 percent of the cascades, the next 10 and the last 10.

    Raises `AlignmentError` if there are fewer than ten cascades.
    """
    count = len(cascades)
    if count < FEWEST_CASCADES:
        msg = (
            f"The table has {count} cascades of {FEWEST} to {MOST} adopters. At least {FEWEST_CASCADES} are needed to "
            "learn and to test."
        )
        raise AlignmentError(msg)
    learned, chosen = 8 * count // 10, 9 * count // 10
    return CascadeSplit(tuple(cascades[:learned]), tuple(cascades[learned:chosen]), tuple(cascades[chosen:]))


def cascades_of(item: Texts, adopter: Texts, time: Floats, ties: TiePairs | None = None) -> CascadeTable:
    """Return the cascades of rows [r]; of repeated adoptions the first counts, and equal times keep their order.

    Raises `AlignmentError` if there are no rows.
    """
    if not len(item):
        msg = "The table of cascades has no row."
        raise AlignmentError(msg)
    known = [adopter] if ties is None else [adopter, ties.one, ties.other]
    names, numbers = np.unique(np.concatenate(known), return_inverse=True)
    items, item_numbers = np.unique(item, return_inverse=True)
    order = np.lexsort((np.arange(len(item)), time, item_numbers))
    keys = item_numbers[order] * len(names) + numbers[: len(item)][order]
    first = np.sort(np.unique(keys, return_index=True)[1])
    rows = order[first]
    notes = [f"{len(item) - len(rows)} rows repeat an adopter of an item: the first time counts."]
    found = [
        Cascade(str(items[item_numbers[each[0]]]), numbers[each].astype(np.int64), time[each])
        for each in np.split(rows, np.flatnonzero(np.diff(item_numbers[rows])) + 1)
    ]
    ordered = tuple(sorted(found, key=lambda each: float(each.times[0])))
    table = CascadeTable(names, ordered, None, tuple(notes if len(rows) < len(item) else ()))
    return table if ties is None else with_ties(table, numbers[len(item) :], len(ties.one))


def with_ties(table: CascadeTable, ends: NDArray[np.int64] | NDArray[np.intp], count: int) -> CascadeTable:
    """Return the table with ties, in either direction, whose ends [2 e] are numbers of adopters."""
    one, other = ends[:count], ends[count:]
    inside = one != other
    size = len(table.adopters)
    pairs = csr_matrix((np.ones(int(inside.sum())), (one[inside], other[inside])), shape=(size, size))
    matrix = pairs.maximum(pairs.T).tocsr()
    matrix.data[:] = 1.0
    loops = int((~inside).sum())
    notes = (*table.notes, f"{loops} ties of an adopter to itself are left out.") if loops else table.notes
    return replace(table, ties=matrix, notes=notes)
