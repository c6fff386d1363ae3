"""Tests that features of cascades equal a plain reference, with the cascade itself left out and without later data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.next_adopters.cascades.cascade_table import Cascade
from analysis.next_adopters.cascades.features import CascadeFeatures
from analysis.next_adopters.cascades.seven_features import SevenFeatures
from tests.analysis.cascades import naive_cascades as naive
from tests.profiles import examples

SIZE = 7


@st.composite
def cascades(draw: st.DrawFn) -> list[Cascade]:
    """Draw a few cascades among seven adopters, in the order of their first times."""
    found = []
    for number in range(draw(st.integers(2, 5))):
        adopters = draw(st.lists(st.integers(0, SIZE - 1), min_size=2, max_size=SIZE - 1, unique=True))
        times = sorted(draw(st.lists(st.integers(0, 30), min_size=len(adopters), max_size=len(adopters))))
        found.append(Cascade(f"i{number}", np.array(adopters), np.array(times, dtype=np.float64)))
    return sorted(found, key=lambda each: float(each.times[0]))


@examples(200)
@given(cascades(), st.data())
def test_features_equal_their_definitions_without_the_cascade_itself(found: list[Cascade], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(found) - 1))
    own, others = found[number], [each for place, each in enumerate(found) if place != number]
    positions = np.arange(len(own.adopters))
    features = CascadeFeatures.of(found, SIZE, None)
    values = features.at(own, positions, number)
    gap, span = features.activity.gap, features.activity.span
    for position in positions.tolist():
        for candidate in set(range(SIZE)) - set(own.adopters.tolist()):
            expected = [
                naive.share_followed(others, own, position, candidate, SIZE),
                naive.share_followed_last(others, own, position, candidate, SIZE),
                naive.lift_followed(others, own, position, candidate, SIZE),
                np.log1p(naive.popularity(others, candidate)),
                naive.preference(others, own, position, candidate),
                np.log1p(naive.time_since(others, float(own.times[position]), candidate, span) / gap),
            ]
            assert values[position, candidate] == pytest.approx(expected, abs=1e-6)


@examples(100)
@given(cascades())
def test_a_cascade_that_is_left_out_has_the_features_of_an_unknown_one(found: list[Cascade]) -> None:
    own, others = found[0], found[1:]
    positions = np.arange(len(own.adopters))
    for kind in (CascadeFeatures, SevenFeatures):
        known, unknown = kind.of(found, SIZE, None), kind.of(others, SIZE, None)
        if isinstance(known, CascadeFeatures) and isinstance(unknown, CascadeFeatures):
            scale = replace(unknown.activity, gap=known.activity.gap, span=known.activity.span)
            unknown = replace(unknown, activity=scale)
        if isinstance(known, SevenFeatures) and isinstance(unknown, SevenFeatures):
            unknown = replace(unknown, recent=known.recent[1:])
        assert known.at(own, positions, 0) == pytest.approx(unknown.at(own, positions), abs=1e-6)


@examples(100)
@given(cascades())
def test_features_at_a_position_do_not_depend_on_later_adopters(found: list[Cascade]) -> None:
    asked = found[-1]
    features = CascadeFeatures.of(found[:-1], SIZE, None)
    position = np.array([0])
    begun = replace(asked, adopters=asked.adopters[:1], times=asked.times[:1])
    assert features.at(asked, position) == pytest.approx(features.at(begun, position))
