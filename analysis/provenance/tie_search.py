"""Vectorised search for ties: whether many pairs are tied, and on which days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.provenance.records import Booleans, Floats, Integers, Links


@dataclass(frozen=True)
class TieSearch:
    """Undirected pairs, each with one sorted key.

    Parallel ties between two organisations count as one tie from the first day to the last.
    """

    size: int
    keys: Integers
    since: Floats
    until: Floats
    degree: Integers

    @classmethod
    def of(cls, links: Links, size: int) -> TieSearch:
        """Return the search over links between numbers below `size`; links of a number to itself are left out."""
        apart = (links.one != links.other) & (links.one >= 0) & (links.other >= 0)
        one, other = links.one[apart], links.other[apart]
        keys, first = np.unique(np.minimum(one, other) * size + np.maximum(one, other), return_inverse=True)
        since, until = np.full(len(keys), np.inf), np.full(len(keys), -np.inf)
        np.minimum.at(since, first, links.since[apart])
        np.maximum.at(until, first, links.until[apart])
        degree = np.bincount(np.r_[keys // size, keys % size], minlength=size)
        return cls(size, keys, since, until, degree)

    def find(self, one: Integers, other: Integers, day: Floats) -> tuple[Booleans, Booleans]:
        """Return for each pair whether it is tied on the day, and whether it is tied on any day."""
        if not len(self.keys):
            none = np.zeros(len(one), dtype=np.bool_)
            return none, none
        sought = np.minimum(one, other) * self.size + np.maximum(one, other)
        at = np.minimum(np.searchsorted(self.keys, sought), len(self.keys) - 1)
        tied = (self.keys[at] == sought) & (one >= 0) & (other >= 0)
        return tied & (self.since[at] <= day) & (day <= self.until[at]), tied
