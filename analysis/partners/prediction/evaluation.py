"""Evaluation of scores on partnerships that began after the day of a view.

- *Degree-matched area*: for each new pair (a, b) one negative (a, c), with c drawn from the `NEIGHBOURS` organisations
  above and below b in the order of their numbers of partners. c was never a partner of a, and does not become one. The
  area is the share of pairs whose score exceeds that of their negative; equal scores count half. Random negatives
  favour scores that recommend organisations with many partners (Lichtenwalter, Lussier, Chawla 2010, "New perspectives
  and methods in link prediction", KDD).
- *Precision at ten* over at most `ASKERS` organisations that have a new partner, the number of distinct organisations
  in these first tens, and the share of the ten most recommended ones. Newcomers have at most `NEWCOMER` partners.

Differences are paired, with intervals by a bootstrap over askers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.records import NOWHERE
from analysis.partners.prediction.view import PartnerView
from analysis.scoring import Interval, bootstrapped, mean_of
from graph_model.progress import Reporter, silent

Truths = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
# the scores of all organisations [n] for an asker
Score = Callable[[int], Floats]
PAIRS, ASKERS, FIRST = 20_000, 1_000, 10
NEIGHBOURS = 33
NEWCOMER = 10
# the number of candidates that are drawn to find a uniform negative
DRAWS = 1_000


class EvaluatedPairs(NamedTuple):
    """New pairs with two negatives each: asker, new partner, degree-matched and uniform negative, four arrays [m]."""

    askers: Integers
    partners: Integers
    matched: Integers
    uniform: Integers


@dataclass(frozen=True, eq=False)
class RankingFigures:
    """The results of one score: comparisons with the negatives [m], and precision and recommended [q, 10] by asker.

    Missing recommendations of an asker with fewer than ten candidates are `NOWHERE`.
    """

    matched: Floats
    uniform: Floats
    hits: Floats
    recommended: Integers


@dataclass(frozen=True, eq=False)
class RankingEvaluation:
    """The results of several scores on the same pairs and askers. `newcomers` [q] marks askers with few partners."""

    pairs: EvaluatedPairs
    askers: Integers
    newcomers: Truths
    by_score: Mapping[str, RankingFigures]
    seed: int = field(default=1)

    def figures(self, name: str) -> dict[str, float]:
        """Return the figures of one score."""
        found = self.by_score[name]
        recommended = found.recommended[found.recommended != NOWHERE]
        counts = np.sort(np.unique(recommended, return_counts=True)[1])[::-1]
        return {
            "auc_degree_matched": mean_or_nan(found.matched),
            "auc_uniform": mean_or_nan(found.uniform),
            "precision_at_10": mean_or_nan(found.hits),
            "newcomers_precision_at_10": mean_or_nan(found.hits[self.newcomers]),
            "distinct_recommended": float(len(counts)),
            "share_of_ten_most_recommended": float(counts[:FIRST].sum() / max(counts.sum(), 1)),
        }

    def area_gain(self, name: str, other: str) -> Interval:
        """Return the difference of two degree-matched areas, with its interval over askers."""
        gains = self.by_score[name].matched - self.by_score[other].matched
        _, askers = np.unique(self.pairs.askers, return_inverse=True)
        return bootstrapped(np.bincount(askers, gains), np.bincount(askers).astype(np.float64), self.seed)

    def precision_gain(self, name: str, other: str) -> Interval:
        """Return the difference of two precisions at ten, with its interval over askers."""
        return mean_of(self.by_score[name].hits - self.by_score[other].hits, self.seed)


def evaluate(
    view: PartnerView,
    new: Sequence[Integers],
    eligible: Truths,
    scores: Mapping[str, Score],
    seed: int = 1,
    reporter: Reporter = silent,
) -> RankingEvaluation:
    """Return the results of scores; `new` holds the new partners of each organisation after the day of the view.

    `eligible` [n] marks the organisations that can be recommended.
    """
    random = np.random.default_rng(seed)
    pairs = pairs_to_test(view, new, eligible, random)
    successful = np.array([each for each in np.flatnonzero(eligible).tolist() if len(new[each])], dtype=np.int64)
    askers = np.sort(random.choice(successful, min(ASKERS, len(successful)), replace=False))
    jitter = random.random(view.records.size)
    by_score = {
        name: figures_of(view, new, eligible, score, (pairs, askers, jitter), reporter)
        for name, score in scores.items()
    }
    return RankingEvaluation(pairs, askers, view.degrees[askers] <= NEWCOMER, by_score, seed)


def pairs_to_test(
    view: PartnerView, new: Sequence[Integers], eligible: Truths, random: np.random.Generator
) -> EvaluatedPairs:
    """Return new pairs of eligible organisations with their negatives. Pairs without negatives are left out."""
    found = [
        (a, b) for a, partners in enumerate(new) for b in partners.tolist() if a < b and eligible[a] and eligible[b]
    ]
    drawn = random.permutation(len(found))[:PAIRS]
    turned = random.random(len(drawn)) < 0.5
    ends = np.array([found[each] for each in drawn.tolist()], dtype=np.int64).reshape(-1, 2)
    askers, partners = np.where(turned, ends[:, 1], ends[:, 0]), np.where(turned, ends[:, 0], ends[:, 1])
    candidates = np.flatnonzero(eligible)
    ordered = candidates[np.lexsort((random.random(len(candidates)), view.degrees[candidates]))]
    places = np.empty(view.records.size, dtype=np.int64)
    places[ordered] = np.arange(len(ordered))
    rows = []
    for asker, partner in zip(askers.tolist(), partners.tolist(), strict=True):
        ever = {asker, *view.partners[[asker]].indices.tolist(), *new[asker].tolist()}
        near = ordered[max(0, places[partner] - NEIGHBOURS) : places[partner] + NEIGHBOURS + 1]
        matched = [each for each in near.tolist() if each not in ever and each != partner]
        others = [each for each in random.choice(ordered, DRAWS).tolist() if each not in ever]
        if matched and others:
            rows.append((asker, partner, int(random.choice(matched)), others[0]))
    return EvaluatedPairs(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)


def figures_of(
    view: PartnerView,
    new: Sequence[Integers],
    eligible: Truths,
    score: Score,
    tests: tuple[EvaluatedPairs, Integers, Floats],
    reporter: Reporter,
) -> RankingFigures:
    """Return the results of one score. Equal scores are ordered at random, in the same order for all scores."""
    pairs, askers, jitter = tests
    wanted = np.unique(np.concatenate([pairs.askers, askers]))
    matched, uniform = np.empty((2, len(pairs.askers)))
    hits, recommended = np.zeros(len(askers)), np.full((len(askers), FIRST), NOWHERE, dtype=np.int64)
    order = np.argsort(pairs.askers, kind="stable")
    for number, asker in enumerate(wanted.tolist()):
        found = score(asker)
        mine = order[slice(*np.searchsorted(pairs.askers[order], [asker, asker + 1]))]
        for to, negatives in ((matched, pairs.matched), (uniform, pairs.uniform)):
            gaps = found[pairs.partners[mine]] - found[negatives[mine]]
            to[mine] = (np.sign(gaps) + 1.0) / 2.0
        place = int(np.searchsorted(askers, asker))
        if place < len(askers) and askers[place] == asker:
            first = best(view, found, eligible, asker, jitter)
            recommended[place, : len(first)] = first
            hits[place] = np.isin(first, new[asker]).mean() if len(first) else 0.0
        reporter("askers scored", number + 1, len(wanted))
    return RankingFigures(matched, uniform, hits, recommended)


def best(view: PartnerView, scores: Floats, eligible: Truths, asker: int, jitter: Floats) -> Integers:
    """Return the ten eligible organisations, or fewer, with the highest scores that are not partners of the asker."""
    open_ = eligible.copy()
    open_[[asker, *view.partners[[asker]].indices.tolist()]] = False
    candidates = np.flatnonzero(open_)
    if len(candidates) > FIRST:
        border = np.partition(scores[candidates], len(candidates) - FIRST)[len(candidates) - FIRST]
        candidates = candidates[scores[candidates] >= border]
    found: Integers = candidates[np.lexsort((jitter[candidates], -scores[candidates]))][:FIRST]
    return found


def mean_or_nan(values: Floats) -> float:
    """Return the mean of values, or NaN if there are none."""
    return float(values.mean()) if len(values) else float("nan")
