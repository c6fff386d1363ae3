"""Tests of unusable models: they are neither stored nor used, and the reason is given in both languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from analysis.answers import Wording
from analysis.models.hazard_fitting import fit_hazard_model
from analysis.models.logistic import FitError
from analysis.models.numbers import Floats, logistic
from analysis.next_adopters.calibration import held_out_slope
from analysis.next_adopters.sampling import LearningRows
from analysis.replication.evidence.judging import PracticeEvidence
from analysis.replication.plan import StoredModel, plan_of
from analysis.replication.usable import defects, stored_needs, usable_model
from analysis.vocabulary import Fairness, Language
from tests.analysis.replication.countries import country
from tests.analysis.replication.situations import TODAY, as_read, model, situation

FITTED = model().model
SIZE = len(FITTED.features) + 1


def variances(first: float, others: float = 0.01) -> tuple[tuple[float, ...], ...]:
    return tuple(map(tuple, np.diag([first] + [others] * (SIZE - 1)).tolist()))


UNUSABLE = {
    "intercept": (replace(FITTED, intercept=-111.0), "The intercept is -111"),
    "variance": (replace(FITTED, covariance=variances(0.01, 101.0)), "The standard error of the coefficient"),
    "variance of the intercept": (replace(FITTED, covariance=variances(6e16)), "The standard error of the coefficient"),
    "slope of 0": (replace(FITTED, held_out_slope=(0.1, 0.06)), "not significantly above 0"),
    "slope below 0": (replace(FITTED, held_out_slope=(-1.0, 0.1)), "not significantly above 0"),
    "no slope": (replace(FITTED, held_out_slope=()), "the last year has no adoptions"),
    "not finite": (replace(FITTED, calibration=(float("nan"), 1.0)), "damaged"),
    "overflow": (replace(FITTED, coefficients=(float("inf"),) * (SIZE - 1)), "damaged"),
    "scale of 0": (replace(FITTED, scales=(0.0,) * (SIZE - 1)), "damaged"),
    "too few means": (replace(FITTED, means=(0.0,)), "damaged"),
    "a covariance of another size": (replace(FITTED, covariance=variances(0.01)[:-1]), "damaged"),
}


def test_a_sound_model_has_no_defects_and_is_read_as_it_was_stored() -> None:
    assert defects(FITTED) == []
    assert as_read(model()) == model()


@pytest.mark.parametrize("name", UNUSABLE)
def test_the_defects_of_a_model_are_named(name: str) -> None:
    unusable, message = UNUSABLE[name]
    assert any(message in each.english for each in defects(unusable))


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_answer_says_why_the_stored_model_is_unusable_and_is_otherwise_whole(name: str) -> None:
    read = as_read(replace(model(), model=UNUSABLE[name][0]))
    assert isinstance(read, Wording)
    found = plan_of(situation(), PracticeEvidence(country(), [], TODAY), read, 5, Fairness.NONE)
    assert found.targets == ()
    assert found.fairness.worst_region == "Region:1"
    assert "Сохранённая модель" in (found.completeness.reason() or "")
    assert "metodgraph analyse replication" in (found.completeness.reason(Language.EN) or "")


def stored(**changed: object) -> Mapping[str, object]:
    return {**FITTED.to_json(), **changed}


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "not JSON",
        "[]",
        "null",
        '{"intercept": 1}',
        json.dumps(stored(intercept="much")),
        json.dumps(stored(means=None)),
        json.dumps(stored(coefficients=[[1.0]])),
        json.dumps(stored(intercept=float("nan"))),
    ],
)
def test_damaged_parameters_are_said_to_be_damaged(parameters: str) -> None:
    found = usable_model(parameters, "{}", "{}", "2024-01-01")
    assert isinstance(found, Wording)
    assert "damaged" in found.english


def test_damaged_needs_make_the_model_unusable_and_are_read_as_none() -> None:
    found = usable_model(json.dumps(FITTED.to_json()), "{}", '{"C": 1}', "2024-01-01")
    assert isinstance(found, Wording)
    assert stored_needs('{"C": 1}') == {}
    assert stored_needs('{"C": ["M"]}') == {"C": ["M"]}


def test_a_model_of_an_older_program_is_not_used() -> None:
    older = {name: value for name, value in FITTED.to_json().items() if name != "held_out_slope"}
    found = usable_model(json.dumps(older), "{}", "{}", "2024-01-01")
    assert isinstance(found, Wording)
    assert "another version of the program" in found.english
    assert isinstance(as_read(model()), StoredModel)


def later(slope: float, seed: int) -> tuple[Floats, Floats, Floats]:
    """Return rows of a later year in which the slope of the logits is `slope`; a tenth of the controls is kept."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(20_000, 1))
    outcomes = (random.random(20_000) < logistic(-4.0 + slope * features[:, 0])).astype(np.float64)
    kept = (outcomes > 0) | (random.random(20_000) < 0.1)
    return features[kept], outcomes[kept], np.full(int(kept.sum()), 0.1)


@pytest.mark.parametrize(("slope", "significant"), [(1.0, True), (0.5, True), (0.0, False), (-1.0, False)])
def test_the_held_out_slope_says_whether_a_model_predicts_a_later_year(slope: float, significant: bool) -> None:
    features, outcomes, rates = later(1.0, 1)
    fitted = fit_hazard_model(features, ["x"], outcomes, control_rates=rates)
    found = held_out_slope(fitted, LearningRows(*(rows := later(slope, 2)), np.arange(len(rows[1])) % 50))
    assert found[0] == pytest.approx(slope, abs=4 * found[1])
    texts = [each.english for each in defects(fitted.with_held_out_slope(found))]
    assert any("not significantly" in each for each in texts) is not significant


def test_a_later_year_that_one_adopter_at_the_top_separates_tells_no_slope() -> None:
    features, outcomes, rates = later(1.0, 1)
    fitted = fit_hazard_model(features, ["x"], outcomes, control_rates=rates)
    line = np.linspace(-3, 3, 50)[:, None]
    with pytest.raises(FitError, match="the linear predictor separates the outcomes"):
        held_out_slope(fitted, LearningRows(line, (line[:, 0] == 3).astype(float), np.ones(50), np.arange(50)))
