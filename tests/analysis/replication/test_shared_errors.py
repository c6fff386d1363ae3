"""Tests of intervals of sums of probabilities with shared coefficients, against drawn coefficients."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.replication.shared_errors import moved, with_interval
from tests.analysis.replication.situations import model

RANDOM = np.random.default_rng(11)
COUNT = len(model().model.features)
SPREAD = RANDOM.normal(size=(COUNT + 1, COUNT + 1)) * 0.02
FITTED = replace(model().model, covariance=tuple(tuple(row) for row in (SPREAD @ SPREAD.T).tolist()))
VALUES = RANDOM.normal(size=(40, COUNT))


def test_the_probabilities_are_those_of_the_model() -> None:
    calibrated = replace(FITTED, calibration=(0.2, 0.9), periods=2.0).within_range_of(VALUES[:5], 0.1)
    found = calibrated.probabilities_at(VALUES, moved(calibrated))
    assert found[:, 0] == pytest.approx(calibrated.probabilities(VALUES).value)


def test_the_interval_is_that_of_drawn_coefficients() -> None:
    middle = np.array([FITTED.intercept, *FITTED.coefficients])
    drawn = np.random.default_rng(1).multivariate_normal(middle, np.array(FITTED.covariance), size=4_000)
    low, high = np.quantile(FITTED.probabilities_at(VALUES, drawn).sum(axis=0), [0.025, 0.975])
    found = with_interval(FITTED.probabilities_at(VALUES, moved(FITTED)).sum(axis=0), 0.95, 40)
    assert found.low == pytest.approx(low, rel=0.04)
    assert found.high == pytest.approx(high, rel=0.04)


def test_errors_of_different_coefficients_do_not_add_up() -> None:
    found = with_interval(FITTED.probabilities_at(VALUES, moved(FITTED)).sum(axis=0), 0.95, 40)
    each = FITTED.probabilities(VALUES)
    assert each.low.sum() < found.low < found.value < found.high < each.high.sum()


def test_nothing_expected_has_no_interval() -> None:
    assert with_interval(np.zeros(2 * COUNT + 3), 0.95, 40) == (0.0, 0.0, 0.0)
