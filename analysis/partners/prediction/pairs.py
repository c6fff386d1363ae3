"""Pairs for learning and evaluation: new pairs with degree-matched and uniform others, and all pairs of some askers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.features import Feature, Rows, values_of
from analysis.partners.prediction.splits import PartnerSplit
from analysis.partners.prediction.view import PartnerView
from graph_model.progress import Reporter, silent

# candidates above and below in the order of numbers of partners
WINDOW = 33
# feature values computed at a time
CELLS = 8_000_000
# the most draws of one uniform candidate
DRAWS = 1_000
# returns the scores [a, n] of all organisations for askers [a]
Scores = Callable[[Integers], Floats]


class MatchedPairs(NamedTuple):
    """New pairs (asker, partner) and pairs (asker, other) of about the same number of partners; arrays [m]."""

    askers: Integers
    partners: Integers
    others: Integers


def matched_pairs(split: PartnerSplit, number: int, random: np.random.Generator) -> MatchedPairs:
    """Return at most `number` new pairs in random direction, each with a pair of the same asker.

    The other organisation is drawn from the `WINDOW` organisations above and below the partner in the order of numbers
    of partners; it never becomes a partner of the asker. New pairs without such an organisation are left out.
    Random others favour scores that recommend organisations with many partners (Lichtenwalter, Lussier, Chawla 2010,
    "New perspectives and methods in link prediction", KDD).
    """
    one, other = split.new_eligible
    drawn = random.choice(len(one), min(number, len(one)), replace=False) if len(one) else np.zeros(0, dtype=np.int64)
    turned = random.random(len(drawn)) < 0.5
    askers = np.where(turned, other[drawn], one[drawn])
    partners = np.where(turned, one[drawn], other[drawn])
    places = np.zeros(split.view.records.size, dtype=np.int64)
    places[split.by_degree] = np.arange(len(split.by_degree))
    others = np.array(
        [replacement(split, places, *pair, random) for pair in zip(askers.tolist(), partners.tolist(), strict=True)],
        dtype=np.int64,
    )
    kept = others >= 0
    return MatchedPairs(askers[kept], partners[kept], others[kept])


def replacement(split: PartnerSplit, places: Integers, asker: int, partner: int, random: np.random.Generator) -> int:
    """Return an organisation with about as many partners as `partner`, or -1 if there is none."""
    near = split.by_degree[max(0, places[partner] - WINDOW) : places[partner] + WINDOW + 1]
    taken = split.ever.indices[split.ever.indptr[asker] : split.ever.indptr[asker + 1]]
    free = near[~np.isin(near, taken) & (near != partner) & (near != asker)]
    return int(random.choice(free)) if len(free) else -1


def uniform_others(split: PartnerSplit, askers: Integers, random: np.random.Generator) -> Integers:
    """Return a candidate for each asker [m], drawn uniformly among those that are never its partners.

    Of an asker with almost no such candidates, a candidate can be a partner.
    """
    candidates = split.candidates
    found = random.integers(len(candidates), size=len(askers))
    for row, asker in enumerate(askers.tolist()):
        taken = set(split.ever.indices[split.ever.indptr[asker] : split.ever.indptr[asker + 1]].tolist()) | {asker}
        draws = 0
        while int(candidates[found[row]]) in taken and draws < DRAWS:
            found[row] = random.integers(len(candidates))
            draws += 1
    return candidates[found]


def batches(askers: Integers, view: PartnerView, features: int) -> Iterator[Integers]:
    """Yield askers in batches whose feature values fit in memory."""
    size = max(1, CELLS // max(1, view.records.size * features))
    for start in range(0, len(askers), size):
        yield askers[start : start + size]


def values_at(
    view: PartnerView,
    features: Sequence[Feature],
    askers: Integers,
    others: Integers,
    report: Reporter = silent,
) -> Rows:
    """Return feature values [m, f] of pairs (askers [m], others [m])."""
    found = np.empty((len(askers), len(features)), dtype=np.float32)
    distinct, places = np.unique(askers, return_inverse=True)
    done = 0
    for batch in batches(distinct, view, len(features)):
        rows = np.flatnonzero((places >= done) & (places < done + len(batch)))
        found[rows] = values_of(view, batch, features)[places[rows] - done, others[rows]]
        done += len(batch)
        report("Features of pairs", done, len(distinct))
    return found


class NaturalPairs(NamedTuple):
    """Scores [m] of candidate pairs with outcomes [m] of 0 or 1."""

    scores: Floats
    outcomes: Floats


def natural_pairs(
    split: PartnerSplit, scores_of: Scores, number: int, random: np.random.Generator, features: int, report: Reporter
) -> NaturalPairs:
    """Return about `number` candidate pairs: all of some organisations, which are drawn at random (at least 50).

    `features` is the number of features, which limits the batches.
    """
    drawn = random.permutation(len(split.candidates))[: max(50, number // len(split.candidates))]
    askers, scores, outcomes, done = split.candidates[drawn], [], [], 0
    for batch in batches(askers, split.view, features):
        found, open_ = scores_of(batch), ~split.closed(batch)
        scores.append(found[open_].astype(np.float32))
        outcomes.append((split.new[batch].toarray() > 0)[open_])
        done += len(batch)
        report("All candidates", done, len(askers))
    return NaturalPairs(np.concatenate(scores).astype(np.float64), np.concatenate(outcomes).astype(np.float64))
