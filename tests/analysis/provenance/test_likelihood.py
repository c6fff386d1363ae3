"""Tests of the likelihood: its formula, its derivatives, and that its maximum recovers the true weights."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.provenance.inference import Inference, method_of, named_weights
from analysis.provenance.likelihood import RIDGE, Choices, FittedWeights, Likelihood, fit, probabilities
from tests.analysis.provenance.countries import country, with_truth

FEATURES, BEYOND = 3, 2


@st.composite
def any_choices(draw: st.DrawFn) -> Choices:
    """Return a few choices among one to four candidates."""
    counts = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    random = np.random.default_rng(draw(st.integers(0, 1_000)))
    offsets = np.r_[0, np.cumsum(counts)]
    chosen = [draw(st.sampled_from([-1, *range(low, high)])) for low, high in pairwise(offsets.tolist())]
    columns = random.normal(size=(offsets[-1], FEATURES)).astype(np.float32)
    beyond = random.normal(size=(len(counts), BEYOND)).astype(np.float32)
    return Choices(offsets, columns, beyond, np.array(chosen))


def naive_log_likelihood(choices: Choices, weights: FittedWeights) -> float:
    """Return the log-likelihood by the formula, choice by choice."""
    total = 0.0
    for number, chosen in enumerate(choices.chosen.tolist()):
        low, high = choices.offsets[number : number + 2].tolist()
        powers = [float(np.exp(choices.columns[at] @ weights.candidate)) for at in range(low, high)]
        other = float(np.exp(choices.beyond[number] @ weights.beyond))
        complete = sum(powers) + other
        if chosen < 0:
            total += float(np.log((1 - weights.error) * other / complete))
        else:
            probability = (1 - weights.error) * powers[chosen - low] / complete + weights.error / (high - low)
            total += float(np.log(probability))
    return total


@given(choices=any_choices(), seed=st.integers(0, 1_000))
def test_the_likelihood_is_that_of_the_formula_choice_by_choice(choices: Choices, seed: int) -> None:
    likelihood = Likelihood(choices)
    vector = np.random.default_rng(seed).normal(size=FEATURES + BEYOND + 1)
    naive = naive_log_likelihood(choices, likelihood.weights(vector))
    assert likelihood.log_likelihood(vector) == pytest.approx(naive, rel=1e-5)
    penalty = RIDGE / 2 * vector[:-1] @ vector[:-1]
    assert likelihood(vector)[0] == pytest.approx((penalty - naive) / len(choices), rel=1e-5)


@given(choices=any_choices(), seed=st.integers(0, 1_000))
def test_the_gradient_is_the_slope_of_the_likelihood(choices: Choices, seed: int) -> None:
    likelihood = Likelihood(choices)
    vector = np.random.default_rng(seed).normal(size=FEATURES + BEYOND + 1)
    steps = np.eye(len(vector)) * 1e-2
    slopes = [(likelihood(vector + step)[0] - likelihood(vector - step)[0]) / 2e-2 for step in steps]
    assert likelihood(vector)[1] == pytest.approx(np.array(slopes), abs=2e-3)


@given(choices=any_choices(), seed=st.integers(0, 1_000))
def test_the_information_is_the_slope_of_the_gradient_where_no_declaration_is_wrong(
    choices: Choices, seed: int
) -> None:
    likelihood = Likelihood(choices)
    vector = np.r_[np.random.default_rng(seed).normal(size=FEATURES + BEYOND), -30.0]
    steps = np.eye(len(vector))[:-1] * 1e-2
    slopes = [(likelihood(vector + step)[1] - likelihood(vector - step)[1]) / 2e-2 for step in steps]
    assert likelihood.information(vector)[:-1] == pytest.approx(np.array(slopes), abs=5e-3)


def test_a_choice_without_candidates_goes_beyond_them() -> None:
    weights = FittedWeights(np.ones(1), np.ones(1), 0.1)
    pair, beyond = probabilities(np.array([0, 0, 1]), np.ones((1, 1), np.float32), np.ones((2, 1), np.float32), weights)
    assert pair.tolist() == [0.5]
    assert beyond.tolist() == [1.0, 0.5]


def test_weights_and_the_share_of_wrong_declarations_are_found_again() -> None:
    random, count, candidates = np.random.default_rng(1), 6_000, 6
    true = FittedWeights(np.array([3.0, -2.0, 1.0]), np.array([1.0, -1.0]), 0.08)
    offsets = np.arange(count + 1) * candidates
    columns = random.normal(size=(count * candidates, FEATURES)).astype(np.float32)
    beyond = random.normal(size=(count, BEYOND)).astype(np.float32)
    pair, other = probabilities(offsets, columns, beyond, true)
    shares = np.cumsum(np.column_stack([other, pair.reshape(count, candidates)]), axis=1)
    drawn = (random.random((count, 1)) > shares).sum(axis=1) - 1
    wrong = random.random(count) < true.error
    place = np.where(wrong, random.integers(candidates, size=count), drawn)
    found = fit(Choices(offsets, columns, beyond, np.where(place < 0, -1, offsets[:-1] + place)))
    assert found.converged
    assert found.weights.candidate == pytest.approx(true.candidate, abs=0.15)
    assert found.weights.beyond == pytest.approx(true.beyond, abs=0.15)
    assert found.weights.error == pytest.approx(true.error, abs=0.015)


def test_what_ties_mean_is_learned_from_declarations() -> None:
    records, _ = with_truth(country(1), seed=2)
    inference = Inference(records)
    weights = named_weights(inference.fitted(inference.subjects().declared).weights)
    assert weights["partner"] > weights["partner at another time"] + 1
    assert weights["ended before"] < -1
    assert weights["lag of 60 days"] > weights["lag of 1825 days"]


def test_the_same_declarations_give_the_same_method() -> None:
    records, _ = with_truth(country(3, practices=20), seed=4)
    first, second = (Inference(records) for _ in range(2))
    methods = {method_of(each.fitted(each.subjects().declared).weights) for each in (first, second)}
    assert len(methods) == 1
    assert "version 1, parameters" in methods.pop()
