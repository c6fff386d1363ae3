"""The growth model recovers known parameters and reports parameters that a curve does not determine."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.diffusion.growth import curve, growth
from analysis.diffusion.sample import InputRefusedError

TRUE = (0.02, 0.45, 800)


def simulated(seed: int, periods: int = 20) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return cumulative adopters of a market in which each member adopts independently by the model."""
    shares = np.diff(curve(np.arange(periods + 1.0), *TRUE[:2]))
    drawn = np.random.default_rng(seed).multinomial(TRUE[2], [*shares, 1 - shares.sum()])[:-1]
    return np.cumsum(drawn)


def test_the_curve_of_the_model_gives_its_parameters_back() -> None:
    found = growth(TRUE[2] * curve(np.arange(1.0, 16), *TRUE[:2]))
    assert found is not None
    assert found.converged
    values = (found.innovation.value, found.imitation.value, found.market.value)
    assert np.allclose(values, TRUE, rtol=1e-6)


def test_intervals_hold_the_true_parameters_about_as_often_as_they_say() -> None:
    held = []
    for seed in range(60):
        found = growth(simulated(seed))
        assert found is not None
        assert found.converged
        intervals = (found.innovation, found.imitation, found.market)
        held.append([each.low <= true <= each.high for each, true in zip(intervals, TRUE, strict=True)])
    assert (np.mean(held, axis=0) > 0.85).all()


@pytest.mark.parametrize("cumulative", [[1, 2, 3, 4, 5, 6], [5, 5, 5, 5, 5, 5], [1, 2, 4, 8, 16, 32, 64]])
def test_a_curve_that_shows_no_saturation_does_not_tell_the_market(cumulative: list[int]) -> None:
    found = growth(np.array(cumulative))
    assert found is not None
    assert not found.converged


def test_few_periods_or_nobody_are_no_curve() -> None:
    assert growth(np.array([1, 2, 3, 5])) is None
    assert growth(np.zeros(10)) is None
    assert growth(np.array([])) is None


def test_a_market_smaller_than_its_adopters_is_refused() -> None:
    with pytest.raises(InputRefusedError, match="A market of 5 is smaller than the 7 adopters in the curve"):
        growth(np.array([1, 2, 3, 5, 7]), 5)
