"""Evaluation of scores on a later split: the model and all baselines on the same pairs and askers.

- Areas: new pairs against pairs of the same asker with a candidate of about as many partners (degree-matched), and with
  a uniformly drawn candidate. `area` is over all pairs together; `area_within` compares each new pair with its own
  other pair only, so that scores of different askers are never compared. Equal scores count half.
- Lists: precision at ten, newcomers' precision, and distinct organisations for `ASKERS` askers with a new partner.

Intervals of differences are paired: bootstrap of pairs for areas over all pairs, and of askers for all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.lists import ListFigures, distinct, list_figures
from analysis.partners.prediction.pairs import Scores, batches, matched_pairs, uniform_others
from analysis.partners.prediction.splits import PartnerSplit
from analysis.scoring import LEVEL, Interval, auc, bootstrapped
from graph_model.progress import Reporter, silent

MODEL = "model"
# columns of scored pairs
MATCHED, UNIFORM = 1, 2
PAIRS = 20_000
ASKERS = 1_000
RESAMPLES = 500
# areas of many pairs take longer
AREA_RESAMPLES = 200


@dataclass(frozen=True, eq=False)
class PartnerAssessment:
    """Scores [m, 3] of (partner, matched other, uniform other) and list figures by scorer.

    `pair_askers` [m] and `askers` [q] are the askers of the pairs and of the lists.
    """

    pairs: Mapping[str, Floats]
    lists: Mapping[str, ListFigures]
    pair_askers: Integers
    askers: Integers
    new_pairs: int
    seed: int

    def figures(self, name: str) -> dict[str, float]:
        """Return the figures of one score."""
        lists = self.lists[name]
        return {
            "auc_uniform": self.area(name, UNIFORM),
            "auc_degree_matched": self.area(name, MATCHED),
            "auc_degree_matched_within_askers": self.area_within(name, MATCHED),
            "precision_at_10": lists.precision,
            "distinct_recommended": lists.distinct,
            "newcomers_precision_at_10": lists.newcomers_precision,
            "share_of_ten_most_recommended": lists.share_of_ten_most_named,
        }

    def differences(self, name: str, other: str = MODEL) -> dict[str, Interval]:
        """Return the figures of the model, or of another score, minus those of a baseline, with paired intervals."""
        return {
            "auc_uniform": self.area_difference(name, UNIFORM, other),
            "auc_degree_matched": self.area_difference(name, MATCHED, other),
            "auc_degree_matched_within_askers": self.area_within_difference(name, MATCHED, other),
            "precision_at_10": self.precision_difference(name, other=other),
            "distinct_recommended": self.distinct_difference(name, other),
            "newcomers_precision_at_10": self.precision_difference(name, newcomers=True, other=other),
        }

    def area(self, name: str, column: int) -> float:
        """Return the area over all pairs together, against the column `MATCHED` or `UNIFORM`."""
        return area(self.pairs[name], column)

    def area_difference(self, name: str, column: int, other: str = MODEL) -> Interval:
        """Return the difference of two areas, with the interval of a bootstrap of pairs."""
        differences = self.resampled[other, column] - self.resampled[name, column]
        low, high = np.quantile(differences, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return Interval(self.area(other, column) - self.area(name, column), float(low), float(high))

    @cached_property
    def resampled(self) -> Mapping[tuple[str, int], Floats]:
        """The areas in resamples of pairs [r], by scorer and column; all scorers share the resamples."""
        random = np.random.default_rng(self.seed)
        number = len(self.pair_askers)
        drawn = [random.integers(max(number, 1), size=number) for _ in range(AREA_RESAMPLES)]
        return {
            (name, column): np.array([area(scores[each], column) for each in drawn])
            for name, scores in self.pairs.items()
            for column in (MATCHED, UNIFORM)
        }

    def area_within(self, name: str, column: int) -> float:
        """Return the share of new pairs whose score exceeds that of their own other pair."""
        found = concordant(self.pairs[name], column)
        return float(found.mean()) if len(found) else float("nan")

    def area_within_difference(self, name: str, column: int, other: str = MODEL) -> Interval:
        """Return the difference of two areas within askers, with its interval over askers."""
        gains = concordant(self.pairs[other], column) - concordant(self.pairs[name], column)
        _, askers = np.unique(self.pair_askers, return_inverse=True)
        return bootstrapped(np.bincount(askers, gains), np.bincount(askers).astype(np.float64), self.seed)

    def precision_difference(self, name: str, newcomers: bool = False, other: str = MODEL) -> Interval:
        """Return the difference of two precisions, with the interval of a bootstrap of askers."""
        ours, theirs = self.lists[other], self.lists[name]
        chosen = ours.newcomers if newcomers else np.ones(len(ours.hits), dtype=np.bool_)
        places = np.full(int(chosen.sum()), ours.named.shape[1])
        return bootstrapped((ours.hits - theirs.hits)[chosen], places, self.seed)

    def distinct_difference(self, name: str, other: str = MODEL) -> Interval:
        """Return the difference of two numbers of distinct organisations, with its interval.

        The bootstrap of askers counts distinct organisations in resamples, which are fewer than in the whole sample for
        both scorers.
        """
        random = np.random.default_rng(self.seed)
        ours, theirs = self.lists[other], self.lists[name]
        found = []
        for _ in range(RESAMPLES):
            drawn = random.integers(max(len(ours.hits), 1), size=len(ours.hits))
            found.append(distinct(ours.named[drawn]) - distinct(theirs.named[drawn]))
        low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return Interval(float(ours.distinct - theirs.distinct), float(low), float(high))


def area(scores: Floats, column: int) -> float:
    """Return the area of partners (column 0) against another column of scores [m, 3]; NaN without pairs."""
    if not len(scores):
        return float("nan")
    outcomes = np.repeat([1.0, 0.0], len(scores))
    return auc(np.concatenate([scores[:, 0], scores[:, column]]), outcomes)


def concordant(scores: Floats, column: int) -> Floats:
    """Return, for each pair [m], 1 if the score of the partner is higher, 0 if it is lower, and 0.5 if it is equal."""
    return np.asarray((np.sign(scores[:, 0] - scores[:, column]) + 1.0) / 2.0)


def assess(
    split: PartnerSplit,
    scorers: Mapping[str, Scores],
    seed: int,
    random: np.random.Generator | None = None,
    report: Reporter = silent,
    features: int = 10,
) -> PartnerAssessment:
    """Return the results of scores on a split. `features` is the number of features, which limits the memory.

    `random` draws the pairs and askers; by default it begins with the seed, which also draws the resamples.
    """
    generator = np.random.default_rng(seed) if random is None else random
    matched = matched_pairs(split, PAIRS, generator)
    uniform = uniform_others(split, matched.askers, generator)
    askers = np.sort(generator.choice(split.askers, min(ASKERS, len(split.askers)), replace=False))
    others = np.column_stack([matched.partners, matched.others, uniform])
    pairs = pair_scores(split, scorers, matched.askers, others, features, report)
    lists = {}
    for name, scorer in scorers.items():
        lists[name] = figures_in_batches(split, scorer, askers, features)
        report("Lists", len(lists), len(scorers))
    return PartnerAssessment(pairs, lists, matched.askers, askers, split.pairs, seed)


def pair_scores(
    split: PartnerSplit,
    scorers: Mapping[str, Scores],
    askers: Integers,
    others: Integers,
    features: int,
    report: Reporter,
) -> dict[str, Floats]:
    """Return the scores [m, 3] of organisations [m, 3] for askers [m] by scorer."""
    found = {name: np.empty(others.shape) for name in scorers}
    distinct_askers, places = np.unique(askers, return_inverse=True)
    done = 0
    for batch in batches(distinct_askers, split.view, features):
        rows = np.flatnonzero((places >= done) & (places < done + len(batch)))
        for name, scorer in scorers.items():
            found[name][rows] = scorer(batch)[(places[rows] - done)[:, None], others[rows]]
        done += len(batch)
        report("Scores of pairs", done, len(distinct_askers))
    return found


def figures_in_batches(split: PartnerSplit, scorer: Scores, askers: Integers, features: int) -> ListFigures:
    """Return the list figures of a scorer, computed for a part of the askers at a time."""
    parts = [
        list_figures(split, np.where(split.closed(each), -np.inf, scorer(each)), each)
        for each in batches(askers, split.view, features)
    ]
    if not parts:
        return ListFigures(np.empty(0), np.empty((0, 10), dtype=np.int64), np.empty(0, dtype=np.bool_))
    return ListFigures(*(np.concatenate(each) for each in zip(*parts, strict=True)))
