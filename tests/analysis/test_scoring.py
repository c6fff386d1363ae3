"""Scores: calibration in bins, and intervals by resampled clusters."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.scoring import (
    auc,
    bootstrapped,
    brier,
    calibration,
    calibration_error,
    equal_counts,
    equal_widths,
    mean_of,
    precision_at,
    squares_of_rate,
)


def test_equal_scores_count_half_in_the_area_and_by_chance_in_the_precision() -> None:
    scores, outcomes = np.array([3.0, 2.0, 2.0, 1.0]), np.array([1.0, 0.0, 1.0, 0.0])
    assert auc(scores, outcomes) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert precision_at(2, scores, outcomes) == pytest.approx((1 + 0.5) / 2)
    assert np.isnan(auc(scores, np.ones(4)))


def test_bins_of_equal_counts_hold_every_forecast_and_keep_equal_ones_together() -> None:
    random = np.random.default_rng(1)
    probabilities = np.concatenate([np.zeros(500), random.random(500)])
    found = calibration(probabilities, probabilities > 0.5, equal_counts(probabilities))
    assert sum(each.number for each in found) == 1_000
    assert [each.number for each in found] == pytest.approx([500, 100, 100, 100, 100, 100], abs=1)
    assert all(each.low <= each.forecast <= each.high for each in found)
    assert calibration(np.zeros(0), np.zeros(0), equal_counts(np.zeros(0))) == ()


def test_the_calibration_error_is_the_mean_distance_of_forecast_and_outcome() -> None:
    bins = calibration(np.array([0.1, 0.1, 0.95, 1.0]), np.array([0, 1, 1, 1]), equal_widths())
    assert calibration_error(bins) == pytest.approx((2 * 0.4 + 2 * 0.025) / 4)


def test_one_rate_for_all_has_the_brier_score_that_counts_give() -> None:
    outcomes = np.array([1.0, 0.0, 0.0, 0.0, 1.0])
    expected = brier(np.full(5, 0.3), outcomes)
    assert squares_of_rate(0.3, np.array([5.0]), np.array([2.0]))[0] / 5 == pytest.approx(expected)


def test_a_ratio_of_clusters_has_an_interval_as_wide_as_theory_says() -> None:
    random = np.random.default_rng(3)
    weights = random.integers(1, 5, 400).astype(np.float64)
    sums = weights * 0.2 + random.normal(0.0, 1.0, 400)
    found = bootstrapped(sums, weights, 1)
    error = np.sqrt(((sums - found.value * weights) ** 2).sum()) / weights.sum()
    assert found.value == pytest.approx(sums.sum() / weights.sum())
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.1)


def test_clusters_without_weight_change_no_ratio_and_nothing_has_none() -> None:
    sums, weights = np.array([1.0, 0.0, 3.0, 0.0]), np.array([2.0, 0.0, 4.0, 0.0])
    found = bootstrapped(sums, weights, 1)
    assert found.value == pytest.approx(4 / 6)
    assert 0.5 <= found.low <= found.high <= 0.75
    assert np.isnan(bootstrapped(np.zeros(2), np.zeros(2), 1).low)
    assert np.isnan(mean_of(np.zeros(0), 1).value)
