"""Tests of the logistic regression: it finds the optimum of an independent optimiser, or states why there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given

from analysis.models.logistic import FitError, fit_logistic
from analysis.models.numbers import Floats, logistic
from tests.analysis.replication.planted import PLANTED, Planted, Rows

RELATIVE = 1e-4


def fitted(rows: Rows) -> Floats:
    return fit_logistic(rows.design, rows.outcomes, rows.weights, rows.offsets, rows.penalties, None).coefficients


@given(PLANTED)
@example(Planted(1, -12.0, 0.0005, 40, 2, (), 1.0, 1.0))
@example(Planted(2, -7.0, 1.0, 2, 400, ("nearly collinear",), 1.0, 0.0))
@example(Planted(3, -4.0, 0.1, 3, 100, ("separating", "collinear"), 1.0, 1.0))
@example(Planted(4, -4.0, 0.1, 3, 100, ("separating",), 1.0, 0.0))
@example(Planted(5, -4.0, 0.1, 3, 100, ("collinear",), 1.0, 0.0))
def test_planted_rows_have_the_optimum_of_scipy_or_no_optimum_at_all(planted: Planted) -> None:
    rows = planted.rows()
    try:
        found = fitted(rows)
    except FitError as error:
        proved = rows.separated() if "separate" in str(error) else rows.dependent()
        assert proved, str(error)  # noqa: PT017 # an error is one of two right answers
        return
    expected = rows.optimum()
    assert np.abs((found - expected) * rows.scales).max() <= RELATIVE * np.abs(expected * rows.scales).max()


def rare(intercept: float, kept: float, seed: int) -> Rows:
    """Return 20,000 candidates with two features, of whose controls a part is kept."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(20_000, 2))
    outcomes = (random.random(20_000) < logistic(intercept + features @ np.array([1.0, 0.5]))).astype(np.float64)
    rows = (outcomes > 0) | (random.random(20_000) < kept)
    count = int(rows.sum())
    design = np.column_stack([np.ones(count), features[rows]])
    return Rows(design, outcomes[rows], np.ones(count), np.full(count, -np.log(kept)), np.zeros(3))


@pytest.mark.parametrize("intercept", [-6.0, -6.5, -7.0, -7.5])
@pytest.mark.parametrize("kept", [0.003, 0.03, 0.1])
def test_rare_adoptions_with_few_controls_are_fitted_from_coefficients_of_zero(intercept: float, kept: float) -> None:
    rows = rare(intercept, kept, 1)
    found = fit_logistic(rows.design, rows.outcomes, rows.weights, rows.offsets, rows.penalties, None, np.zeros(3))
    linear = rows.design @ found.coefficients + rows.offsets
    assert np.abs(rows.design.T @ (rows.outcomes - logistic(linear))).max() < 1e-6
    assert found.coefficients == pytest.approx(rows.optimum(), rel=RELATIVE)
