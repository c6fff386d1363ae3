"""The candidates of a lead that some best team consists of, by dominance and by bounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.teams.problem import LeadGroup

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

# rows that are compared at once with the rows kept before
BLOCK = 256


def useful(group: LeadGroup, cutoff: int) -> Integers:
    """Return the positions of candidates that suffice for the best team, if it is better than `cutoff`.

    A candidate is left out if no team with it can be better (`LeadGroup.bounds_with`), or if at least as many
    candidates as there are places are at least as good in all values: one of them is not in the team and can replace it
    without loss. The candidates that remain are the k-skyband for k places (Papadias, Tao, Fu, Seeger 2005,
    "Progressive skyline computation in database systems", ACM Transactions on Database Systems 30(1), section 6.4).
    """
    positions = np.flatnonzero(group.bounds_with() > cutoff)
    table = np.column_stack([group.best[positions], group.gains[positions]])
    rows, kinds, counts = np.unique(table, axis=0, return_inverse=True, return_counts=True)
    return np.asarray(positions[within_first(kinds, skyband(rows, counts, group.places))])


def skyband(rows: Integers, counts: Integers, places: int) -> Integers:
    """Return how many candidates of each different row [u, d] can be needed for some places.

    `counts` [u] is the number of candidates with each row. Rows are compared in descending order of their sums with the
    rows kept before: at least `places` of the candidates that are better than a left-out row are kept themselves.
    """
    needed = np.zeros(len(rows), dtype=np.int64)
    kept: list[int] = []
    order = np.argsort(-rows.sum(axis=1), kind="stable")
    for start in range(0, len(order), BLOCK):
        block, old = order[start : start + BLOCK], len(kept)
        better = dominators(rows[block], rows[kept], needed[kept])
        for row, number in zip(block[better < places].tolist(), better[better < places].tolist(), strict=True):
            new = kept[old:]
            number += int(dominators(rows[[row]], rows[new], needed[new])[0])
            if number < places:
                needed[row] = min(counts[row], places - number)
                kept.append(row)
    return needed


def dominators(rows: Integers, others: Integers, counts: Integers) -> Integers:
    """Return how many candidates of other rows [k, d] are at least as good in all values as each of some rows [b, d].

    `counts` [k] is the number of candidates with each of the other rows.
    """
    better = (others[np.newaxis] >= rows[:, np.newaxis]).all(axis=2)
    return np.asarray((better * counts).sum(axis=1))


def within_first(groups: Integers, places: Integers) -> Booleans:
    """Return a mask of the items that are among the first `places` of their group, in the order of the items."""
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], groups[order])
    kept = np.zeros(len(groups), dtype=np.bool_)
    kept[order] = np.arange(len(groups)) - starts < places[groups[order]]
    return kept
