"""Tests of boxes around circles and of refused places, without a database."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.geography import Place, distance_km
from resolvers.compiling.near import corner
from resolvers.requests.cursors import encoded
from resolvers.requests.errors import RequestError
from tests.cases.compiling import statements
from tests.profiles import examples

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
ORDERED = """query ($near: NearPlace!, $after: String) {
  organisations(orderBy: {near: $near}, after: $after) { totalCount }
}"""
FILTERED = "query ($near: NearWhere!) { organisations(where: {near: $near}) { totalCount } }"


def is_inside(lower: dict[str, float], upper: dict[str, float], place: Place) -> bool:
    """Return whether a place is inside a box, which can cross the meridian of 180 degrees."""
    west, east = lower["longitude"], upper["longitude"]
    between = west <= place.lon <= east if west <= east else place.lon >= west or place.lon <= east
    return between and lower["latitude"] <= place.lat <= upper["latitude"]


@given(LATITUDES, LONGITUDES, st.floats(0.001, 20_050), LATITUDES, LONGITUDES)
@examples(500)
def test_a_place_inside_the_circle_is_inside_the_box(
    lat: float, lon: float, km: float, other_lat: float, other_lon: float
) -> None:
    circle, place = {"lat": lat, "lon": lon, "km": km}, Place(other_lat, other_lon)
    if distance_km(Place(lat, lon), place) <= km:
        assert is_inside(corner(-1, circle), corner(1, circle), place)


@given(LATITUDES, LONGITUDES, st.floats(0.001, 2000), st.floats(0, 360))
@examples(500)
def test_the_rim_of_the_circle_is_inside_the_box(lat: float, lon: float, km: float, turn: float) -> None:
    rim = moved(Place(lat, lon), km * 0.999999, turn)
    circle = {"lat": lat, "lon": lon, "km": km}
    assert is_inside(corner(-1, circle), corner(1, circle), rim)


def moved(start: Place, km: float, turn: float) -> Place:
    """Return the place at a distance in a direction, in degrees from the north."""
    angle, latitude, bearing = km / 6371.0088, math.radians(start.lat), math.radians(turn)
    sine = math.sin(latitude) * math.cos(angle) + math.cos(latitude) * math.sin(angle) * math.cos(bearing)
    end = math.asin(max(-1.0, min(1.0, sine)))
    east = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(latitude), math.cos(angle) - math.sin(latitude) * math.sin(end)
    )
    return Place(math.degrees(end), (start.lon + math.degrees(east) + 180) % 360 - 180)


REFUSED_CIRCLES: dict[str, tuple[dict[str, float], str]] = {
    "no such latitude": ({"lat": 90.1, "lon": 0, "km": 1}, "near.lat is 90.1"),
    "no such longitude": ({"lat": 0, "lon": -181, "km": 1}, "near.lon is -181"),
    "no distance": ({"lat": 0, "lon": 0, "km": 0}, "more than 0"),
    "a negative distance": ({"lat": 0, "lon": 0, "km": -3}, "more than 0"),
    "a distance beyond the Earth": ({"lat": 0, "lon": 0, "km": 21_000}, "at most 20,100"),
}


@pytest.mark.parametrize(("circle", "words"), REFUSED_CIRCLES.values(), ids=list(REFUSED_CIRCLES))
def test_a_circle_that_does_not_exist_is_refused(circle: dict[str, float], words: str) -> None:
    assert words in refusal(FILTERED, {"near": circle})


BY_PEOPLE = {
    "the region of people": "{ people(where: {region: {near: CIRCLE}}) { totalCount } }",
    "the workplaces of people": "{ people(where: {employments: {some: {near: CIRCLE}}}) { totalCount } }",
    "the workplaces of the people of a region": (
        "{ regions(where: {people: {some: {employments: {some: {or: [{near: CIRCLE}]}}}}}) { totalCount } }"
    ),
    "the organisations behind records about people": (
        "{ diagnostics(where: {attempts: {some: {person: {employments: {none: {near: CIRCLE}}}}}}) { totalCount } }"
    ),
    "a list of the workplaces of people": "{ people { nodes { employments(where: {near: CIRCLE}) { totalCount } } } }",
    "the order of the workplaces of people": (
        "{ people { nodes { employments(orderBy: {near: {lat: 1, lon: 1}}) { nodes { id } } } } }"
    ),
}


@pytest.mark.parametrize("text", BY_PEOPLE.values(), ids=list(BY_PEOPLE))
def test_a_place_that_people_lead_to_is_not_located(text: str) -> None:
    assert "does not apply to people" in refusal(text.replace("CIRCLE", "{lat: 1, lon: 1, km: 1}"))


KEYS = {
    "neither a field nor a place": ("[{direction: DESC}]", "either field or near"),
    "both": ("[{field: NAME, near: {lat: 1, lon: 1}}]", "either field or near"),
    "two places": ("[{near: {lat: 1, lon: 1}}, {near: {lat: 2, lon: 2}}]", "several keys with near"),
}


@pytest.mark.parametrize(("keys", "words"), KEYS.values(), ids=list(KEYS))
def test_a_sort_key_is_either_a_field_or_a_place(keys: str, words: str) -> None:
    assert words in refusal(f"{{ regions(orderBy: {keys}) {{ totalCount }} }}")


CURSORS: dict[str, tuple[list[Any], str]] = {
    "of another place": ([[1.5, 55.75, 37.0], "Organisation:1"], "distance from another place"),
    "without its place": ([1.5, "Organisation:1"], "does not fit the order"),
    "with a text": ([["1.5", 55.75, 37.62], "Organisation:1"], "does not fit the order"),
    "with a flag": ([[True, 55.75, 37.62], "Organisation:1"], "does not fit the order"),
}


@pytest.mark.parametrize(("keys", "words"), CURSORS.values(), ids=list(CURSORS))
def test_a_cursor_is_valid_for_one_place(keys: list[Any], words: str) -> None:
    after = encoded("Query.organisations:near,id", keys)
    assert words in refusal(ORDERED, {"near": {"lat": 55.75, "lon": 37.62}, "after": after}, "BAD_CURSOR")


def refusal(text: str, variables: dict[str, Any] | None = None, code: str = "BAD_USER_INPUT") -> str:
    """Return the message of a refused operation."""
    with pytest.raises(RequestError) as refused:
        statements(text.replace("{ totalCount }", "{ totalCount nodes { id } }"), variables)
    assert refused.value.code == code
    return str(refused.value)
