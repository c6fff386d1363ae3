"""Possible sources of an adoption: every earlier adoption of the same practice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.provenance.records import AdoptionRecords, Integers


@dataclass(frozen=True)
class Order:
    """Adoptions sorted by practice and start, those of unknown start first within their practice.

    `places` are the numbers of the adoptions in sorted order, and `rank` is the position of each number. The candidates
    of the adoption at position k are the positions from `low[k]` up to but not including `high[k]`: adoptions that
    started earlier, and those of unknown start, which may have.
    """

    places: Integers
    rank: Integers
    low: Integers
    high: Integers

    @property
    def counts(self) -> Integers:
        """Return the number of candidates at each position; it has no meaning for an adoption of unknown start."""
        return self.high - self.low


def ordered(adoptions: AdoptionRecords) -> Order:
    """Return the order of adoptions with the candidates of each."""
    start = np.where(np.isnan(adoptions.start), -np.inf, adoptions.start)
    places = np.lexsort((start, adoptions.practice))
    practice, day = adoptions.practice[places], start[places]
    position = np.arange(len(places))
    new_practice = np.r_[True, practice[1:] != practice[:-1]] if len(places) else np.zeros(0, dtype=bool)
    new_day = new_practice | np.r_[True, day[1:] != day[:-1]] if len(places) else new_practice
    low = np.maximum.accumulate(np.where(new_practice, position, 0))
    high = np.maximum.accumulate(np.where(new_day, position, 0))
    rank = np.empty_like(places)
    rank[places] = position
    return Order(places, rank, low, high)


@dataclass(frozen=True)
class Pairs:
    """Learners with their candidates, as numbers of adoptions; the pairs of learner k begin at `offsets[k]`."""

    learners: Integers
    offsets: Integers
    learner: Integers
    candidate: Integers

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.candidate)


def pairs_of(order: Order, learners: Integers) -> Pairs:
    """Return all candidates of the given adoptions; `learners` are numbers of adoptions."""
    at = order.rank[learners]
    counts = order.counts[at]
    offsets = np.r_[0, np.cumsum(counts)].astype(np.int64)
    within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], counts)
    candidate = order.places[np.repeat(order.low[at], counts) + within]
    return Pairs(learners, offsets, np.repeat(learners, counts), candidate)


def in_chunks(order: Order, learners: Integers, most: int) -> Iterator[Pairs]:
    """Yield learners in chunks of about `most` pairs, so that memory is bounded.

    A learner with more candidates than `most` is a chunk of its own.
    """
    ends = np.cumsum(order.counts[order.rank[learners]] + 1)
    begin = 0
    while begin < len(learners):
        done = ends[begin - 1] if begin else 0
        end = max(int(np.searchsorted(ends, done + most, side="right")), begin + 1)
        yield pairs_of(order, learners[begin:end])
        begin = end
