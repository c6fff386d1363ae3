"""The observation window: who adopted before and after it, the categories of adopters, and intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analysis.diffusion.adopter_categories import categories_of
from analysis.diffusion.curve import censoring_of, curve_of
from analysis.diffusion.exposure import exposure, thresholds
from analysis.diffusion.growth import growth
from analysis.diffusion.infection import infectiousness, susceptibility
from analysis.diffusion.network import network_of
from analysis.diffusion.person_periods import at_risk
from analysis.diffusion.sample import Floats, InputRefusedError, observed, sample_of
from analysis.models.intervals import mean_bounds, share_bounds
from tests.analysis.diffusion import naive
from tests.analysis.diffusion.anchor import doctors
from tests.analysis.diffusion.naive import Case, cases
from tests.analysis.diffusion.test_against_naive import by_name, read, same
from tests.profiles import examples


@given(cases(), st.integers(0, 3), st.integers(0, 3))
@examples(150)
def test_a_window_hides_later_adoptions_and_keeps_earlier_adopters_as_neighbours(
    case: Case, cut: int, left: int
) -> None:
    sample, network = read(case)
    first = sample.first + cut
    last = first + left
    when = {each: period for each, period in case.periods.items() if period is not None}
    inside = {each: period for each, period in when.items() if first <= period <= last}
    if when and not inside:
        with pytest.raises(InputRefusedError, match=f"No person adopts in the window from {first} to {last}"):
            observed(sample, first, last)
        return
    found = observed(sample, first, last)
    curve = curve_of(found)
    assert curve.adopters.tolist() == [naive.adopters(case, period) for period in range(first, last + 1)]
    assert curve.at_risk.tolist() == [
        sum(not naive.adopted_by(case, each, period - 1) for each in case.periods) for period in range(first, last + 1)
    ]
    assert curve.cumulative.tolist() == [
        sum(naive.adopted_by(case, each, period) for each in case.periods) for period in range(first, last + 1)
    ]
    assert found.before == sum(period < first for period in when.values())
    assert censoring_of(found).people == len(case.periods) - found.before - len(inside)
    # thresholds of those who adopt in the window are those of the whole observation
    assert same(by_name(case, thresholds(found, network)), {each: naive.thresholds(case)[each] for each in inside})
    assert same(by_name(case, susceptibility(found, network)), expected_susceptibility(case, first, inside))
    assert np.allclose(exposure(found, network), exposure_of_window(case, first, last))
    rows, _ = at_risk(found)
    assert set(rows.people.tolist()) <= {place for place, each in enumerate(found.steps.tolist()) if each >= 0}


def expected_susceptibility(case: Case, first: int, inside: dict[str, int]) -> dict[str, float]:
    """Return the susceptibility in a window: 0 in its first period, for which the period before is not observed."""
    every = naive.susceptibility(case)
    return {each: every[each] if period > first else 0.0 for each, period in inside.items()}


def exposure_of_window(case: Case, first: int, last: int) -> Floats:
    """Return the exposure of all people in the periods of a window."""
    return np.array(
        [[naive.exposure(case, each, period) for period in range(first, last + 1)] for each in case.periods]
    )


def test_the_infectiousness_of_the_last_adopters_of_a_window_is_not_observed() -> None:
    sample = sample_of(["a", "b", "c"], [1, 2, 3])
    network = network_of(sample, ["b", "c"], ["a", "b"])
    assert infectiousness(sample, network).tolist() == [1, 1, 0]
    assert np.array_equal(infectiousness(observed(sample, 1, 2), network), [1, 0, np.nan], equal_nan=True)


def test_an_empty_period_at_the_end_changes_the_growth_model() -> None:
    sample, _ = doctors()
    longer = observed(sample, None, 19)
    one, other = (growth(np.cumsum(each.adopters), len(each)) for each in (sample, longer))
    assert one is not None
    assert other is not None
    assert longer.length == 19
    assert 1.02 < other.imitation.value / one.imitation.value < 1.2


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (30, 40, "No person adopts in the window from 30 to 40. The adoptions lie between 1 and 18: change the first"),
        (5, 3, "The window ends with 3 before it begins with 5."),
        (1, 9000, "There are 9000 periods from the first to the last; the limit is 5000."),
    ],
)
def test_a_window_that_cannot_be_used_is_refused(first: int, last: int, words: str) -> None:
    with pytest.raises(InputRefusedError, match=words):
        observed(doctors()[0], first, last)


def test_categories_of_adopters_have_the_bounds_of_rogers() -> None:
    sample = sample_of(range(9), [2, 6, 8, 9, 10, 11, 12, 14, np.nan])
    found = categories_of(sample)
    adopted = np.array([2, 6, 8, 9, 10, 11, 12, 14.0])
    mean, deviation = adopted.mean(), adopted.std(ddof=1)
    assert (found.mean, found.deviation) == pytest.approx((mean, deviation))
    expected = [
        "innovator" if each < mean - 2 * deviation
        else "early adopter" if each < mean - deviation
        else "early majority" if each < mean
        else "late majority" if each < mean + deviation
        else "laggard"
        for each in adopted.tolist()
    ]  # fmt: skip
    assert found.names() == [*expected, "not adopted"]
    assert sum(found.counts().values()) == 9


def test_earlier_adopters_and_a_single_one_have_categories() -> None:
    found = categories_of(observed(sample_of(range(4), [1, 5, 6, 9]), 5, 8))
    assert found.names() == ["before the window", "early majority", "late majority", "not adopted"]
    assert categories_of(sample_of(range(2), [5, np.nan])).names() == ["early majority", "not adopted"]
    assert math.isnan(categories_of(sample_of(range(2), [np.nan, np.nan])).mean)


@given(st.integers(0, 30), st.integers(0, 30))
@examples(50)
def test_intervals_of_shares_are_those_of_wilson(some: int, more: int) -> None:
    low, high = share_bounds(np.array([some]), np.array([some + more]))
    if not some + more:
        assert math.isnan(low[0])
        return
    expected = binomtest(some, some + more).proportion_ci(method="wilson")
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_intervals_of_means_hold_the_mean_about_as_often_as_they_say() -> None:
    random, held, naive_held = np.random.default_rng(3), [], []
    for _ in range(400):
        # forty clusters with a common part
        clusters = np.repeat(np.arange(40), 5)
        values = random.normal(size=40)[clusters] + random.normal(size=200)
        low, high = mean_bounds(values, clusters)
        held.append(low <= 0 <= high)
        low, high = mean_bounds(values, np.arange(200))
        naive_held.append(low <= 0 <= high)
    assert 0.92 <= np.mean(held) <= 0.98
    assert np.mean(naive_held) < 0.85


def test_the_interval_of_the_mean_of_independent_values_is_the_usual_one() -> None:
    values = np.array([0.1, 0.5, 0.6, 1.0])
    low, high = mean_bounds(values, np.arange(4))
    half = 3.182446305284263 * values.std(ddof=1) / 2
    assert (low, high) == pytest.approx((values.mean() - half, values.mean() + half))
    assert all(math.isnan(each) for each in mean_bounds(values, np.zeros(4, int)))
