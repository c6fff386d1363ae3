"""Classes of organisations for which evidence is judged: region x kind x settlement, or a wider class.

A class has at least `SMALLEST` organisations. If the narrowest class of an organisation is smaller, these classes are
tried in turn: kind in the region, kind and settlement in the country, kind in the country, all organisations.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from analysis.replication.audience import NOT_KNOWN
from analysis.replication.country import ReplicationCountry
from analysis.replication.surroundings import Integers

SMALLEST = 30


class PlaceClass(NamedTuple):
    """A class of organisations: None for a trait that it does not fix. `kind` is an index into `OrganisationKind`."""

    region: int | None
    kind: int | None
    rural: int | None


def class_of(country: ReplicationCountry, organisation: int, day: float) -> tuple[PlaceClass, Integers]:
    """Return the narrowest class of an organisation with enough members on a day, and its members."""
    for each in classes(country, organisation):
        found = members(country, each, day)
        if len(found) >= SMALLEST:
            return each, found
    everything = PlaceClass(None, None, None)
    return everything, members(country, everything, day)


def classes(country: ReplicationCountry, organisation: int) -> Iterator[PlaceClass]:
    """Yield the classes of an organisation, the narrowest first."""
    region, kind = int(country.regions[organisation]), int(country.traits.kinds[organisation])
    rural = int(country.traits.rural[organisation])
    settlement = None if rural == NOT_KNOWN else rural
    yield PlaceClass(region, kind, settlement)
    yield PlaceClass(region, kind, None)
    yield PlaceClass(None, kind, settlement)
    yield PlaceClass(None, kind, None)


def members(country: ReplicationCountry, each: PlaceClass, day: float) -> Integers:
    """Return the organisations of a class that exist on a day."""
    found = ~(country.last_days < day)
    for value, own in ((each.region, country.regions), (each.kind, country.traits.kinds)):
        if value is not None:
            found &= own == value
    if each.rural is not None:
        found &= country.traits.rural == each.rural
    return np.flatnonzero(found)
