"""An equal-area map projection for a wide northern country, which needs no map tiles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# for the whole country: the standard parallels and the centre of the map
SOUTHERN, NORTHERN, MIDDLE_LATITUDE, MIDDLE_LONGITUDE = np.radians([52.0, 64.0, 56.0, 100.0])


def albers(latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
    """Project places and return their x and y, arrays of the shape of the input in radii of the Earth.

    Latitudes and longitudes are in degrees. Albers equal-area conic projection of the sphere: Snyder 1987, Map
    Projections - A Working Manual, USGS Professional Paper 1395, equations 14-1 to 14-6.
    """
    cone = (np.sin(SOUTHERN) + np.sin(NORTHERN)) / 2
    constant = np.cos(SOUTHERN) ** 2 + 2 * cone * np.sin(SOUTHERN)
    radius = np.sqrt(constant - 2 * cone * np.sin(np.radians(latitudes))) / cone
    middle = np.sqrt(constant - 2 * cone * np.sin(MIDDLE_LATITUDE)) / cone
    # longitudes beyond the 180th meridian belong to the east of the map
    east = np.where(longitudes < -100, longitudes + 360, longitudes)
    angle = cone * (np.radians(east) - MIDDLE_LONGITUDE)
    return radius * np.sin(angle), middle - radius * np.cos(angle)
