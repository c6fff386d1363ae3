"""Calibration of a model on the pairs of a later period, weighted to the natural rate of partnerships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import fit_logistic
from analysis.models.numbers import Floats, logistic
from analysis.partners.prediction.learning import PairSample

# the classes of highest probability, and the fewest pairs of a class
CLASSES, FEWEST_PAIRS = 10, 30


@dataclass(frozen=True)
class WeightedClass:
    """A class of probability: its lowest probability, sampled pairs, and expected and observed partnerships."""

    lowest: float
    pairs: int
    expected: float
    observed: float


@dataclass(frozen=True)
class PairCalibration:
    """The calibration logit p' = shift + slope logit p, before and after which expected partnerships are compared.

    `slope_error` is the standard error of the slope, clustered by asker. `expected` and `observed` are the numbers of
    partnerships before recalibration; `classes` are those of the highest probability, the highest first.
    """

    shift: float
    slope: float
    slope_error: float
    expected: float
    observed: float
    classes: tuple[WeightedClass, ...]

    def figures(self) -> dict[str, object]:
        """Return the figures, as stored and printed."""
        return {
            "shift": self.shift,
            "slope": self.slope,
            "slope_error": self.slope_error,
            "expected_over_observed": self.expected / self.observed,
            "classes": [
                {**vars(each), "expected_over_observed": each.expected / each.observed if each.observed else None}
                for each in self.classes
            ],
        }


def calibrated_on(model: HazardModel, later: PairSample, columns: Sequence[int]) -> PairCalibration:
    """Return the calibration of a model on the pairs of a later period; `columns` hold the features of the model.

    Raises `FitError` without both outcomes.
    """
    linear = model.linear(later.features[:, list(columns)])
    design = np.column_stack([np.ones(len(linear)), linear])
    none = np.zeros(len(linear))
    found = fit_logistic(
        design, later.outcomes, later.weights, none, np.zeros(2), later.askers, names=("constant", "logit")
    )
    probabilities = logistic(linear)
    return PairCalibration(
        shift=float(found.coefficients[0]),
        slope=float(found.coefficients[1]),
        slope_error=float(np.sqrt(found.covariance[1, 1])),
        expected=float(later.weights @ probabilities),
        observed=float(later.weights @ later.outcomes),
        classes=highest_classes(probabilities, later.outcomes, later.weights),
    )


def highest_classes(probabilities: Floats, outcomes: Floats, weights: Floats) -> tuple[WeightedClass, ...]:
    """Return the classes of the highest probability. Each is half as probable as the one before it.

    A class with fewer than `FEWEST_PAIRS` pairs is joined with the next one.
    """
    halvings = np.floor(-np.log2(np.maximum(probabilities, 1e-300))).astype(np.int64)
    classes: list[WeightedClass] = []
    mine = np.zeros(len(probabilities), dtype=np.bool_)
    for number in np.unique(halvings).tolist():
        mine |= halvings == number
        if mine.sum() >= FEWEST_PAIRS:
            expected, observed = weights[mine] @ probabilities[mine], weights[mine] @ outcomes[mine]
            lowest = float(probabilities[mine].min())
            classes.append(WeightedClass(lowest, int(mine.sum()), float(expected), float(observed)))
            mine = np.zeros(len(probabilities), dtype=np.bool_)
        if len(classes) == CLASSES:
            break
    return tuple(classes)
