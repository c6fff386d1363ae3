"""Calibration over all candidate pairs: slope, expected and observed pairs, and the classes of highest probability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.models.logistic import FitError, fit_logistic
from analysis.models.numbers import Floats

# classes are separated where the probability falls by this factor
STEP = 1.25
CLASSES = 10
FEWEST = 30
# equal-count groups in which the slope is fitted
GROUPS = 2_000


class CalibrationClass(NamedTuple):
    """Candidate pairs with probabilities in [low, high): their number, and the expected and observed new pairs."""

    low: float
    high: float
    pairs: int
    expected: float
    observed: int

    @property
    def ratio(self) -> float:
        """The expected divided by the observed number; infinite if none is observed."""
        return self.expected / self.observed if self.observed else float("inf")


class CalibrationFigures(NamedTuple):
    """The slope of outcomes on the logit of probabilities, sums over all pairs, and the highest classes.

    The slope is 1 for calibrated probabilities (Cox 1958), and NaN if it cannot be fitted.
    """

    slope: float
    pairs: int
    expected: float
    observed: float
    classes: Sequence[CalibrationClass]


def calibration_figures(probabilities: Floats, outcomes: Floats) -> CalibrationFigures:
    """Return the figures of probabilities [m] between 0 and 1 with outcomes [m]."""
    order = np.argsort(-probabilities, kind="stable")
    ranked, happened = probabilities[order], outcomes[order]
    sums = len(ranked), float(ranked.sum()), float(happened.sum())
    return CalibrationFigures(slope(ranked, happened), *sums, highest_classes(ranked, happened))


def slope(ranked: Floats, happened: Floats) -> float:
    """Return the slope of a logistic regression on the logit; pairs of about equal probability are one row."""
    # half of the rows for the highest probabilities, where most new pairs are
    ends = np.unique(np.round(np.geomspace(1, len(ranked), GROUPS)).astype(np.int64))
    starts = np.concatenate([[0], ends[:-1]])
    number = (ends - starts).astype(np.float64)
    mean = np.clip(np.add.reduceat(ranked, starts) / number, 1e-12, 1 - 1e-12)
    rates = np.add.reduceat(happened, starts) / number
    design = np.column_stack([np.ones(len(mean)), np.log(mean / (1 - mean))])
    try:
        return float(fit_logistic(design, rates, number, np.zeros(len(mean)), np.zeros(2), None).coefficients[1])
    except FitError:
        return float("nan")


def highest_classes(ranked: Floats, happened: Floats) -> tuple[CalibrationClass, ...]:
    """Return the ten highest classes of at least `FEWEST` pairs; a smaller class is joined with the next one.

    Probabilities [m] descend. A class ends where the probability falls below its highest divided by `STEP`.
    """
    found: list[CalibrationClass] = []
    start = 0
    while start < len(ranked) and len(found) < CLASSES:
        border = ranked[start] / STEP
        end = max(int(np.searchsorted(-ranked, -border, side="left")), start + FEWEST)
        end = min(end, len(ranked))
        # equal probabilities share a class
        end = int(np.searchsorted(-ranked, -ranked[end - 1], side="right"))
        if end - start >= FEWEST:
            part = slice(start, end)
            low, high = float(ranked[end - 1]), float(ranked[start])
            found.append(CalibrationClass(low, high, end - start, float(ranked[part].sum()), int(happened[part].sum())))
        start = end
    return tuple(found)
