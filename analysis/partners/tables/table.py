"""Input of partner prediction: participations of organisations in projects, with days, topics and attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.models.numbers import Floats, Integers

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class PartnerTable:
    """Participations [m] of n organisations in p projects.

    `days` [p] holds the time of each project in any unit, NaN if unknown; `year` is the length of a year in this unit.
    `topics` [p, t] counts the topics of projects. `groups` holds categorical attributes by name, such as `region` and
    `kind`: codes [n], -1 if unknown. `places` [n, 2] holds latitudes and longitudes in degrees, NaN if unknown.
    `levels` [n] holds an ordinal attribute, NaN if unknown.
    """

    organisations: Sequence[str]
    members: Integers
    projects: Integers
    days: Floats
    topics: csr_array | None = None
    groups: Mapping[str, Integers] = field(default_factory=dict)
    places: Floats | None = None
    levels: Floats | None = None
    year: float = 1.0

    @property
    def dated(self) -> bool:
        """Whether the projects have days."""
        return bool(np.isfinite(self.days).any())

    def memberships(self) -> csr_array:
        """Return the matrix [n, p] of 1 for each organisation in a project; repeated participations count once."""
        shape = len(self.organisations), len(self.days)
        found = csr_array((np.ones(len(self.members)), (self.members, self.projects)), shape=shape)
        found.sum_duplicates()
        found.data[:] = 1.0
        return found

    def until(self, day: float) -> Mask:
        """Return which projects [p] have a day of at most `day`."""
        return self.days <= day

    def between(self, after: float, until: float) -> Mask:
        """Return which projects [p] have a day later than `after` and of at most `until`."""
        return (self.days > after) & (self.days <= until)


def table_of_edges(organisations: Sequence[str], one: Integers, other: Integers) -> PartnerTable:
    """Return a table of a plain network: each edge is a project of two organisations without a day."""
    numbers = np.arange(len(one))
    return PartnerTable(
        organisations, np.concatenate([one, other]), np.concatenate([numbers, numbers]), np.full(len(one), np.nan)
    )
