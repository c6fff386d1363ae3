"""Tests of the mean of reported effects, against the formulas written out."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.replication.effects import ReportedEffect, mean_effect

Z = 1.959963984540054
EFFECTS = st.lists(st.tuples(st.floats(-2, 2), st.floats(0.05, 1.0)), min_size=1, max_size=8)


def naive(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """Return mean and standard error after DerSimonian and Laird, in plain sums."""
    weights = [1 / error**2 for _, error in pairs]
    fixed = sum(w * y for w, (y, _) in zip(weights, pairs, strict=True)) / sum(weights)
    q = sum(w * (y - fixed) ** 2 for w, (y, _) in zip(weights, pairs, strict=True))
    c = sum(weights) - sum(w * w for w in weights) / sum(weights)
    between = max(0.0, (q - (len(pairs) - 1)) / c) if c > 1e-12 else 0.0
    both = [1 / (error**2 + between) for _, error in pairs]
    return sum(w * y for w, (y, _) in zip(both, pairs, strict=True)) / sum(both), 1 / math.sqrt(sum(both))


@given(EFFECTS)
def test_the_mean_is_that_of_the_random_effects_model(pairs: list[tuple[float, float]]) -> None:
    found = mean_effect(ReportedEffect(y, y - Z * error, y + Z * error, 0.95) for y, error in pairs)
    mean, error = naive(pairs)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((mean, mean - Z * error, mean + Z * error), abs=1e-7)


def test_one_effect_is_its_own_mean() -> None:
    found = mean_effect([ReportedEffect(0.4, 0.2, 0.6, 0.95)])
    assert found == pytest.approx((0.4, 0.2, 0.6, 0.95))


def test_effects_of_another_level_count_with_their_own_error() -> None:
    narrow = ReportedEffect(0.4, 0.4 - 1.6448536269514722 * 0.1, 0.4 + 1.6448536269514722 * 0.1, 0.90)
    assert mean_effect([narrow]) == pytest.approx((0.4, 0.4 - Z * 0.1, 0.4 + Z * 0.1, 0.95))


@pytest.mark.parametrize("effect", [ReportedEffect(0.4, None, None, None), ReportedEffect(0.4, 0.4, 0.4, 0.95)])
def test_what_has_no_interval_has_no_mean(effect: ReportedEffect) -> None:
    assert mean_effect([effect]) is None
    assert mean_effect([]) is None
