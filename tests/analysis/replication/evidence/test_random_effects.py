"""Tests of random-effects meta-analysis against plain sums, root finding, simulation and a published example."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import chi2
from scipy.stats import t as student

from analysis.models.numbers import Floats
from analysis.replication.evidence.random_effects import Measurements, RandomEffects, mean_intervals, random_effects
from benchmarks.effect_coverage import coverage

Pairs = list[tuple[float, float]]
PAIRS = st.lists(st.tuples(st.floats(-2, 2), st.floats(0.05, 1.0)), min_size=2, max_size=8)

# cases and others, vaccinated and not, in the 13 trials of BCG vaccine: Colditz et al. 1994, JAMA 271(9)
TRIALS = (
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
)  # fmt: skip


def analysed(*groups: Pairs) -> RandomEffects:
    """Return the analysis of groups of sizes and standard errors."""
    return random_effects(measured(*groups))


def measured(*groups: Pairs) -> Measurements:
    """Return the measurements of groups of sizes and standard errors."""
    rows = [(number, size, error**2) for number, group in enumerate(groups) for size, error in group]
    numbers, sizes, variances = zip(*rows, strict=True)
    return Measurements.of(np.array(numbers), np.array(sizes), np.array(variances))


def q_at(pairs: Pairs, between: float) -> tuple[float, float, float]:
    """Return the weighted mean, the sum of weights and Cochran's Q for a variance between places."""
    weights = [1 / (error**2 + between) for _, error in pairs]
    mean = sum(w * y for w, (y, _) in zip(weights, pairs, strict=True)) / sum(weights)
    return mean, sum(weights), sum(w * (y - mean) ** 2 for w, (y, _) in zip(weights, pairs, strict=True))


def between_of(pairs: Pairs, value: float) -> float:
    """Return the variance between places at which Q has a value, by root finding."""
    if q_at(pairs, 0.0)[2] <= value:
        return 0.0
    return float(brentq(lambda t: q_at(pairs, t)[2] - value, 0.0, 1e9, xtol=1e-15, rtol=1e-13, maxiter=1000))


@given(PAIRS)
def test_the_variance_between_places_is_that_of_paule_and_mandel(pairs: Pairs) -> None:
    assert analysed(pairs).between[0] == pytest.approx(between_of(pairs, len(pairs) - 1), rel=1e-6, abs=1e-12)


@given(PAIRS)
def test_the_interval_of_the_mean_is_that_of_hartung_and_knapp(pairs: Pairs) -> None:
    freedom = len(pairs) - 1
    mean, total, q = q_at(pairs, between_of(pairs, freedom))
    margin = student.ppf(0.975, freedom) * math.sqrt(max(q, chi2.ppf(0.01, freedom)) / freedom / total)
    found = analysed(pairs)
    got = found.centre[0], found.mean.low[0], found.mean.high[0]
    assert got == pytest.approx((mean, mean - margin, mean + margin), rel=1e-6, abs=1e-7)
    assert found.close[0] == (margin < NormalDist().inv_cdf(0.975) / math.sqrt(total))


@pytest.mark.parametrize(
    "pairs", [[(0.1, 0.1), (0.5, 0.2), (0.3, 0.1)], [(0.0, 0.3), (0.1, 0.1), (0.9, 0.2), (0.3, 0.1), (0.4, 0.05)]]
)
def test_the_prediction_interval_is_that_of_draws_from_the_confidence_distribution(pairs: Pairs) -> None:
    draws, freedom = np.random.default_rng(1), len(pairs) - 1
    values = np.quantile(draws.chisquare(freedom, 10**5), (np.arange(400) + 0.5) / 400)
    between = np.array([between_of(pairs, value) for value in values.tolist()])
    parts = np.array([q_at(pairs, each) for each in between.tolist()])
    chosen = draws.integers(len(between), size=10**6)
    mean, total, q = parts[chosen].T
    error = np.sqrt(np.maximum(q, chi2.ppf(0.01, freedom)) / freedom / total)
    drawn = mean + np.sqrt(between[chosen]) * draws.normal(size=10**6) + error * draws.standard_t(freedom, 10**6)
    found = analysed(pairs).prediction
    width = found.high[0] - found.low[0]
    bounds = np.quantile(drawn, [0.025, 0.975])
    np.testing.assert_allclose([found.low[0], found.high[0]], bounds, rtol=0, atol=0.02 * width)


@pytest.mark.parametrize("count", [5, 12])
def test_exact_measurements_give_the_prediction_interval_of_a_normal_sample(count: int) -> None:
    sizes = np.random.default_rng(count).normal(0.3, 0.2, count)
    found = analysed([(size, 1e-5) for size in sizes.tolist()])
    margin = student.ppf(0.975, count - 1) * sizes.std(ddof=1) * math.sqrt(1 + 1 / count)
    assert found.prediction.high[0] - found.centre[0] == pytest.approx(margin, rel=0.02)
    assert found.centre[0] - found.prediction.low[0] == pytest.approx(margin, rel=0.02)


def test_the_trials_of_the_vaccine_have_the_published_figures() -> None:
    ratios = [
        (math.log(a / (a + b) / (c / (c + d))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) for a, b, c, d in TRIALS
    ]
    found = analysed([(ratio, math.sqrt(variance)) for ratio, variance in ratios])
    # Q = 152.23 and I squared = 92.1 percent are in many textbooks; 0.318 is the estimate of Paule and Mandel
    assert found.inconsistency[0] == pytest.approx(1 - 12 / 152.233, abs=1e-5)
    assert found.between[0] == pytest.approx(0.318, abs=5e-4)
    assert found.centre[0] == pytest.approx(-0.715, abs=1e-3)


@given(PAIRS)
def test_the_order_of_measurements_does_not_matter(pairs: Pairs) -> None:
    shuffled = pairs[::-1]
    one, other = analysed(pairs), analysed(shuffled)
    assert columns(one).tolist() == columns(other).tolist()


@given(PAIRS, st.sampled_from([1e-6, 0.1, 1000.0]))
def test_results_follow_the_scale_of_the_measure(pairs: Pairs, factor: float) -> None:
    one, other = analysed(pairs), analysed([(factor * y, factor * error) for y, error in pairs])
    scales = np.array([factor] * 5 + [factor**2, 1.0])
    np.testing.assert_allclose(columns(other)[:, 0], columns(one)[:, 0] * scales, rtol=1e-5, atol=1e-7 * factor)


@given(st.lists(PAIRS, min_size=2, max_size=5))
def test_groups_do_not_influence_each_other(groups: list[Pairs]) -> None:
    together = columns(analysed(*groups))
    for number, pairs in enumerate(groups):
        np.testing.assert_allclose(together[:, number], columns(analysed(pairs))[:, 0], rtol=1e-6, atol=1e-7)


def test_one_measurement_keeps_its_own_interval_and_predicts_nothing() -> None:
    found = analysed([(0.4, 0.1)], [(0.1, 0.1), (0.9, 0.1)])
    assert (found.mean.low[0], found.mean.high[0]) == pytest.approx((0.4 - 0.1959964, 0.4 + 0.1959964), abs=1e-6)
    assert np.isnan([found.between[0], found.prediction.low[0], found.prediction.high[0]]).all()


def test_two_measurements_have_the_wide_interval_of_one_degree_of_freedom() -> None:
    found = analysed([(0.0, 0.1), (1.0, 0.1)])
    assert found.mean.high[0] == pytest.approx(0.5 + 12.7062 * 0.5, abs=1e-3)
    assert found.prediction.high[0] > found.mean.high[0]


def test_measurements_that_agree_by_chance_are_marked() -> None:
    agreeing, usual = [(0.3, 0.2), (0.3, 0.2), (0.31, 0.2)], [(0.1, 0.2), (0.3, 0.2), (0.6, 0.2)]
    assert analysed(agreeing, usual).close.tolist() == [True, False]


def test_equal_measurements_do_not_have_an_interval_without_width() -> None:
    found = analysed([(0.3, 0.2), (0.3, 0.2), (0.3, 0.2)])
    assert found.mean.low[0] < 0.3 - 0.01 < 0.3 + 0.01 < found.mean.high[0]
    assert found.prediction.low[0] < found.mean.low[0]


def test_means_alone_are_those_of_the_whole_analysis() -> None:
    rows = measured([(0.1, 0.1), (0.9, 0.2)], [(0.4, 0.1)])
    centre, interval = mean_intervals(rows)
    found = random_effects(rows)
    assert np.array_equal([centre, interval.low, interval.high], [found.centre, found.mean.low, found.mean.high])


@pytest.mark.parametrize(("groups", "variances"), [([0, 2], [0.1, 0.1]), ([0, 0], [0.1, 0.0])])
def test_an_empty_group_or_a_measurement_without_error_is_refused(groups: list[int], variances: list[float]) -> None:
    with pytest.raises(ValueError, match="positive variance"):
        Measurements.of(np.array(groups), np.zeros(2), np.array(variances))


@pytest.mark.parametrize("seed", [11, 12])
def test_intervals_cover_planted_effects_of_two_thousand_practices_in_93_to_97_percent(seed: int) -> None:
    columns, _, _, _ = coverage([seed])
    assert 0.93 <= columns["mean"].mean() <= 0.97
    assert 0.93 <= columns["new place"].mean() <= 0.97


def columns(found: RandomEffects) -> Floats:
    """Return all figures [7, g]."""
    intervals = (found.mean.low, found.mean.high, found.prediction.low, found.prediction.high)
    return np.array([found.centre, *intervals, found.between, found.inconsistency])
