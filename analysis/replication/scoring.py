"""How good forecasts were, once it is known what happened."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.replication.surroundings import Floats

BINS = 10


class Bin(NamedTuple):
    """Forecasts of like probability: how many, their mean, and the share that came true."""

    forecasts: int
    forecast: float
    happened: float


def auc(scores: Floats, outcomes: Floats) -> float:
    """The chance that one who did ranks above one who did not, equals half (Mann, Whitney 1947); NaN without both."""
    from scipy.stats import rankdata

    yes = outcomes > 0
    count, others = int(yes.sum()), int((~yes).sum())
    if not count or not others:
        return float("nan")
    ranks = rankdata(scores)
    return float((ranks[yes].sum() - count * (count + 1) / 2) / (count * others))


def precision_at(first: int, scores: Floats, outcomes: Floats) -> float:
    """The share of those ranked first that did; of equals at the border each counts by its chance to be among them."""
    count = min(first, len(scores))
    border = np.partition(scores, len(scores) - count)[len(scores) - count]
    above, at = scores > border, scores == border
    share = (count - above.sum()) / at.sum()
    return float((outcomes[above].sum() + share * outcomes[at].sum()) / count)


def brier(probabilities: Floats, outcomes: Floats) -> float:
    """The mean squared error (G. W. Brier 1950, "Verification of Forecasts Expressed in Terms of Probability")."""
    return float(np.mean((probabilities - outcomes) ** 2))


def log_score(probabilities: Floats, outcomes: Floats) -> float:
    """Minus the mean log probability of what happened (I. J. Good 1952); smaller is better."""
    sure = np.clip(probabilities, 1e-12, 1 - 1e-12)
    return float(-np.mean(outcomes * np.log(sure) + (1 - outcomes) * np.log1p(-sure)))


def calibration(probabilities: Floats, outcomes: Floats, bins: int = BINS) -> list[Bin]:
    """Forecasts in the order of their probability, in parts of about one size; equal ones stay together."""
    if not len(probabilities):
        return []
    edges = np.unique(np.quantile(probabilities, np.linspace(0, 1, bins + 1)[1:-1]))
    parts = np.searchsorted(edges, probabilities, side="left")
    return [
        Bin(int(mine.sum()), float(probabilities[mine].mean()), float(outcomes[mine].mean()))
        for part in range(len(edges) + 1)
        if (mine := parts == part).any()
    ]
