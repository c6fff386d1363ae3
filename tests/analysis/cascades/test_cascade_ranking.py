"""Tests of hits and mean average precision against a plain reference, and of their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.next_adopters.cascades.ranking import RankedPositions, ranked
from tests.analysis.cascades import naive_cascades as naive
from tests.profiles import examples


@examples(300)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=150), st.data())
def test_measures_are_means_over_all_orders_of_equal_scores(scores: list[int], data: st.DataObject) -> None:
    right = data.draw(st.integers(0, len(scores) - 1))
    found = ranked(np.array(scores, dtype=np.float64), right)
    assert found == pytest.approx(naive.measures(scores, right))


def test_the_best_of_all_is_a_hit_everywhere() -> None:
    assert set(ranked(np.array([1.0, 3.0, 2.0]), 1).values()) == {1.0}


def test_a_candidate_who_is_in_the_cascade_is_a_miss() -> None:
    scores = np.concatenate([np.full(120, 1.0), [-np.inf]])
    assert set(ranked(scores, 120).values()) == {0.0}


def test_differences_of_the_same_scorer_are_zero_and_cascades_are_resampled_as_a_whole() -> None:
    values = {"map_at_100": np.array([1.0, 1.0, 0.0, 0.0])}
    found = RankedPositions(np.array([0, 0, 1, 1]), {"one": values, "other": values}, 1)
    assert found.difference("one", "other", "map_at_100") == (0.0, 0.0, 0.0)
    assert found.figure("one", "map_at_100") == (0.5, 0.0, 1.0)
