"""Tests of shrinkage by groups: the ridges maximise the evidence, and groups without information shrink to 0."""

from __future__ import annotations

import json
from itertools import product

import numpy as np
import pytest

from analysis.models import shrinkage
from analysis.models.hazard_fitting import fit_hazard_model
from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import fit_logistic
from analysis.models.numbers import Floats, logistic
from analysis.models.shrinkage import numbered, ridges_of


def drawn(seed: int, count: int = 2_000, useless: int = 12, strength: float = 1.0) -> tuple[Floats, Floats]:
    """Return candidates with three informative features and others without effect."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(count, 3 + useless))
    linear = -1.5 + strength * features[:, :3] @ np.array([0.7, -0.5, 0.6])
    return features, (random.random(count) < logistic(linear)).astype(np.float64)


def evidence(design: Floats, outcomes: Floats, penalties: Floats) -> float:
    """Return the logarithm of the evidence by Laplace's approximation, up to a constant."""
    rows = np.ones(len(outcomes))
    found = fit_logistic(design, outcomes, rows, 0.0 * rows, penalties, None)
    linear = design @ found.coefficients
    fits = float(outcomes @ linear - np.logaddexp(0.0, linear).sum()) - 0.5 * float(penalties @ found.coefficients**2)
    return fits + 0.5 * float(np.log(penalties[1:]).sum() + np.linalg.slogdet(found.covariance)[1])


def test_the_ridges_are_those_under_which_the_rows_are_most_likely() -> None:
    features, outcomes = drawn(1, useless=0, strength=0.3)
    design = np.column_stack([np.ones(len(outcomes)), features])
    groups = np.array([0, 0, 1])
    rows = np.ones(len(outcomes))
    found, converged = ridges_of(design, outcomes, rows, 0.0 * rows, groups)
    assert converged
    best = evidence(design, outcomes, np.r_[0.0, found[groups]])
    for factors in product([0.5, 1.0, 2.0], repeat=2):
        others = np.r_[0.0, (found * np.array(factors))[groups]]
        assert evidence(design, outcomes, others) <= best + 1e-3


def test_a_group_that_says_nothing_is_drawn_to_nothing_and_one_that_counts_is_not() -> None:
    features, outcomes = drawn(2)
    names = [f"x{each}" for each in range(features.shape[1])]
    groups = ["counts"] * 3 + ["useless"] * 12
    grouped = fit_hazard_model(features, names, outcomes, groups=groups)
    plain = fit_hazard_model(features, names, outcomes, ridge=0.0)
    assert np.allclose(grouped.coefficients[:3], plain.coefficients[:3], atol=0.05)
    assert np.abs(grouped.coefficients[3:]).max() < 0.35 * np.abs(plain.coefficients[3:]).max()
    assert dict(grouped.ridges)["useless"] > 20 * dict(grouped.ridges)["counts"]
    assert HazardModel.from_json(json.loads(json.dumps(grouped.to_json()))) == grouped


def test_features_that_do_not_vary_do_no_harm() -> None:
    features, outcomes = drawn(3)
    features[:, 3:] = 7.0
    names = [f"x{each}" for each in range(features.shape[1])]
    found = fit_hazard_model(features, names, outcomes, groups=["counts"] * 3 + ["constant"] * 12)
    assert np.isfinite(found.covariance).all()
    assert not np.any(found.coefficients[3:])


def test_groups_are_numbered_in_their_order() -> None:
    names, numbers = numbered(["b", "a", "b"])
    assert names == ("b", "a")
    assert numbers.tolist() == [0, 1, 0]


def test_ridges_that_still_change_at_the_last_round_are_said_not_to_have_converged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    features, outcomes = drawn(2)
    names = [f"x{each}" for each in range(features.shape[1])]
    groups = ["counts"] * 3 + ["useless"] * 12
    found = []
    for rounds in (2, 500):
        monkeypatch.setattr(shrinkage, "ROUNDS", rounds)
        found.append(fit_hazard_model(features, names, outcomes, groups=groups).ridges_converged)
    assert found == [False, True]
