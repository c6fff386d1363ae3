"""Distances on the globe."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

# mean radius of the International Union of Geodesy and Geophysics
EARTH_RADIUS_KM = 6371.0088


class Place(NamedTuple):
    """A place in degrees, WGS84."""

    lat: float
    lon: float


def distance_km(one: Place, other: Place) -> float:
    """The great-circle distance in kilometres, on a sphere: the haversine formula.

    R. W. Sinnott (1984), "Virtues of the Haversine", Sky and Telescope 68(2). Off by at most 0.6 percent.
    """
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    haversine = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    # rounding can carry places at opposite ends of the globe past 1
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(haversine)))
