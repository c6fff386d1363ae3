"""Tests of the figures of paired measurements."""

import numpy as np
import pytest

from benchmarks.answers.figures import excess, median_ratio, tail_ratio


def times(seed: int, number: int = 400) -> np.ndarray:
    return np.random.default_rng(seed).lognormal(1.0, 0.3, number)


def test_the_ratio_is_the_median_of_the_ratios_of_each_round() -> None:
    ours, floor = np.array([2.0, 9.0, 8.0]), np.array([1.0, 3.0, 8.0])
    assert median_ratio(ours, floor).value == 2.0


def test_what_slows_a_whole_round_cancels() -> None:
    floor, slowed = times(1), np.where(np.arange(400) % 3 == 0, 20.0, 1.0)
    found = median_ratio(1.5 * floor * slowed, floor * slowed)
    assert (found.low, found.value, found.high) == pytest.approx((1.5, 1.5, 1.5))


def test_the_interval_holds_the_true_ratio_and_narrows_with_more_rounds() -> None:
    few, many = (median_ratio(1.2 * times(2, number), times(3, number)) for number in (50, 5000))
    assert few.low < 1.2 < few.high
    assert many.low < 1.2 < many.high
    assert many.high - many.low < few.high - few.low


def test_the_tail_compares_95th_percentiles() -> None:
    floor = np.arange(1.0, 101.0)
    ours = np.where(floor > 90, 3 * floor, floor)
    assert tail_ratio(ours, floor).value == pytest.approx(3.0)
    assert median_ratio(ours, floor).value == 1.0


def test_the_excess_counts_milliseconds_beyond_the_allowed_ratio() -> None:
    floor = times(4)
    assert excess(1.1 * floor + 0.25, floor, 1.1).value == pytest.approx(0.25)
