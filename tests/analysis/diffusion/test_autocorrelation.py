"""Moran's I: its moments under randomisation, and the limit on pairs in dense networks."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from analysis.diffusion import autocorrelation
from analysis.diffusion.autocorrelation import moran, nearness
from analysis.diffusion.network import ExposureNetwork, network_of
from analysis.diffusion.sample import sample_of

SIZE = 7
TIES = [(0, 1), (1, 2), (2, 0), (3, 2), (3, 4), (5, 6), (6, 5), (5, 1)]


def network(mutual: bool = False) -> ExposureNetwork:
    sample = sample_of(range(SIZE), np.arange(float(SIZE)))
    return network_of(sample, [start for start, _ in TIES], [end for _, end in TIES], mutual=mutual)


def test_expectation_and_variance_are_those_of_all_orders_of_the_values() -> None:
    near = nearness(network())
    orders = [np.isin(np.arange(SIZE), chosen) for chosen in itertools.combinations(range(SIZE), 3)]
    values = np.array([moran(each, near).value for each in orders])
    found = moran(orders[0], near)
    assert math.isclose(values.mean(), found.expected)
    deviation = abs(found.value - found.expected) / values.std()
    assert math.isclose(found.p_value, math.erfc(deviation / math.sqrt(2)))


def test_too_many_pairs_are_not_made_and_the_steps_taken_are_told() -> None:
    complete, cut = nearness(network(mutual=True)), nearness(network(mutual=True), most_pairs=20)
    assert complete.steps == 6
    assert cut.steps < 6
    assert cut.weights.nnz <= 20 < complete.weights.nnz


def dense(people: int, ties: int, seed: int = 1) -> ExposureNetwork:
    """Return a network in which each person names some others at random: few pairs, and many paths to each."""
    random = np.random.default_rng(seed)
    ends = np.concatenate([random.choice(people, ties, replace=False) for _ in range(people)])
    sample = sample_of(range(people), np.ones(people))
    return network_of(sample, np.repeat(np.arange(people), ties).tolist(), ends.tolist())


def test_the_limit_counts_pairs_and_not_the_paths_between_them() -> None:
    people = 200
    found = nearness(dense(people, 30), most_pairs=people * (people - 1))
    assert (found.steps, found.weights.nnz) == (6, people * (people - 1))
    assert nearness(dense(people, 30), most_pairs=people * (people - 1) - 1).steps == 2


def test_the_weights_do_not_depend_on_the_number_of_rows_per_product(monkeypatch: pytest.MonkeyPatch) -> None:
    network = dense(40, 3)
    whole = nearness(network)
    monkeypatch.setattr(autocorrelation, "BLOCK", 50)
    parts = nearness(network)
    assert np.array_equal(whole.weights.toarray(), parts.weights.toarray())
    assert (whole.first, whole.second) == (parts.first, parts.second)


def test_without_ties_or_variation_there_is_no_value() -> None:
    sample = sample_of(["a", "b"], [1, 2])
    empty = nearness(network_of(sample, [], []))
    assert math.isnan(moran(np.array([True, False]), empty).value)
    assert math.isnan(moran(np.ones(SIZE, dtype=bool), nearness(network())).value)
