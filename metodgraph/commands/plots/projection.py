"""A map projection for a wide northern country: places keep their areas, and no tiles are needed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# for the whole of the country: standard parallels, the middle of the map
SOUTHERN, NORTHERN, MIDDLE_LATITUDE, MIDDLE_LONGITUDE = np.radians([52.0, 64.0, 56.0, 100.0])


def albers(latitudes: Floats, longitudes: Floats) -> tuple[Floats, Floats]:
    """Places in degrees as x and y in radii of the Earth (Albers equal-area conic on the sphere: Snyder 1987, Map
    Projections - A Working Manual, USGS Professional Paper 1395, equations 14-1 to 14-6).
    """
    cone = (np.sin(SOUTHERN) + np.sin(NORTHERN)) / 2
    constant = np.cos(SOUTHERN) ** 2 + 2 * cone * np.sin(SOUTHERN)
    radius = np.sqrt(constant - 2 * cone * np.sin(np.radians(latitudes))) / cone
    middle = np.sqrt(constant - 2 * cone * np.sin(MIDDLE_LATITUDE)) / cone
    # east of the 180th meridian lies still in the east
    east = np.where(longitudes < -100, longitudes + 360, longitudes)
    angle = cone * (np.radians(east) - MIDDLE_LONGITUDE)
    return radius * np.sin(angle), middle - radius * np.cos(angle)
