"""Great-circle distances agree with known distances."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.geography import EARTH_RADIUS_KM, Place, distance_km

places = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))


def test_a_degree_of_a_meridian_and_a_quarter_of_the_equator() -> None:
    assert distance_km(Place(10, 40), Place(11, 40)) == pytest.approx(EARTH_RADIUS_KM * math.pi / 180)
    assert distance_km(Place(0, 0), Place(0, 90)) == pytest.approx(EARTH_RADIUS_KM * math.pi / 2)


def test_moscow_and_vladivostok_are_as_far_apart_as_on_the_map() -> None:
    assert distance_km(Place(55.7558, 37.6176), Place(43.1155, 131.8855)) == pytest.approx(6418, rel=0.006)


def test_the_date_line_parts_nobody() -> None:
    assert distance_km(Place(65, 179.5), Place(65, -179.5)) == pytest.approx(distance_km(Place(65, 0), Place(65, 1)))


@given(places, places)
def test_distances_are_the_same_both_ways_and_never_more_than_half_round_the_globe(one: Place, other: Place) -> None:
    distance = distance_km(one, other)
    assert distance == pytest.approx(distance_km(other, one))
    assert 0 <= distance <= EARTH_RADIUS_KM * math.pi
    assert distance_km(one, one) == 0
