"""Tables that do not fit together are refused with a sentence, and extreme samples give figures without errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from analysis.diffusion.autocorrelation import autocorrelations, nearness
from analysis.diffusion.curve import censoring_of, curve_of
from analysis.diffusion.exposure import mean_by_group, mean_threshold, thresholds
from analysis.diffusion.infection import infectiousness, mean_of_adopters, susceptibility
from analysis.diffusion.network import network_of
from analysis.diffusion.rewiring import rewiring_test
from analysis.diffusion.sample import InputRefusedError, sample_of

SAMPLE = sample_of(["a", "b", "c"], [1, 2, np.nan])


@pytest.mark.parametrize(
    ("ids", "periods", "sentence"),
    [
        (["a", "b"], [1.0], "There are 2 ids and 1 periods. Give one period (or none, NaN) for each id."),
        ([], [], "The table of adoptions has no rows. Give one row for each person, adopter or not."),
        (["a", "b", "a"], [1, 2, 3], "1 ids occur in several rows of the adoptions (a). Give each id once."),
        (["a", "b"], [2015.5, 2], "The period 2015.5 is not a whole number. Number the periods, for example by year."),
        (
            ["a", "b"],
            [20150101, 20210901],
            "There are 60801 periods from the first to the last; the limit is 5000. "
            "Number them one by one (2021, 2022 ...); dates such as 20210901 are not periods.",
        ),
    ],
)
def test_a_table_of_adopters_that_is_none(ids: list[str], periods: list[float], sentence: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        sample_of(ids, periods)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("starts", "ends", "weights", "words"),
    [
        (["1", "2"], ["2", "3"], None, "which have ids such as 'a'; the ties have '1'. Both tables must name people"),
        (["a"], ["b", "c"], None, "The ties have 1 starts, 2 ends and 1 weights"),
        (["a"], ["b"], [1.0, 2.0], "The ties have 1 starts, 1 ends and 2 weights"),
        (["a"], ["b"], [-1.0], "A tie has the weight -1"),
        (["a"], ["b"], [np.nan], "A tie has no weight"),
    ],
)
def test_a_table_of_ties_that_does_not_fit(
    starts: list[str], ends: list[str], weights: Sequence[float] | None, words: str
) -> None:
    with pytest.raises(InputRefusedError, match=words):
        network_of(SAMPLE, starts, ends, weights)


def test_groups_of_another_length() -> None:
    with pytest.raises(InputRefusedError, match="The column of groups has 2 values for 3 people"):
        mean_by_group(SAMPLE, thresholds(SAMPLE, network_of(SAMPLE, [], [])), ["x", "y"])


def test_periods_outside_of_the_span_that_was_observed() -> None:
    with pytest.raises(
        InputRefusedError, match="Periods from 1 to 2 lie outside the observed span, which begins with 2"
    ):
        sample_of(["a", "b"], [1, 2], first=2)


@pytest.mark.parametrize("periods", [[np.nan, np.nan], [np.nan], [2021]])
def test_nobody_or_one_alone_gives_no_figures_and_no_error(periods: list[float]) -> None:
    sample = sample_of(range(len(periods)), periods)
    network = network_of(sample, [], [])
    adopted = int(sample.adopted.sum())
    assert curve_of(sample).cumulative.tolist() == [1] * adopted
    assert censoring_of(sample).people == len(periods) - adopted
    assert np.isnan(mean_threshold(sample, network)) == (not adopted)
    for values in (infectiousness(sample, network), susceptibility(sample, network)):
        assert np.isnan(mean_of_adopters(values)) == (not adopted)
    assert len(autocorrelations(sample, nearness(network))) == sample.length
    assert rewiring_test(sample, network).permutations == 0


def test_who_has_not_adopted_is_at_risk_to_the_end() -> None:
    sample = sample_of(["a", "b", "c", "d"], [2016, np.nan, 2019, np.nan], first=2015, last=2020)
    curve = curve_of(sample)
    assert curve.at_risk.tolist() == [4, 4, 3, 3, 3, 2]
    assert curve.adopters.tolist() == [0, 1, 0, 0, 1, 0]
    assert censoring_of(sample).people == 2
    assert censoring_of(sample).code is None


def test_a_last_period_in_which_few_are_left_is_no_code() -> None:
    assert censoring_of(sample_of(range(10), [1, 1, 1, 2, 2, 2, 2, 3, 3, 3])).code is None
    assert censoring_of(sample_of(range(40), [1, 2, 3, 4] + [5] * 36)).code == 5
