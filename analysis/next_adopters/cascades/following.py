"""Who followed whom in earlier cascades, as a sparse matrix from which one cascade can be taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.cascades.cascade_table import Cascade

# a weight below this is the rounding error of a weight that was taken out
ROUNDING = 1e-9


@dataclass(frozen=True)
class FollowingKernel:
    """The weight gap^-power of two adopters of a cascade that are `gap` places apart, 0 beyond `reach` places."""

    power: float
    reach: int

    def weights(self, count: int) -> Floats:
        """Return the weights [n, n] of each adopter (column) after each earlier one (row) of a cascade."""
        gap = np.arange(count)[None, :] - np.arange(count)[:, None]
        near = (gap > 0) & (gap <= self.reach)
        return np.where(near, np.maximum(gap, 1).astype(np.float64) ** -self.power, 0.0)


@dataclass(frozen=True)
class Following:
    """The sums of the weights [u, u] with which each adopter (column) followed another one (row)."""

    kernel: FollowingKernel
    weights: csr_matrix

    @classmethod
    def of(cls, cascades: Sequence[Cascade], size: int, kernel: FollowingKernel) -> Following:
        """Return the sums over cascades among `size` adopters."""
        blocks = [block(each.adopters, kernel) for each in cascades]
        rows, columns, values = (np.concatenate(each) for each in zip(*blocks, strict=True))
        return cls(kernel, csr_matrix((values, (rows, columns)), shape=(size, size)))

    @cached_property
    def followed(self) -> Floats:
        """Return the weight with which each adopter [u] was followed."""
        return np.asarray(self.weights.sum(axis=1)).ravel()

    @cached_property
    def following(self) -> Floats:
        """Return the weight with which each adopter [u] followed others."""
        return np.asarray(self.weights.sum(axis=0)).ravel()

    def rows(self, cascade: Cascade, *, own: bool) -> csr_matrix:
        """Return the weights [n, u] after each adopter of a cascade; `own`: without those of the cascade itself."""
        rows = self.weights[cascade.adopters]
        if own:
            rows = rows - self._part(cascade)
        rows.data[rows.data < ROUNDING] = 0.0
        rows.eliminate_zeros()
        return rows.tocsr()

    def following_without(self, cascade: Cascade, *, own: bool) -> Floats:
        """Return the weight with which each adopter [u] followed others; `own`: without the cascade itself."""
        if not own:
            return self.following
        without: Floats = np.maximum(self.following - np.asarray(self._part(cascade).sum(axis=0)).ravel(), 0.0)
        return without

    def _part(self, cascade: Cascade) -> csr_matrix:
        count = len(cascade.adopters)
        rows, columns = np.nonzero(weights := self.kernel.weights(count))
        cells = (rows, cascade.adopters[columns])
        return csr_matrix((weights[rows, columns], cells), shape=(count, self.weights.shape[1]))


def block(adopters: Integers, kernel: FollowingKernel) -> tuple[Integers, Integers, Floats]:
    """Return the rows, columns and weights of one cascade."""
    weights = kernel.weights(len(adopters))
    rows, columns = np.nonzero(weights)
    return adopters[rows], adopters[columns], weights[rows, columns]
