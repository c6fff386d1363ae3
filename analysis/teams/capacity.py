"""The current commitments of organisations, and the number from which an organisation has no capacity for a project."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.ties.content import SOURCES, ContentRecords
from analysis.vocabulary import ContentSource

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

# an adoption binds the organisation in its first year
ADOPTING_DAYS = 365
# the limit of a kind is this percentile of the commitments of its organisations that have any
PERCENTILE = 95
# a kind with fewer such organisations has no limit: their largest number says nothing on capacity
FEWEST = 20
NO_LIMIT = -1


@dataclass(frozen=True, eq=False)
class Capacity:
    """Commitments [n] of organisations on a day, and the limits [n] of their kinds (`NO_LIMIT`: none)."""

    commitments: Integers
    limits: Integers

    @property
    def exceeded(self) -> Booleans:
        """Return a mask [n] of the organisations with more commitments than their limit."""
        return np.asarray((self.limits != NO_LIMIT) & (self.commitments > self.limits))


def capacity_on(records: ContentRecords, kinds: Integers, existing: Booleans, day: float) -> Capacity:
    """Return the capacity of all organisations on a day; only organisations that exist count for the limits."""
    commitments = commitments_on(records, len(kinds), day)
    limits = np.full(len(kinds), NO_LIMIT, dtype=np.int64)
    for kind in np.unique(kinds):
        bound = commitments[(kinds == kind) & existing & (commitments > 0)]
        if len(bound) >= FEWEST:
            limits[kinds == kind] = int(np.percentile(bound, PERCENTILE, method="higher"))
    return Capacity(commitments, limits)


def commitments_on(records: ContentRecords, organisations: int, day: float) -> Integers:
    """Return the number of commitments of each organisation [n] on a day.

    Commitments are the current projects and research projects, and the adoptions that started within a year. A record
    with an unknown start counts as a project, but not as an adoption, since adoptions mostly last for years.
    """
    current = (records.since <= day) & (records.until >= day)
    joint = np.isin(records.sources, [SOURCES.index(each) for each in (ContentSource.PROJECT, ContentSource.RESEARCH)])
    adopting = (records.sources == SOURCES.index(ContentSource.ADOPTED)) & (records.since > day - ADOPTING_DAYS)
    return np.bincount(records.organisations[current & (joint | adopting)], minlength=organisations).astype(np.int64)
