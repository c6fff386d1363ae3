"""The candidates of a lead that some best team consists of, by dominance and by bounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.teams.problem import LeadGroup

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

# the comparison takes time and memory in proportion to the square of the number of different candidates
MOST_DISTINCT = 1_200


def useful(group: LeadGroup, cutoff: int) -> tuple[Integers, bool]:
    """Return the positions of candidates that suffice for a team better than `cutoff`, and whether this is proven.

    A candidate is left out if no team with it can be better (`LeadGroup.bounds_with`), or if at least as many
    candidates as there are places dominate it: one of them is not in the team and can replace it without loss. It is
    not proven if there are more than `MOST_DISTINCT` different candidates; then those with the largest additions are
    compared.
    """
    positions = np.flatnonzero(group.bounds_with() > cutoff)
    table = np.column_stack([group.best[positions], group.gains[positions]])
    rows, kinds, counts = np.unique(table, axis=0, return_inverse=True, return_counts=True)
    proven = len(rows) <= MOST_DISTINCT
    compared = np.ones(len(rows), dtype=np.bool_)
    if not proven:
        additions = np.zeros(len(rows), dtype=np.int64)
        additions[kinds] = group.additions[positions]
        compared[np.argsort(additions, kind="stable")[: len(rows) - MOST_DISTINCT]] = False
    places = np.where(compared, group.places, 0)
    places[compared] -= np.minimum(dominators(rows[compared], counts[compared]), group.places)
    return positions[within_first(kinds, places)], proven


def dominators(rows: Integers, counts: Integers) -> Integers:
    """Return how many candidates are at least as good as each of some different rows [u, d] in all values."""
    found = np.zeros(len(rows), dtype=np.int64)
    for row, count in zip(rows, counts, strict=True):
        found[(rows <= row).all(axis=1)] += count
    return found - counts


def within_first(groups: Integers, places: Integers) -> Booleans:
    """Return a mask of the items that are among the first `places` of their group, in the order of the items."""
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], groups[order])
    kept = np.zeros(len(groups), dtype=np.bool_)
    kept[order] = np.arange(len(groups)) - starts < places[groups[order]]
    return kept
