"""Rewired networks keep degrees and are equally probable; the test is repeatable and its p-value never 0."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given

from analysis.diffusion.network import network_of
from analysis.diffusion.rewiring import rewiring_test, rewirings
from analysis.diffusion.sample import sample_of
from tests.analysis.diffusion.naive import Case, cases
from tests.analysis.diffusion.test_against_naive import read
from tests.profiles import examples


@given(cases())
@examples(100)
def test_everybody_keeps_the_number_of_ties(case: Case) -> None:
    _, network = read(case)
    for rewired in rewirings(network, np.random.default_rng(1), 5, 3):
        for one, other in ((network.starts, rewired.starts), (network.ends, rewired.ends)):
            assert np.bincount(one, minlength=1).tolist() == np.bincount(other, minlength=1).tolist()
        pairs = set(zip(rewired.starts.tolist(), rewired.ends.tolist(), strict=True))
        assert len(pairs) == len(rewired.starts)
        assert all(start != end for start, end in pairs)
        if network.mutual:
            assert pairs == {(end, start) for start, end in pairs}


@pytest.mark.parametrize("mutual", [False, True])
def test_all_networks_with_these_degrees_are_equally_frequent(mutual: bool) -> None:
    sample = sample_of(range(6), [1] * 6)
    # directed: 0, 1 and 2 each name one of 3, 4 and 5, six ways to do it; mutual: fifteen ways to pair six people
    network = network_of(sample, [0, 1, 2], [3, 4, 5], mutual=mutual)
    found = Counter(
        tuple(sorted(zip(each.starts.tolist(), each.ends.tolist(), strict=True)))
        for each in rewirings(network, np.random.default_rng(5), 6000, 4)
    )
    count = 15 if mutual else 6
    assert len(found) == count
    expected = 6000 / count
    assert sum((each - expected) ** 2 / expected for each in found.values()) < 40


def test_the_same_seed_gives_the_same_test() -> None:
    sample = sample_of(range(8), [1, 1, 2, 2, 3, 3, np.nan, np.nan])
    network = network_of(sample, [0, 1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7], mutual=True)
    one, again, other = (rewiring_test(sample, network, 99, seed) for seed in (3, 3, 4))
    assert one == again
    assert one.p_value != other.p_value
    assert 0 < one.p_value <= 1


def test_clustered_adopters_are_told_from_chance() -> None:
    # rings of ten people who adopt at the same time: all thresholds are 1
    people, size = 100, 10
    sample = sample_of(range(people), [each // size for each in range(people)])
    ends = [each // size * size + (each + 1) % size for each in range(people)]
    found = rewiring_test(sample, network_of(sample, list(range(people)), ends), 199, 1)
    assert found.observed == 1
    assert found.p_value == 0.01
