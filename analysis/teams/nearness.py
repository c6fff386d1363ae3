"""How closely organisations can cooperate: over a link, or by proximity.

The closeness of two linked organisations is 1. Without a link it is `1 / 2 (1 - d / D)` for a distance d up to the
largest distance D, rounded up to a multiple of 1 / 20, and 0 for a larger or unknown distance. The steps make equally
useful organisations comparable, which keeps the search small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.geography import arcs_km, on_sphere
from analysis.ties.country_links import LINKED, CountryLinks, LinkColumns
from analysis.vocabulary import LinkKind

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

STEPS = 20


@dataclass(frozen=True, eq=False)
class Nearness:
    """The closeness of organisations on a day; `near_km` is the largest distance of near organisations."""

    country: CountryLinks
    day: float
    near_km: float

    @cached_property
    def _points(self) -> Floats:
        return on_sphere(self.country.organisations.places)

    def distances_km(self, organisation: int, others: Integers) -> Floats:
        """Return the distances [m] of an organisation to others; NaN if a place is unknown."""
        return arcs_km(np.sqrt(((self._points[others] - self._points[organisation]) ** 2).sum(axis=1)))

    def links_at(self, organisation: int) -> Iterator[tuple[LinkKind, LinkColumns]]:
        """Yield the links of an organisation that hold on the day, by kind, the strongest kind first."""
        for kind in LINKED:
            found, _ = self.country.incidence[kind].at(np.array([organisation]))
            yield kind, self.country.links[kind].chosen(np.sort(found)).on(self.day)

    def linked(self, organisation: int) -> Integers:
        """Return the organisations that are linked to one on the day, in any order and possibly repeated."""
        ends = []
        for kind in LINKED:
            links, (at, _) = self.country.links[kind], self.country.incidence[kind].at(np.array([organisation]))
            at = at[(links.since[at] <= self.day) & (links.until[at] >= self.day)]
            ends.append(np.where(links.one[at] == organisation, links.other[at], links.one[at]))
        return np.concatenate(ends)

    def closeness(self, organisation: int, others: Integers) -> Floats:
        """Return the closeness of an organisation to others [m], from 0 to 1."""
        by_distance = 1 - self.distances_km(organisation, others) / self.near_km if self.near_km else np.nan
        steps = np.nan_to_num(np.maximum(np.ceil(by_distance * STEPS / 2), np.where(by_distance >= 0, 1, 0)))
        is_linked = np.zeros(len(self.country.organisations), dtype=np.bool_)
        is_linked[self.linked(organisation)] = True
        return np.where(is_linked[others], 1.0, np.maximum(steps, 0) / STEPS)
