"""Tests of the hazard model: estimates equal to those of statsmodels, contributions, calibration, and storage."""

from __future__ import annotations

import json

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from analysis.models.hazard_fitting import fit_hazard_model
from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import FitError
from analysis.models.numbers import Floats, logistic

NAMES = ("need", "exposure", "capacity")


def drawn(seed: int, count: int = 600) -> tuple[Floats, Floats]:
    """Return candidates and their outcomes."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(count, 3)) * [1.0, 3.0, 0.2] + [0.0, 5.0, 1.0]
    linear = -2.0 + 0.8 * features[:, 0] + 0.3 * (features[:, 1] - 5.0) - 1.0 * (features[:, 2] - 1.0)
    return features, (random.random(count) < logistic(linear)).astype(np.float64)


def standardised(features: Floats) -> Floats:
    scaled: Floats = (features - features.mean(axis=0)) / features.std(axis=0)
    return scaled


def test_without_a_ridge_the_estimates_are_those_of_statsmodels() -> None:
    features, outcomes = drawn(1)
    model = fit_hazard_model(features, NAMES, outcomes, ridge=0.0)
    expected = sm.Logit(outcomes, sm.add_constant(standardised(features))).fit(disp=False, tol=1e-12)
    assert np.allclose([model.intercept, *model.coefficients], expected.params, atol=1e-6)
    assert np.allclose(model.covariance, expected.cov_params(), rtol=1e-5)


def test_with_clusters_the_covariance_is_the_sandwich_of_statsmodels() -> None:
    features, outcomes = drawn(2)
    clusters = np.repeat(np.arange(60), 10)
    model = fit_hazard_model(features, NAMES, outcomes, ridge=0.0, clusters=clusters)
    expected = sm.Logit(outcomes, sm.add_constant(standardised(features))).fit(
        disp=False, tol=1e-12, cov_type="cluster", cov_kwds={"groups": clusters, "use_correction": False}
    )
    assert np.allclose(model.covariance, expected.cov_params(), rtol=1e-5)


def test_a_ridge_gives_the_maximum_of_the_penalised_likelihood() -> None:
    features, outcomes = drawn(3)
    model = fit_hazard_model(features, NAMES, outcomes, ridge=50.0)
    design = sm.add_constant(standardised(features))
    at = np.array([model.intercept, *model.coefficients])
    slope = design.T @ (outcomes - logistic(design @ at)) - 50.0 * np.r_[0.0, at[1:]]
    assert np.abs(slope).max() < 1e-4


def test_leaving_out_others_changes_the_level_by_no_more_than_chance() -> None:
    features, outcomes = drawn(4, 40_000)
    random = np.random.default_rng(4)
    kept = (outcomes > 0) | (random.random(len(outcomes)) < 0.1)
    complete = fit_hazard_model(features, NAMES, outcomes, ridge=0.0)
    part = fit_hazard_model(
        features[kept], NAMES, outcomes[kept], control_rates=np.full(int(kept.sum()), 0.1), ridge=0.0
    )
    assert np.abs(part.probabilities(features).value - complete.probabilities(features).value).mean() < 0.01
    assert part.probabilities(features).value.mean() == pytest.approx(outcomes.mean(), rel=0.03)


@given(
    st.integers(0, 10_000),
    st.floats(0.01, 100.0),
    st.tuples(st.floats(-3.0, 3.0), st.floats(0.05, 3.0)),
    st.floats(0.2, 5.0),
)
def test_contributions_add_up_to_the_probability(
    seed: int, ridge: float, calibration: tuple[float, float], periods: float
) -> None:
    features, outcomes = drawn(seed, 80)
    model = fit_hazard_model(features, NAMES, outcomes, ridge=ridge)
    model = model.with_calibration(calibration).for_periods(periods)
    rows = np.vstack([features, features.mean(axis=0), features.mean(axis=0) + 1e-9])
    assert np.allclose(model.contributions(rows).sum(axis=1), model.probabilities(rows).value, rtol=1e-9, atol=1e-15)


def test_contributions_are_the_integrals_of_the_gradient_along_the_straight_line() -> None:
    features, outcomes = drawn(5)
    model = fit_hazard_model(features, NAMES, outcomes).with_calibration((0.3, 1.4)).for_periods(2.0)
    mean, row = np.array(model.means), features[7]
    found = model.contributions(features[7:8])[0]
    assert found[0] == pytest.approx(model.probabilities(mean[None]).value[0])

    def slope(part: float, feature: int) -> float:
        step = np.zeros(3)
        step[feature] = 1e-5
        at = mean + part * (row - mean)
        ends = model.probabilities(np.vstack([at + step, at - step])).value
        return float((ends[0] - ends[1]) / 2e-5 * (row - mean)[feature])

    for feature in range(3):
        assert found[feature + 1] == pytest.approx(quad(slope, 0.0, 1.0, args=(feature,))[0], abs=1e-6)


def test_intervals_hold_the_true_probability_about_as_often_as_they_say() -> None:
    truth = logistic(np.array([-2.0 + 0.8]))[0]
    at = np.array([[1.0, 5.0, 1.0]])
    found = [fit_hazard_model(*with_names(drawn(seed)), ridge=0.0).probabilities(at) for seed in range(200)]
    held = np.mean([each.low[0] <= truth <= each.high[0] for each in found])
    assert 0.9 <= held <= 0.99


def with_names(candidates: tuple[Floats, Floats]) -> tuple[Floats, tuple[str, ...], Floats]:
    return candidates[0], NAMES, candidates[1]


def test_a_model_outlives_being_written_as_json() -> None:
    features, outcomes = drawn(8)
    model = fit_hazard_model(features, NAMES, outcomes).with_calibration((0.1, 1.2)).for_periods(3.0)
    assert HazardModel.from_json(json.loads(json.dumps(model.to_json()))) == model


@pytest.mark.parametrize(
    ("outcomes", "message"),
    [(np.zeros(600), "No candidate in the learning data adopts"), (np.ones(600), "Every candidate adopts")],
)
def test_rows_without_both_outcomes_are_refused(outcomes: Floats, message: str) -> None:
    with pytest.raises(FitError, match=message):
        fit_hazard_model(drawn(9)[0], NAMES, outcomes)


def test_features_that_are_no_numbers_or_do_not_fit_are_refused() -> None:
    features, outcomes = drawn(10)
    with pytest.raises(FitError, match="do not match"):
        fit_hazard_model(features, NAMES[:2], outcomes)
    features[3, 1] = np.nan
    with pytest.raises(FitError, match="not a finite number"):
        fit_hazard_model(features, NAMES, outcomes)


def test_a_feature_that_separates_the_outcomes_is_kept_finite_by_the_ridge() -> None:
    features, _ = drawn(11)
    outcomes = (features[:, 0] > 0).astype(np.float64)
    model = fit_hazard_model(features, NAMES, outcomes, ridge=1.0)
    assert np.isfinite(model.covariance).all()
    assert model.coefficients[0] > 1.0


def test_what_lies_far_beyond_what_was_seen_counts_as_the_nearest_that_does_not() -> None:
    features, outcomes = drawn(12)
    model = fit_hazard_model(features, NAMES, outcomes).within_range_of(features, 0.1)
    lowest, highest = features.min(axis=0), features.max(axis=0)
    edge = highest + 0.1 * (highest - lowest)
    assert np.allclose(model.linear(np.vstack([edge, edge + 1.0, edge * 50.0])), model.linear(edge[None])[0])
    assert model.linear(features) == pytest.approx(fit_hazard_model(features, NAMES, outcomes).linear(features))
    far = edge[None] * 50.0
    assert model.contributions(far).sum() == pytest.approx(model.probabilities(far).value[0])
    assert HazardModel.from_json(json.loads(json.dumps(model.to_json()))) == model
