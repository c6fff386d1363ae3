"""Great-circle distances on a sphere with the mean radius of the Earth. The error is at most 0.6 percent."""

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
    """Return the distance between two places in kilometres."""
    return float(distances_km(*one, *other))


def distances_km(
    latitude: ArrayLike, longitude: ArrayLike, other_latitude: ArrayLike, other_longitude: ArrayLike
) -> Floats:
    """Return the distances [n] in kilometres between pairs of places in degrees.

    Each argument is an array [n]. The distance is NaN where a place is not known.

    The haversine formula: R. W. Sinnott (1984), "Virtues of the Haversine", Sky and Telescope 68(2).
    """
    one, west, other, east = (np.radians(each) for each in (latitude, longitude, other_latitude, other_longitude))
    haversine = np.sin((other - one) / 2) ** 2 + np.cos(one) * np.cos(other) * np.sin((east - west) / 2) ** 2
    return arcs_km(2 * np.sqrt(haversine))


def arcs_km(chords: Floats) -> Floats:
    """Return the great-circle distances [n] in kilometres for chords [n] of the unit sphere."""
    # rounding can make the half chord of antipodal places larger than 1
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chords / 2, 1.0)))


def on_sphere(places: Floats) -> Floats:
    """Return the points [n, 3] on the unit sphere for places [n, 2] (latitude and longitude in degrees)."""
    latitude, longitude = np.radians(places).T
    flat = np.cos(latitude)
    return np.column_stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])
