"""The regression with factors agrees with the regression on written-out columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.models import factor_logistic
from analysis.models.factor_logistic import FactorRows, FreedRows, fit_factors, freed
from analysis.models.identifiability import Dependency
from analysis.models.logistic import FitError, fit_logistic
from analysis.models.numbers import Floats, Integers
from tests.profiles import examples


def random_rows(seed: int, rows: int = 300, periods: int = 4, groups: int = 3, columns: int = 2) -> FactorRows:
    """Return rows with an effect of each period and group, and columns with a mean and a scale."""
    random = np.random.default_rng(seed)
    count = 1 + (periods - 1) + (groups - 1)
    period, group = random.integers(periods, size=rows), random.integers(groups, size=rows)
    effects = np.stack(
        [np.zeros(rows, int), np.where(period, period, count), np.where(group, group + periods - 1, count)]
    )
    scales = 10.0 ** random.integers(-2, 4, columns)
    return FactorRows((random.normal(size=(rows, columns)) + 3.0 + period[:, None]) * scales, effects, count)


def outcomes_of(rows: FactorRows, seed: int) -> Floats:
    """Return outcomes that depend on the first column."""
    first = rows.columns[:, 0] / rows.columns[:, 0].std()
    chances = 1 / (1 + np.exp(2.0 - 0.5 * first))
    return np.asarray(np.random.default_rng(seed).random(len(first)) < chances, dtype=np.float64)


def fitted(rows: FactorRows, outcomes: Floats, clusters: Integers) -> factor_logistic.FactorFit:
    found = freed(rows)
    assert isinstance(found, FreedRows)
    return fit_factors(found, outcomes, clusters, [str(each) for each in range(rows.size)])


@given(st.integers(0, 10_000), st.integers(1, 3))
@examples(60)
def test_estimates_and_covariances_are_those_of_the_dense_fit(seed: int, columns: int) -> None:
    rows = random_rows(seed, columns=columns)
    outcomes, ones, clusters = outcomes_of(rows, seed), np.ones(300), np.arange(300) // 7
    found = fitted(rows, outcomes, clusters)
    dense, none = rows.table(), np.zeros(rows.size)
    expected = fit_logistic(dense, outcomes, ones, 0.0 * ones, none, None)
    robust = fit_logistic(dense, outcomes, ones, 0.0 * ones, none, clusters)
    scale = np.sqrt(np.diag(expected.covariance))
    assert np.allclose(found.coefficients / scale, expected.coefficients / scale, rtol=1e-9, atol=1e-9)
    for one, other in ((found.covariance, expected.covariance), (found.clustered, robust.covariance)):
        assert np.allclose(one / np.outer(scale, scale), other / np.outer(scale, scale), rtol=1e-7, atol=1e-7)
    linear = dense @ expected.coefficients
    assert found.log_likelihood == pytest.approx(float(outcomes @ linear - np.logaddexp(0, linear).sum()), rel=1e-12)


def test_the_largest_error_of_a_predictor_is_that_of_the_dense_rows() -> None:
    rows = random_rows(1)
    problem = factor_logistic.FactorProblem(rows, outcomes_of(rows, 1))
    information = problem.information(np.zeros(rows.size))
    dense = rows.table()
    assert np.allclose(information, dense.T @ dense / 4)
    errors = np.sqrt(np.einsum("ij,jk,ik->i", dense, np.linalg.inv(information), dense))
    assert problem.largest_error(np.asarray(np.linalg.cholesky(information), np.float64)) == pytest.approx(errors.max())


def test_columns_and_effects_that_follow_from_others_are_named() -> None:
    rows = random_rows(2)
    twice = FactorRows(np.column_stack([rows.columns, rows.columns @ [2.0, 1.0] + 5.0]), rows.effects, rows.count)
    found = freed(twice)
    assert isinstance(found, Dependency)
    assert {found.column, *found.others} == {6, 7, 8}
    # a column that is constant within the groups
    group = FactorRows((rows.effects[2] == 5).astype(float)[:, None], rows.effects, rows.count)
    assert freed(group) == Dependency(6, (5,))
    # two factors with the same levels
    first = np.where(rows.effects[1] < 6, rows.effects[1], 7)
    same = np.stack([rows.effects[0], first, np.where(first < 7, first + 3, 7)])
    again = freed(FactorRows(rows.columns, same, 7))
    assert isinstance(again, Dependency)
    assert again.column - 3 in again.others or again.column + 3 in again.others


@pytest.mark.parametrize("cells", [factor_logistic.MOST_CELLS, 0])
def test_outcomes_without_a_finite_estimate_are_refused(monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    monkeypatch.setattr(factor_logistic, "MOST_CELLS", cells)
    rows = random_rows(3)
    apart = (rows.columns[:, 0] > np.median(rows.columns[:, 0])).astype(float)
    with pytest.raises(FitError, match=r"separates? the outcomes"):
        fitted(rows, apart, np.arange(300))
    with pytest.raises(FitError, match="All outcomes are equal"):
        fitted(rows, np.zeros(300), np.arange(300))
