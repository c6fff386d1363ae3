"""Features of candidates: what was known by a period of each place for each practice.

For a block of practices all features are matrices [b, n] over all places. Those of pairs and places are standardised
within each practice, over the places that have not adopted it: what counts is how a place compares with the other
candidates, and no feature changes its meaning as a practice grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, diags
from scipy.sparse.linalg import svds

from analysis.replication.history import History
from analysis.replication.logistic import Floats, Integers
from analysis.replication.nearness import Nearness
from analysis.replication.table import Adoptions

# the orders in which places adopt are compared pair by pair: beyond this it would take gigabytes
MOST_PLACES_PAIRED = 2_500
MOST_PAIRS = 60_000_000
FACTORS = 12
SHRINKAGE = 5.0


class Candidates(NamedTuple):
    """Features [b, n, k] of all places for a block of practices [b], and which of them are candidates [b, n]."""

    practices: Integers
    features: Floats
    open: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Surroundings:
    """What does not change with time: kernels [n, n] of nearness, and who is tied to whom, rows summing to 1."""

    nearness: Nearness | None
    near: csr_matrix | None
    tied: csr_matrix | None
    named: csr_matrix | None

    @classmethod
    def of(cls, table: Adoptions) -> Surroundings:
        """The surroundings of a table's places."""
        nearness = None if table.coordinates is None else Nearness.of(table.coordinates)
        if table.ties is None:
            return cls(nearness, nearness and nearness.kernel(), None, None)
        back = table.ties.T.tocsr()
        one_way = abs(table.ties - back).sum() > 1e-9 * table.ties.sum()
        return cls(nearness, nearness and nearness.kernel(), table.ties, back if one_way else None)


class FeatureMaker:
    """Makes the features of candidates as of the end of a history."""

    def __init__(self, table: Adoptions, surroundings: Surroundings, history: History) -> None:
        self._table = table
        self._around = surroundings
        self._past = history

    def candidates(self, practices: Integers) -> Candidates:
        """All features of all places for a block of practices, and which places are candidates."""
        held = self._past.held[practices].toarray()
        fading = self._past.fading[practices].toarray()
        free = held == 0.0
        columns = [standardised(each, free) for _, each in self._of_pairs(practices, held, fading)]
        places = [standardised(np.broadcast_to(each, held.shape), free) for _, each in self._of_places]
        whole = [np.broadcast_to(each[practices][:, None], held.shape) for _, each in self._of_practices]
        return Candidates(practices, np.stack([*columns, *places, *whole], axis=2), free)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the features, in the order of the columns."""
        one = np.zeros(1, dtype=np.int64)
        nothing = np.zeros((1, self._past.shape[1]))
        pairs = [name for name, _ in self._of_pairs(one, nothing, nothing)]
        return (*pairs, *(name for name, _ in self._of_places), *(name for name, _ in self._of_practices))

    def _of_pairs(self, practices: Integers, held: Floats, fading: Floats) -> Iterator[tuple[str, Floats]]:
        """What belongs to a practice and a place together [b, n]."""
        count = held.sum(axis=1, keepdims=True)
        recent = fading.sum(axis=1, keepdims=True)
        yield "adopter similarity", self._alike(held) / np.maximum(count, 1.0)
        yield "similarity to recent adopters", self._alike(fading) / np.maximum(recent, 1e-9)
        yield "practices adopted together", self._together(held)
        if self._factors is not None:
            left, right = self._factors
            yield "latent factors", left[practices] @ right.T
        if self._follows is not None:
            yield "adopts after the adopters", (self._follows[0].T @ held.T).T / np.maximum(count, 1.0)
            yield "adopts soon after the adopters", (self._follows[1].T @ fading.T).T
        if self._around.nearness is not None and self._around.near is not None:
            members = [np.flatnonzero(row) for row in held]
            yield (
                "distance to the nearest adopter",
                -np.log1p(np.stack([self._around.nearness.to_nearest(each) for each in members])),
            )
            yield "adopters nearby", (self._around.near @ held.T).T
            yield "recent adopters nearby", (self._around.near @ fading.T).T
        for name, ties in (("ties", self._around.tied), ("ties of others", self._around.named)):
            if ties is not None:
                sums = np.asarray(ties.sum(axis=1)).ravel()
                reached = (ties @ held.T).T
                yield f"adopters among {name}", np.log1p(reached)
                yield f"share of {name} that adopted", reached / (sums + np.median(sums[sums > 0]))
                yield f"recent adopters among {name}", np.log1p((ties @ fading.T).T)
        if self._table.traits.shape[1]:
            centre = held @ self._table.traits / (count + SHRINKAGE)
            yield "traits like those of the adopters", centre @ self._table.traits.T

    @cached_property
    def _of_places(self) -> list[tuple[str, Floats]]:
        """What belongs to a place [n]."""
        past = self._past
        last = np.full(past.shape[1], past.age.max() if len(past.age) else 0.0)
        np.minimum.at(last, past.place, past.age)
        recent = np.asarray(past.fading.sum(axis=0)).ravel()
        traits = zip(self._table.trait_names, self._table.traits.T, strict=True)
        return [
            ("popularity", np.log1p(past.popularity)),
            ("recent popularity", np.log1p(recent)),
            ("since its last adoption", np.log1p(last)),
            ("earliness", past.earliness),
            *traits,
        ]

    @cached_property
    def _of_practices(self) -> list[tuple[str, Floats]]:
        """What belongs to a practice [m]."""
        past = self._past
        recent = np.asarray(past.fading.sum(axis=1)).ravel()
        last = past.first.copy()
        np.minimum.at(last, past.practice, past.age)
        return [
            ("adopters", np.log1p(past.adopters)),
            ("recent adopters", np.log1p(recent)),
            ("age of the practice", np.log1p(past.first)),
            ("since its last adopter", np.log1p(last)),
        ]

    def _alike(self, members: Floats) -> Floats:
        """Sums of cosines between the histories of members [b, n] and of all places [b, n]."""
        directions = self._past.directions
        centres = csr_matrix(members) @ directions.T
        sums: Floats = (centres @ directions).toarray()
        return sums

    def _together(self, held: Floats) -> Floats:
        """Naive Bayes on histories: how much more often the adopters adopted what the place has adopted.

        sum over the place's practices q of ln((c_q + s P_q) / (n + s) / P_q), c_q of the n adopters having adopted q,
        P_q the share of places that have, s a shrinkage.
        """
        past = self._past
        share = (past.adopters + 0.5) / (past.shape[1] + 1.0)
        common = (csr_matrix(held) @ past.held.T).toarray()
        counts = held.sum(axis=1, keepdims=True)
        lift = np.log((common + SHRINKAGE * share) / ((counts + SHRINKAGE) * share))
        return np.asarray((past.held.T @ lift.T).T)

    @cached_property
    def _factors(self) -> tuple[Floats, Floats] | None:
        """Leading singular vectors of the adoptions, rows and columns weighted by the roots of their sums."""
        past = self._past
        rank = min(FACTORS, min(past.shape) - 1, len(past.practice) // 20)
        if rank < 1:
            return None
        rows = diags(1.0 / np.sqrt(past.adopters + SHRINKAGE))
        columns = diags(1.0 / np.sqrt(past.popularity + SHRINKAGE))
        start = np.random.default_rng(0).standard_normal(min(past.shape))
        left, values, right = svds(rows @ past.held @ columns, k=rank, v0=start)
        return left * values, right.T

    @cached_property
    def _follows(self) -> tuple[Floats, Floats] | None:
        """How often j adopts after i [n, n], of i's adoptions: at any time, and within two windows."""
        past = self._past
        if past.shape[1] > MOST_PLACES_PAIRED or (past.adopters**2).sum() > MOST_PAIRS:
            return None
        after, soon = np.zeros((2, past.shape[1], past.shape[1]))
        order = np.lexsort((past.period, past.practice))
        edges = np.searchsorted(past.practice[order], np.arange(past.shape[0] + 1))
        for start, end in pairwise(edges):
            those = order[start:end]
            lag = past.age[those][:, None] - past.age[those][None, :]
            cell = np.ix_(past.place[those], past.place[those])
            after[cell] += lag > 0
            soon[cell] += (lag > 0) & (lag <= 2)
        drawn = past.popularity[:, None] + SHRINKAGE
        return after / drawn, soon / drawn


def standardised(values: Floats, free: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    """Each row [b, n] with mean 0 and deviation 1 over its candidates; 0 where they do not differ."""
    number = np.maximum(free.sum(axis=1, keepdims=True), 1)
    means = np.where(free, values, 0.0).sum(axis=1, keepdims=True) / number
    centred = values - means
    spread = np.sqrt(np.where(free, centred**2, 0.0).sum(axis=1, keepdims=True) / number)
    usable = spread > 1e-9 * (1.0 + np.abs(means))
    scaled: Floats = np.where(usable, centred / np.where(usable, spread, 1.0), 0.0)
    return scaled
