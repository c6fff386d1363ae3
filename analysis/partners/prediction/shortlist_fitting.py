"""Fit of a model with a shortlist to the new pairs of one split, and the choice of the popularity in its lists.

1. Affinity: logistic regression of new pairs against degree-matched pairs.
2. Closeness: logistic regression of outcomes among the `CANDIDATES` candidates with the most shared partners.
3. Popularity and content in the lists: the grid point with the highest precision at ten on the split, among those that
   recommend more distinct organisations than resource allocation (see `list_tuning`).
4. Calibration at the natural rate: all candidate pairs of a sample of organisations, at the rate of all pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from analysis.models.logistic import FitError, fit_logistic
from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.features import Feature, Rows, shortlisted, values_of
from analysis.partners.prediction.isotonic import calibrated
from analysis.partners.prediction.list_tuning import tuned
from analysis.partners.prediction.pairs import batches, matched_pairs, natural_pairs, values_at
from analysis.partners.prediction.shortlist_model import ShortlistModel
from analysis.partners.prediction.splits import PartnerSplit
from graph_model.progress import Reporter, silent

MATCHED = 10_000
CANDIDATES = 300
LISTS = 1_000
# candidate pairs of the calibration, and feature values held at a time
NATURAL = 20_000_000
HELD = 100_000_000
RIDGE = 1.0
FEWEST = 30


def fit_shortlist(splits: Sequence[PartnerSplit], seed: int, report: Reporter = silent) -> ShortlistModel:
    """Return the calibrated model of the last split.

    Raises `FitError` if there are too few new pairs, or the rows determine no model.
    """
    split = splits[-1]
    if split.pairs < FEWEST:
        msg = f"The learning window has {split.pairs} new pairs; a model needs {FEWEST}. Learn from a longer period."
        raise FitError(msg)
    random, features = np.random.default_rng(seed), shortlisted(split.view.records)
    model = affinity_model(split, features, random, report)
    count = min(LISTS, max(1, HELD // (split.view.records.size * len(features))), len(split.askers))
    askers = random.choice(split.askers, count, replace=False)
    values = np.concatenate(
        [values_of(split.view, each, features) for each in batches(askers, split.view, len(features))]
    )
    model = replace(model, closeness=closeness(split, model, values, askers))
    model = tuned(model, split, values, askers, report)
    pairs = natural_pairs(split, partial(model.scores, split), NATURAL, random, len(features), report)
    if not 0 < pairs.outcomes.sum() < len(pairs.outcomes):
        msg = "No candidate pair of the calibration becomes a pair. Learn from a longer period."
        raise FitError(msg)
    return replace(model, calibrator=calibrated(*pairs).at_rate(float(pairs.outcomes.mean()), split.rate))


def affinity_model(
    split: PartnerSplit, features: Sequence[Feature], random: np.random.Generator, report: Reporter
) -> ShortlistModel:
    """Return a model with fitted weights of affinity. Raises `FitError` if no pair can be matched."""
    pairs = matched_pairs(split, MATCHED, random)
    if not len(pairs.askers):
        msg = "No new pair has another organisation with about as many partners. Learn from a larger network."
        raise FitError(msg)
    askers = np.concatenate([pairs.askers, pairs.askers])
    others = np.concatenate([pairs.partners, pairs.others])
    rows = values_at(split.view, features, askers, others, report).astype(np.float64)
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scales = np.where(scales > 1e-9, scales, 1.0)
    outcomes = np.repeat([1.0, 0.0], len(pairs.askers))
    weights = fitted((rows - means) / scales, outcomes, features)
    return ShortlistModel(tuple(features), means, scales, weights, np.zeros(len(features)), 0.0, 0.0)


def fitted(design: Floats, outcomes: Floats, features: Sequence[Feature]) -> Floats:
    """Return the weights [f] of standardised rows [m, f], without the intercept."""
    rows = np.column_stack([np.ones(len(design)), design])
    penalties = np.concatenate([[0.0], np.full(design.shape[1], RIDGE)])
    ones, zeros = np.ones(len(rows)), np.zeros(len(rows))
    names = ("constant", *(each.name for each in features))
    found: Floats = fit_logistic(rows, outcomes, ones, zeros, penalties, None, names=names).coefficients[1:]
    return found


def closeness(split: PartnerSplit, model: ShortlistModel, values: Rows, askers: Integers) -> Floats:
    """Return the weights [f] of closeness, fitted to the candidates with the most shared partners."""
    ranked = np.where(split.closed(askers), -np.inf, values[:, :, 0])
    count = min(CANDIDATES, ranked.shape[1])
    first = np.argpartition(-ranked, count - 1, axis=1)[:, :count]
    rows = np.arange(len(askers))[:, None]
    open_ = np.isfinite(ranked[rows, first])
    outcomes = np.array([np.isin(each, split.new_of(int(asker))) for each, asker in zip(first, askers, strict=True)])
    design = (values[rows, first][open_].astype(np.float64) - model.means) / model.scales
    return fitted(design, outcomes[open_].astype(np.float64), model.features)
