"""Places in filters and orders: circles with the boxes around them, and distances as sort keys.

Distances are great-circle distances on a sphere with the mean radius of the Earth, as in the analyses.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

from analysis.geography import EARTH_RADIUS_KM
from graph_model.declarations import Distance, Near, Node, Parameter
from graph_model.properties import GeoPoint, Property, Stored
from resolvers.requests.cursors import decoded, refused
from resolvers.requests.errors import RequestError, bad_input
from resolvers.requests.parameters import Fill, parameter

# the radius of the sphere on which the database measures distances
DATABASE_RADIUS_KM = 6378.140
SCALE = EARTH_RADIUS_KM / DATABASE_RADIUS_KM
# half of the circumference of the Earth, rounded up
LARGEST_KM = 20_100
# the box is larger than the circle by this angle, 6 mm, because of rounding
MARGIN = 1e-9


def position_of(kind: type[Node]) -> Property | None:
    """Return the property with the position of a kind, or None."""
    return next((each for each in kind.properties().values() if each.type is GeoPoint), None)


def near_people() -> RequestError:
    """Return the error for a distance that would locate people."""
    return bad_input("near does not apply to people, or to places that are reached by way of people.")


def near(what: Property, given: Mapping[str, Any]) -> Near:
    """Return the condition of a `near` filter on a position."""
    template = {name: given[name] for name in ("lat", "lon", "km")}
    place, metres = parameter(template, components), parameter(template, database_metres)
    return Near(what, place, parameter(template, partial(corner, -1)), parameter(template, partial(corner, 1)), metres)


def distance_from(what: Property, given: Mapping[str, Any]) -> Distance:
    """Return the sort key of a position by the distance from a place."""
    place = parameter({name: given[name] for name in ("lat", "lon")}, components)
    stored = Stored(alias_of=what.column)
    return Distance("near", float, nullable=True, many=False, stored=stored, place=place, scale=parameter(SCALE))


def components(given: Any) -> dict[str, float]:
    """Return the components of a point of the database. Raises a `RequestError` for degrees that do not exist."""
    for name, most in (("lat", 90), ("lon", 180)):
        if not -most <= given[name] <= most:
            msg = f"near.{name} is {given[name]}. Give degrees from -{most} to {most}."
            raise bad_input(msg)
    return {component: float(given[name]) for name, component in GeoPoint.components.items()}


def radius(given: Any) -> float:
    """Return the distance of a `near` filter as an angle. Raises a `RequestError` for a distance outside the limits."""
    if not 0 < given["km"] <= LARGEST_KM:
        msg = f"near.km is {given['km']}. Give more than 0 and at most {LARGEST_KM:,} kilometres."
        raise bad_input(msg)
    return float(given["km"]) / EARTH_RADIUS_KM


def database_metres(given: Any) -> float:
    """Return the distance of a `near` filter in metres of the database."""
    return radius(given) * DATABASE_RADIUS_KM * 1000


def corner(side: int, given: Any) -> dict[str, float]:
    """Return the south-western (-1) or north-eastern (1) corner of the box around a circle.

    A box that contains a pole has all longitudes. Across the meridian of 180 degrees, the western longitude is larger.

    J. P. Snyder (1987), "Map Projections: A Working Manual", section 5: the largest longitude on a small circle.
    """
    angle, latitude = radius(given) + MARGIN, math.radians(given["lat"])
    edge = math.degrees(latitude + side * angle)
    if abs(latitude) + angle >= math.pi / 2:
        return components({"lat": max(-90.0, min(90.0, edge)), "lon": side * 180.0})
    width = math.degrees(math.asin(math.sin(angle) / math.cos(latitude)))
    return components({"lat": edge, "lon": (given["lon"] + side * width + 180) % 360 - 180})


def distance_key(distance: Distance, signed: str, keys: int, index: int, cursor: object) -> Parameter:
    """Return the parameter of a distance inside a cursor, which must have the place of the order."""
    origin = distance.place.value
    assert isinstance(origin, Fill)  # noqa: S101 - `distance_from` made it
    return parameter([cursor, origin.template], partial(_distance_in, signed, keys, index))


def _distance_in(signed: str, keys: int, index: int, given: Any) -> float:
    cursor, place = given
    match decoded(cursor, signed, keys)[index]:
        case [int() | float() as km, *degrees] if not isinstance(km, bool):
            if degrees != [*components(place).values()]:
                raise refused("It belongs to a list by the distance from another place.")
            return float(km)
    raise refused("Its content does not fit the order.")
