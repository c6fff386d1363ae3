"""Evaluation of a partner model on a later split, with baselines on the same pairs and askers.

- AUC, uniform: new pairs against pairs of the same asker with a candidate drawn uniformly;
- AUC, degree-matched: against a candidate with about as many partners (`sampling.matched_pairs`). Both areas are over
  all pairs together;
- precision at ten, newcomers' precision and distinct organisations: the first ten places of `ASKERS` askers that have
  a new partner;
- calibration: all candidate pairs of a uniform sample of organisations.

Intervals of differences are paired: bootstrap of pairs for areas, and of askers for lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.tables.baselines import baselines_for
from analysis.partners.tables.calibrated_classes import CalibrationFigures, calibration_figures
from analysis.partners.tables.lists import ListFigures, list_figures
from analysis.partners.tables.model import PartnerModel
from analysis.partners.tables.sampling import (
    MatchedPairs,
    PartnerProgress,
    batches,
    matched_pairs,
    natural_pairs,
    silent,
)
from analysis.partners.tables.splits import PartnerSplit
from analysis.scoring import LEVEL, Interval, auc, bootstrapped

MODEL = "model"
# columns of scored pairs
MATCHED, UNIFORM = 1, 2
PAIRS = 20_000
ASKERS = 1_000
NATURAL = 30_000_000
RESAMPLES = 500
# areas of many pairs take longer
AREA_RESAMPLES = 200

Scorer = Callable[[Integers], Floats]


@dataclass(frozen=True)
class PartnerAssessment:
    """Scores [m, 3] of (partner, matched other, uniform other) and list figures by scorer, and the calibration."""

    pairs: Mapping[str, Floats]
    lists: Mapping[str, ListFigures]
    calibration: CalibrationFigures
    new_pairs: int
    organisations: int
    ties: int
    askers: int
    seed: int

    def area(self, name: str, column: int) -> float:
        """Return the AUC against the column `MATCHED` or `UNIFORM`."""
        return area(self.pairs[name], column)

    def area_difference(self, name: str, column: int) -> Interval:
        """Return the AUC of the model minus that of a baseline, with the interval of a bootstrap of pairs."""
        differences = self.resampled[MODEL, column] - self.resampled[name, column]
        low, high = np.quantile(differences, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return Interval(self.area(MODEL, column) - self.area(name, column), float(low), float(high))

    @cached_property
    def resampled(self) -> Mapping[tuple[str, int], Floats]:
        """The areas in resamples of pairs [r], by scorer and column; all scorers share the resamples."""
        random = np.random.default_rng(self.seed)
        number = len(self.pairs[MODEL])
        drawn = [random.integers(number, size=number) for _ in range(AREA_RESAMPLES)]
        return {
            (name, column): np.array([area(scores[each], column) for each in drawn])
            for name, scores in self.pairs.items()
            for column in (MATCHED, UNIFORM)
        }

    def precision_difference(self, name: str, newcomers: bool = False) -> Interval:
        """Return the precision of the model minus that of a baseline, with the interval of a bootstrap of askers."""
        ours, theirs = self.lists[MODEL], self.lists[name]
        chosen = ours.newcomers if newcomers else np.ones(len(ours.hits), dtype=np.bool_)
        places = np.full(int(chosen.sum()), ours.named.shape[1])
        return bootstrapped((ours.hits - theirs.hits)[chosen], places, self.seed)

    def distinct_difference(self, name: str) -> Interval:
        """Return the distinct organisations of the model minus those of a baseline, with its interval.

        The bootstrap of askers counts distinct organisations in resamples, which are fewer than in the whole sample for
        both scorers.
        """
        random = np.random.default_rng(self.seed)
        ours, theirs = self.lists[MODEL], self.lists[name]
        found = []
        for _ in range(RESAMPLES):
            drawn = random.integers(len(ours.hits), size=len(ours.hits))
            found.append(distinct(ours.named[drawn]) - distinct(theirs.named[drawn]))
        low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return Interval(float(ours.distinct - theirs.distinct), float(low), float(high))


def area(scores: Floats, column: int) -> float:
    """Return the AUC of partners (column 0) against another column of scores [m, 3]."""
    outcomes = np.repeat([1.0, 0.0], len(scores))
    return auc(np.concatenate([scores[:, 0], scores[:, column]]), outcomes)


def distinct(named: Integers) -> int:
    """Return the number of distinct organisations in lists [a, 10]; -1 marks an empty place."""
    return len(np.unique(named[named >= 0]))


def assess_partners(
    model: PartnerModel, split: PartnerSplit, seed: int, report: PartnerProgress = silent
) -> PartnerAssessment:
    """Evaluate a calibrated model on a split with new pairs."""
    random = np.random.default_rng(seed)
    view = split.view
    scorers: dict[str, Scorer] = {MODEL: lambda each: model.scores(view, each)}
    for name, baseline in baselines_for(view).items():
        scorers[name] = lambda each, of=baseline: np.where(view.closed(each), -np.inf, of(view, each))  # type: ignore[misc]
    matched = matched_pairs(split, PAIRS, random)
    uniform = uniform_others(split, matched, random)
    askers = np.sort(random.choice(split.askers, min(ASKERS, len(split.askers)), replace=False))
    pairs = pair_scores(split, scorers, matched, uniform, len(model.features), report)
    lists = {}
    for name, scorer in scorers.items():
        lists[name] = figures_in_batches(split, scorer, askers, len(model.features))
        report("Lists", len(lists), len(scorers))
    drawn = random.permutation(len(view))[: max(50, NATURAL // len(view))]
    natural = natural_pairs(split, scorers[MODEL], drawn, len(model.features), report)
    figures = calibration_figures(model.probabilities(natural.scores), natural.outcomes)
    counts = split.pairs, len(view), view.ties.nnz // 2, len(askers)
    return PartnerAssessment(pairs, lists, figures, *counts, seed)


def uniform_others(split: PartnerSplit, pairs: MatchedPairs, random: np.random.Generator) -> Integers:
    """Return an organisation for each pair [m], drawn uniformly among those that are no partners of the asker."""
    found = random.integers(len(split.view), size=len(pairs.askers))
    for row, asker in enumerate(pairs.askers.tolist()):
        taken = set(split.ever.indices[split.ever.indptr[asker] : split.ever.indptr[asker + 1]].tolist()) | {asker}
        while int(found[row]) in taken and len(taken) < len(split.view):
            found[row] = random.integers(len(split.view))
    return found


def pair_scores(
    split: PartnerSplit,
    scorers: Mapping[str, Scorer],
    pairs: MatchedPairs,
    uniform: Integers,
    features: int,
    report: PartnerProgress,
) -> dict[str, Floats]:
    """Return the scores [m, 3] of partners, matched and uniform others by scorer."""
    others = np.column_stack([pairs.partners, pairs.others, uniform])
    found = {name: np.empty(others.shape) for name in scorers}
    distinct_askers, places = np.unique(pairs.askers, return_inverse=True)
    done = 0
    for batch in batches(distinct_askers, split.view, features):
        rows = np.flatnonzero((places >= done) & (places < done + len(batch)))
        for name, scorer in scorers.items():
            found[name][rows] = scorer(batch)[(places[rows] - done)[:, None], others[rows]]
        done += len(batch)
        report("Scores of pairs", done, len(distinct_askers))
    return found


def figures_in_batches(split: PartnerSplit, scorer: Scorer, askers: Integers, features: int) -> ListFigures:
    """Return the list figures of a scorer, computed for a part of the askers at a time."""
    parts = [list_figures(split, scorer(each), each) for each in batches(askers, split.view, features)]
    return ListFigures(*(np.concatenate(each) for each in zip(*parts, strict=True)))
