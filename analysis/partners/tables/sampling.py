"""Samples of pairs: new pairs with degree-matched others, the closest candidates, and pairs at the natural rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.tables.features import PartnerFeature, features_of
from analysis.partners.tables.splits import PartnerSplit
from analysis.partners.tables.view import Rows, TableView

# candidates above and below in the order of numbers of partners
WINDOW = 33
# feature values computed at a time
CELLS = 8_000_000

PartnerProgress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Report nothing."""


class MatchedPairs(NamedTuple):
    """New pairs (asker, partner) and pairs (asker, other) of about the same number of partners; arrays [m]."""

    askers: Integers
    partners: Integers
    others: Integers


def matched_pairs(split: PartnerSplit, number: int, random: np.random.Generator) -> MatchedPairs:
    """Return at most `number` new pairs in random direction, each with a pair of the same asker.

    The other organisation is drawn from the `WINDOW` organisations above and below the partner in the order of numbers
    of partners; it is no partner of the asker before or later. New pairs without such an organisation are left out.
    """
    pairs = split.new.tocoo()
    upper = pairs.row < pairs.col
    one, other = pairs.row[upper].astype(np.int64), pairs.col[upper].astype(np.int64)
    drawn = random.choice(len(one), min(number, len(one)), replace=False)
    turned = random.random(len(drawn)) < 0.5
    askers = np.where(turned, other[drawn], one[drawn])
    partners = np.where(turned, one[drawn], other[drawn])
    order = np.argsort(split.view.degrees, kind="stable")
    place = np.argsort(order, kind="stable")
    others = np.array(
        [replacement(split, order, place, *pair, random) for pair in zip(askers, partners, strict=True)], dtype=np.int64
    )
    kept = others >= 0
    return MatchedPairs(askers[kept], partners[kept], others[kept])


def replacement(
    split: PartnerSplit, order: Integers, place: Integers, asker: int, partner: int, random: np.random.Generator
) -> int:
    """Return an organisation with about as many partners as `partner`, or -1 if there is none."""
    near = order[max(0, place[partner] - WINDOW) : place[partner] + WINDOW + 1]
    taken = split.ever.indices[split.ever.indptr[asker] : split.ever.indptr[asker + 1]]
    free = near[~np.isin(near, taken) & (near != partner) & (near != asker)]
    return int(random.choice(free)) if len(free) else -1


def batches(askers: Integers, view: TableView, features: int) -> Iterator[Integers]:
    """Yield askers in batches whose feature values fit in memory."""
    size = max(1, CELLS // max(1, len(view) * features))
    for start in range(0, len(askers), size):
        yield askers[start : start + size]


def values_at(
    view: TableView,
    features: Sequence[PartnerFeature],
    askers: Integers,
    others: Integers,
    report: PartnerProgress = silent,
) -> Rows:
    """Return feature values [m, f] of pairs (askers [m], others [m])."""
    found = np.empty((len(askers), len(features)), dtype=np.float32)
    distinct, places = np.unique(askers, return_inverse=True)
    done = 0
    for batch in batches(distinct, view, len(features)):
        rows = np.flatnonzero((places >= done) & (places < done + len(batch)))
        found[rows] = features_of(view, batch, features)[places[rows] - done, others[rows]]
        done += len(batch)
        report("Features of pairs", done, len(distinct))
    return found


class NaturalPairs(NamedTuple):
    """Scores [m] of candidate pairs with outcomes [m] of 0 or 1."""

    scores: Floats
    outcomes: Floats


def natural_pairs(
    split: PartnerSplit,
    scores_of: Callable[[Integers], Floats],
    askers: Integers,
    features: int,
    report: PartnerProgress = silent,
) -> NaturalPairs:
    """Return all candidate pairs of the askers. `features` is the number of features, which limits the batches."""
    scores, outcomes, done = [], [], 0
    for batch in batches(askers, split.view, features):
        found = scores_of(batch)
        kept = np.isfinite(found)
        scores.append(found[kept].astype(np.float32))
        outcomes.append((split.new[batch].toarray() > 0)[kept])
        done += len(batch)
        report("All candidates", done, len(askers))
    return NaturalPairs(np.concatenate(scores).astype(np.float64), np.concatenate(outcomes).astype(np.float64))
