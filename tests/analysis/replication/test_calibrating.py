"""Tests of the calibration on a later period, and of the weights of sampled candidates."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.models.hazard_fitting import fit_hazard_model
from analysis.models.hazard_model import HazardModel
from analysis.models.numbers import Floats, logistic
from analysis.next_adopters.calibration import drawn_to_one, level, shift_of, slope_on
from analysis.next_adopters.sampling import LearningRows, control_rate, pilot_of, population

CANDIDATES, PRACTICES = 40_000, 50


def candidates(slope: float, shift: float, seed: int) -> tuple[Floats, Floats]:
    """Return candidates [n, 1] and their outcomes in a world with this slope and shift of the logit."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(CANDIDATES, 1))
    return features, (random.random(CANDIDATES) < logistic(shift + slope * features[:, 0])).astype(float)


def rows(features: Floats, outcomes: Floats, rates: Floats, seed: int) -> LearningRows:
    """Return the adopters and a random sample of the other candidates."""
    kept = (outcomes > 0) | (np.random.default_rng(seed).random(len(outcomes)) < rates)
    return LearningRows(features[kept], outcomes[kept], rates[kept], np.arange(len(outcomes))[kept] % PRACTICES)


def model() -> HazardModel:
    """Return a model of a world with a slope of 1.5."""
    features, outcomes = candidates(1.5, -4.0, 1)
    return fit_hazard_model(features, ["feature"], outcomes)


@pytest.mark.parametrize("kept", [1.0, 0.1])
def test_the_slope_is_how_much_of_the_logits_holds_later(kept: float) -> None:
    features, outcomes = candidates(0.9, -4.0, 2)
    slope, error = slope_on(model(), rows(features, outcomes, np.full(CANDIDATES, kept), 3))
    assert slope == pytest.approx(0.9 / 1.5, abs=3 * error)
    assert 0.01 < error < 0.1


def test_a_single_adopter_at_the_top_says_little_of_the_slope() -> None:
    features = np.linspace(-3, 3, 50)[:, None]
    outcomes = (features[:, 0] == 3).astype(float)
    slope, error = slope_on(model(), rows(features, outcomes, np.ones(50), 1))
    assert np.isfinite([slope, error]).all()


def test_only_what_is_more_than_chance_is_taken_from_a_slope_and_none_is_added() -> None:
    assert drawn_to_one(0.6, 0.0) == pytest.approx(0.6)
    assert drawn_to_one(0.6, 0.2) == pytest.approx(0.7)
    assert drawn_to_one(0.6, 0.5) == 1.0
    assert drawn_to_one(1.4, 0.01) == drawn_to_one(1.0, 0.2) == 1.0


def test_a_flatter_slope_leaves_as_many_adoptions_as_before() -> None:
    found = model()
    features, outcomes = candidates(1.5, -4.0, 1)
    drawn = rows(features, outcomes, np.full(CANDIDATES, 0.5), 4)
    flatter = found.with_calibration((shift_of(found, 0.7, [drawn]), 0.7))
    assert flatter.probabilities(features).value.sum() == pytest.approx(outcomes.sum(), rel=0.05)


def test_the_level_follows_adoptions_but_less_where_a_few_practices_have_them_all() -> None:
    found = model()
    features, outcomes = candidates(1.5, -3.0, 5)
    alike = rows(features, outcomes, np.ones(CANDIDATES), 6)
    expected = found.probabilities(features).value.sum()
    assert level(found, alike) == pytest.approx(np.log(outcomes.sum() / expected), abs=0.02)
    bursts = alike._replace(practices=np.where(outcomes > 0, 0, alike.practices))
    assert 0 < level(found, bursts) < level(found, alike) / 2


def test_the_level_of_a_later_period_in_which_half_adopt_or_nobody_does() -> None:
    found = model()
    features, outcomes = candidates(1.5, -3.0, 5)
    half = np.where(np.random.default_rng(6).random(CANDIDATES) < 0.5, outcomes, 0.0)
    moved = found.with_calibration((level(found, rows(features, half, np.ones(CANDIDATES), 6)), 1.0))
    assert moved.probabilities(features).value.mean() == pytest.approx(half.mean(), rel=0.05)
    no_adopters = found.with_calibration((level(found, rows(features, 0 * half, np.ones(CANDIDATES), 6)), 1.0))
    assert 0.0 < no_adopters.probabilities(features).value.mean() < 0.005


def test_rows_stand_for_all_candidates_however_unlikely_it_was_to_keep_each() -> None:
    features, outcomes = candidates(1.5, -6.0, 7)
    rates = np.minimum(1.0, 0.02 + 6 * logistic(-6.0 + 1.5 * features[:, 0]))
    drawn = rows(features, outcomes, rates, 8)
    assert population(drawn).sum() == pytest.approx(CANDIDATES, rel=0.05)
    learned = fit_hazard_model(drawn.features, ["feature"], drawn.outcomes, control_rates=drawn.control_rates)
    error = np.sqrt(np.array(learned.covariance)[1, 1]) / learned.scales[0]
    assert learned.coefficients[0] / learned.scales[0] == pytest.approx(1.5, abs=4 * error)
    assert learned.probabilities(features).value.sum() == pytest.approx(outcomes.sum(), rel=0.1)


def test_six_others_are_kept_for_each_adopter_but_a_few_at_least_and_no_more_than_there_are() -> None:
    free = np.arange(1_000) >= 100
    adopting = ((np.arange(1_000) >= 100) & (np.arange(1_000) < 120)).astype(float)
    assert control_rate(adopting[free], 60) == pytest.approx(120 / 880)
    assert control_rate(adopting[free], 300) == pytest.approx(300 / 880)
    assert control_rate(adopting[free], 2_000) == 1


def test_a_pilot_is_asked_only_where_not_all_are_kept() -> None:
    features, outcomes = candidates(1.5, -4.0, 9)
    complete, part = (rows(features, outcomes, np.full(CANDIDATES, rate), 10) for rate in (1.0, 0.1))
    assert pilot_of([complete], ["feature"]) is None
    assert pilot_of([], ["feature"]) is None
    assert pilot_of([part], ["feature"]) is not None
