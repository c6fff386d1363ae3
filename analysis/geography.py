"""Great-circle distances on the globe, a sphere of one radius; off by at most 0.6 percent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# mean radius of the International Union of Geodesy and Geophysics
EARTH_RADIUS_KM = 6371.0088


class Place(NamedTuple):
    """A place in degrees, WGS84."""

    lat: float
    lon: float


def distance_km(one: Place, other: Place) -> float:
    """Give the distance of two places in kilometres."""
    return float(distances_km(*one, *other))


def distances_km(
    latitude: ArrayLike, longitude: ArrayLike, other_latitude: ArrayLike, other_longitude: ArrayLike
) -> Floats:
    """Give the distances of pairs of places [n] in degrees in kilometres; NaN where a place is not known.

    The haversine formula: R. W. Sinnott (1984), "Virtues of the Haversine", Sky and Telescope 68(2).
    """
    one, west, other, east = (np.radians(each) for each in (latitude, longitude, other_latitude, other_longitude))
    haversine = np.sin((other - one) / 2) ** 2 + np.cos(one) * np.cos(other) * np.sin((east - west) / 2) ** 2
    return arcs_km(2 * np.sqrt(haversine))


def arcs_km(chords: Floats) -> Floats:
    """Give the great-circle distances in kilometres over chords [n] of the unit sphere."""
    # rounding can carry places at opposite ends of the globe past 1
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chords / 2, 1.0)))


def on_sphere(places: Floats) -> Floats:
    """Give the points [n, 3] on the unit sphere of places [n, 2] in degrees."""
    latitude, longitude = np.radians(places).T
    flat = np.cos(latitude)
    return np.column_stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])
