"""The request for a joint plan, and the regions that have a floor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np

from analysis.replication.country import ReplicationCountry
from analysis.replication.surroundings import NOWHERE, Floats, Integers, Truths

# the part of the regions that have a floor: those that are served worst
WORST_PART = 1 / 3


@dataclass(frozen=True, eq=False)
class PortfolioRequest:
    """A request: practices (indices), regions (a mask [r], None for all), limits, and the floor of each worst region.

    At most `size` adoptions are planned, at most `per_organisation` for an organisation and `per_practice` (None: no
    limit) for a practice.
    """

    practices: tuple[int, ...]
    regions: Truths | None
    size: int
    per_organisation: int
    per_practice: int | None
    floor: int
    day: date

    @property
    def ordinal(self) -> float:
        """The day as a number."""
        return float(self.day.toordinal())


@dataclass(frozen=True, eq=False)
class RegionService:
    """How the regions [r] are served by the practices of a request: organisations on the day, and those that have one.

    `planned` are the regions of the request that have organisations.
    """

    organisations: Integers
    having: Integers
    planned: Truths

    @property
    def shares(self) -> Floats:
        """The share of organisations that have a practice [r]; 0 for regions without organisations."""
        return np.asarray(self.having / np.maximum(self.organisations, 1))

    def worst(self) -> Integers:
        """Return the third of the planned regions that are served worst; equal ones in the order of their ids."""
        places = np.flatnonzero(self.planned)
        order = places[np.argsort(self.shares[places], kind="stable")]
        return order[: ceil(len(order) * WORST_PART)]


def service_of(country: ReplicationCountry, request: PortfolioRequest) -> RegionService:
    """Return how the regions are served before the plan."""
    count, day = len(country.region_ids), request.ordinal
    existing = (country.regions != NOWHERE) & ~(country.last_days < day)
    having = np.zeros(len(country.ids), dtype=np.bool_)
    for practice in request.practices:
        having[country.holders(practice).before(day).others.organisations] = True
    sizes, served = (np.bincount(country.regions[each], minlength=count) for each in (existing, existing & having))
    return RegionService(sizes, served, (sizes > 0) & (True if request.regions is None else request.regions))


def floors_of(service: RegionService, floor: int) -> Integers:
    """Return the floor of each region [r]: `floor` for the regions that are served worst, 0 for the others."""
    floors = np.zeros(len(service.organisations), dtype=np.int64)
    floors[service.worst()] = floor
    return floors
