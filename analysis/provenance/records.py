"""Recorded adoptions of a country as arrays: the input of the inference.

Organisations, practices, municipalities, regions and projects are numbers from 0; days are counted from 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

# values of `declared` other than the number of an adoption
OUTSIDE, NOTHING, UNUSABLE = -1, -2, -3
NOWHERE = -1


@dataclass(frozen=True)
class AdoptionRecords:
    """Adoptions, one element each; the adoptions of a practice are adjacent.

    `start` and `end` are days, NaN if unknown or not ended; `own` marks the author's own use. `declared` is the number
    of the adoption that the adopter names as its source. It is OUTSIDE if the named source is not an adoption, NOTHING
    if no source is named, and UNUSABLE if the named source is impossible or ambiguous.
    """

    practice: Integers
    organisation: Integers
    start: Floats
    end: Floats
    own: Booleans
    declared: Integers

    def __len__(self) -> int:
        """Return the number of adoptions."""
        return len(self.practice)


@dataclass(frozen=True)
class Places:
    """The region, municipality and coordinates (degrees, WGS84) of each organisation; NOWHERE or NaN if unknown."""

    region: Integers
    municipality: Integers
    latitude: Floats
    longitude: Floats


@dataclass(frozen=True)
class Links:
    """Undirected links between two numbers, each with a first and a last day; an open end is infinite."""

    one: Integers
    other: Integers
    since: Floats
    until: Floats


@dataclass(frozen=True)
class TieRecords:
    """Ties between organisations, and borders between municipalities.

    `members` are organisations (`one`) and the projects in which they take part (`other`).
    """

    partners: Links
    units: Links
    members: Links
    borders: Links


@dataclass(frozen=True)
class Practices:
    """The day of publication of each practice, NaN if unknown, and its themes [practices, themes]."""

    published: Floats
    themes: Booleans


@dataclass(frozen=True)
class Records:
    """The complete input of the inference."""

    adoptions: AdoptionRecords
    places: Places
    ties: TieRecords
    practices: Practices
