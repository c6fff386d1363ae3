"""How well a model foretold the year after a day: ranking against baselines, and how true its probabilities are.

Each practice ranks all organisations that had not taken it up. Baselines rank by one thing alone: how like the adopters
an organisation is (the share of adopters of its kind, less the difference of size), how much it takes up (popularity),
and how near the nearest adopter is. Differences are paired by practice; their intervals come from resampling practices
(Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13: percentiles).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.replication.graph_features import FEATURES, YEAR
from analysis.replication.hazard_model import HazardModel
from analysis.replication.scoring import auc, precision_at
from analysis.replication.surroundings import Floats, Integers
from jobs.replication.country import Country

FIRST = 5
RESAMPLES = 2000
LEVEL = 0.95
BASELINES = ("adopter_similarity", "popularity", "distance")


@dataclass(frozen=True)
class Ranked:
    """How one practice was foretold by the model and each baseline: AUC and precision at 5."""

    auc: Mapping[str, float]
    precision: Mapping[str, float]


@dataclass(frozen=True)
class Tested:
    """Figures of a year that was not seen. Brier scores are means over all pairs of practice and organisation."""

    day: float
    practices: int
    ranked: int
    pairs: int
    adoptions: int
    figures: Mapping[str, object]


def test_model(country: Country, model: HazardModel, practices: Integers, day: float, base: float, seed: int) -> Tested:
    """The figures of a model that was fitted to what had happened by a day; `base` is the rate of the years before."""
    ranked, errors = [], []
    for practice in practices.tolist():
        eligible = country.eligible(practice, day)
        values = country.features(practice, day, eligible)
        outcomes = np.isin(eligible, country.taken_up(practice, day, day + YEAR)).astype(float)
        probabilities = model.probabilities(values).value
        errors.append(error_of(probabilities, base, outcomes))
        if 0 < outcomes.sum() < len(outcomes):
            ranked.append(ranked_by(dict(scores(probabilities, values)), outcomes))
    table = np.array(errors).reshape(-1, 4)
    return Tested(
        day, len(practices), len(ranked), int(table[:, 2].sum()), int(table[:, 3].sum()), figures(ranked, table, seed)
    )


def scores(probabilities: Floats, values: Floats) -> Iterator[tuple[str, Floats]]:
    """What the model and each baseline rank by, the best first."""
    column = {name: values[:, place] for place, name in enumerate(FEATURES)}
    yield "model", probabilities
    yield "adopter_similarity", column["same_kind"] - 0.1 * column["unlike_size"]
    yield "popularity", column["begun"]
    yield "distance", -column["distance"]


def ranked_by(found: Mapping[str, Floats], outcomes: Floats) -> Ranked:
    """How each ranks one practice."""
    return Ranked(
        {name: auc(each, outcomes) for name, each in found.items()},
        {name: precision_at(FIRST, each, outcomes) for name, each in found.items()},
    )


def error_of(probabilities: Floats, base: float, outcomes: Floats) -> tuple[float, float, float, float]:
    """Summed squared errors of the model and of the base rate, pairs, adoptions."""
    return (
        float(((probabilities - outcomes) ** 2).sum()),
        float(((base - outcomes) ** 2).sum()),
        float(len(outcomes)),
        float(outcomes.sum()),
    )


def figures(ranked: list[Ranked], errors: Floats, seed: int) -> dict[str, object]:
    """All figures, as they are stored and told."""
    random = np.random.default_rng(seed)
    pairs = max(float(errors[:, 2].sum()), 1.0)
    found: dict[str, object] = {
        "brier": float(errors[:, 0].sum()) / pairs,
        "brier_of_base_rate": float(errors[:, 1].sum()) / pairs,
        "brier_gain": resampled_ratio(errors[:, 1] - errors[:, 0], errors[:, 2], random),
    }
    if ranked:
        for name in ("model", *BASELINES):
            found[f"mean_auc_{name}"] = float(np.mean([each.auc[name] for each in ranked]))
            found[f"precision_at_{FIRST}_{name}"] = float(np.mean([each.precision[name] for each in ranked]))
        for name in BASELINES:
            gains = np.array([each.auc["model"] - each.auc[name] for each in ranked])
            found[f"auc_gain_over_{name}"] = resampled_ratio(gains, np.ones(len(gains)), random)
            gains = np.array([each.precision["model"] - each.precision[name] for each in ranked])
            found[f"precision_gain_over_{name}"] = resampled_ratio(gains, np.ones(len(gains)), random)
    return found


def resampled_ratio(sums: Floats, weights: Floats, random: np.random.Generator) -> dict[str, float]:
    """A mean with the interval that resampling practices gives."""
    if not len(sums):
        return {"value": 0.0, "low": 0.0, "high": 0.0, "level": LEVEL}
    drawn = random.integers(len(sums), size=(RESAMPLES, len(sums)))
    means = sums[drawn].sum(axis=1) / weights[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).tolist()
    return {"value": float(sums.sum() / weights.sum()), "low": low, "high": high, "level": LEVEL}
