"""What is known of the adoptions of a country, as arrays: the input of the inference.

Organisations, practices, municipalities, regions and projects are numbers from 0; days are counted from 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

# what an adopter declares beside the number of an adoption
OUTSIDE, NOTHING, UNUSABLE = -1, -2, -3
NOWHERE = -1


@dataclass(frozen=True)
class AdoptionRecords:
    """One element an adoption, those of one practice together.

    `start` and `end` are days, NaN where not known or not ended; `own` marks the author's own use. `declared` is the
    number of the adoption that the adopter names, OUTSIDE where it names a source that is no adoption, NOTHING where
    it names none, UNUSABLE where what it names cannot be true or is ambiguous.
    """

    practice: Integers
    organisation: Integers
    start: Floats
    end: Floats
    own: Booleans
    declared: Integers

    def __len__(self) -> int:
        """How many there are."""
        return len(self.practice)


@dataclass(frozen=True)
class Places:
    """Where each organisation is: NOWHERE or NaN where that is not known; degrees, WGS84."""

    region: Integers
    municipality: Integers
    latitude: Floats
    longitude: Floats


@dataclass(frozen=True)
class Links:
    """Undirected links between two numbers, each from a day until another (infinite where open)."""

    one: Integers
    other: Integers
    since: Floats
    until: Floats


@dataclass(frozen=True)
class TieRecords:
    """How organisations are tied, and which municipalities border each other.

    `members` are organisations (`one`) and the projects they take part in (`other`).
    """

    partners: Links
    units: Links
    members: Links
    borders: Links


@dataclass(frozen=True)
class Practices:
    """Of each practice the day of its publication (NaN where not known) and its themes (practices x themes)."""

    published: Floats
    themes: Booleans


@dataclass(frozen=True)
class Records:
    """Everything that the inference looks at."""

    adoptions: AdoptionRecords
    places: Places
    ties: TieRecords
    practices: Practices
