"""Seven simple features of the next adopter, the reference with which the features of the model are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.cascades.cascade_table import Cascade
from analysis.next_adopters.cascades.features import WINDOW, Memberships, memberships, weighted
from analysis.next_adopters.cascades.following import Following, FollowingKernel

# 1 / gap at any gap; the longest cascades have 500 adopters
KERNEL = FollowingKernel(power=1.0, reach=500)
# the latest part of the learning cascades is recent
RECENT = 0.2
SHRINKAGE = 5.0


@dataclass(frozen=True)
class SevenFeatures:
    """The learning cascades as the seven features need them; `recent` [c] marks the latest cascades."""

    following: Following
    members: Memberships
    recent: Floats
    ties: csr_matrix | None

    @classmethod
    def of(cls, cascades: Sequence[Cascade], size: int, ties: csr_matrix | None) -> SevenFeatures:
        """Return the knowledge of cascades among `size` adopters."""
        recent = (np.arange(len(cascades)) >= (1.0 - RECENT) * len(cascades)).astype(np.float64)
        return cls(Following.of(cascades, size, KERNEL), memberships(cascades, size), recent, ties)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the features [k]."""
        known = (
            "popularity",
            "recent popularity",
            "followed",
            "followed, as a share",
            "common cascades",
            "last adopter",
        )
        return known if self.ties is None else (*known, "ties")

    def at(self, cascade: Cascade, positions: Integers, own: int = -1) -> Floats:
        """Return the features [p, u, k] of all adopters after the adopters up to each position."""
        counts, recent = (self._count(each, cascade, own) for each in (np.ones(len(self.recent)), self.recent))
        rows = self.following.rows(cascade, own=own >= 0)
        shares = diags(1.0 / (np.asarray(rows.sum(axis=1)).ravel() + SHRINKAGE)) @ rows
        lag = positions[:, None] - np.arange(len(cascade.adopters))[None, :]
        near = np.where((lag >= 0) & (lag < WINDOW), 1.0 / np.maximum(lag + 1.0, 1.0), 0.0)
        so_far = (lag >= 0) / (positions[:, None] + 1.0)
        shape = (len(positions), len(counts))
        found = [
            *(np.broadcast_to(np.log1p(each), shape) for each in (counts, recent)),
            np.log1p(weighted(near, rows)),
            np.log(weighted(near, shares.tocsr()) + 1e-3),
            np.log(weighted(so_far, self._cosines(cascade, counts, own)) + 1e-3),
            np.log(weighted((lag == 0).astype(np.float64), shares.tocsr()) + 1e-3),
        ]
        if self.ties is not None:
            found.append(np.log1p(weighted((lag >= 0).astype(np.float64), self.ties[cascade.adopters])))
        return np.stack(found, axis=2)

    def _count(self, weights: Floats, cascade: Cascade, own: int) -> Floats:
        """Return the weights of the cascades of each adopter [u]."""
        counts = np.asarray(self.members.matrix.T @ weights).ravel()
        if own >= 0:
            counts[cascade.adopters] -= weights[own]
        return counts

    def _cosines(self, cascade: Cascade, counts: Floats, own: int) -> csr_matrix:
        """Return the cosines [n, u] of the cascades of each adopter of a cascade with those of all."""
        others = self.members.matrix
        if own >= 0:
            others = diags((np.arange(len(self.recent)) != own).astype(np.float64)) @ others
        lengths = 1.0 / np.sqrt(counts + 1.0)
        common = others[:, cascade.adopters].T @ others
        return (diags(lengths[cascade.adopters]) @ common @ diags(lengths)).tocsr()
