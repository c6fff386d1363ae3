"""The features of candidates at positions of a cascade, from the learning cascades and the adopters so far.

A learning cascade does not count in its own features: its weights, memberships and adoptions are taken out. So its
features are computed as those of a cascade that is not part of the learning data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.cascades.activity import CascadeActivity
from analysis.next_adopters.cascades.cascade_table import Cascade
from analysis.next_adopters.cascades.following import Following, FollowingKernel

# the last adopters that count, and the power with which their weights fall with the number of adopters since
WINDOW, FADING, LAST = 50, 0.5, 5
KERNEL = FollowingKernel(power=0.5, reach=50)
# pseudo-weights: how much following must be observed before its share counts, and its lift over chance
SHARE_SHRINKAGE, LIFT_SHRINKAGE = 50.0, 1.0
# the constants that are added before a logarithm
FEW_SHARE, FEW_LAST_SHARE, FEW_MEMBERS = 0.01, 0.005, 0.001
DESCRIPTIONS = {
    "followed recent adopters": "ln of the share with which the candidate followed the last 50 adopters elsewhere",
    "followed the last five adopters": "the same of the last 5 adopters with equal weights",
    "followed more than by chance": "mean of ln(1 + observed over expected following) after the last 50 adopters",
    "popularity": "ln(1 + the number of learning cascades that the candidate is in)",
    "prefers similar cascades": "ln of the candidate's share in the most similar cascades over that in all",
    "time since the last adoption": "ln(1 + time since the candidate adopted anything, in median gaps)",
    "ties to recent adopters": "ln(1 + the weight of the last 50 adopters that are tied to the candidate)",
}
TIED = "ties to recent adopters"


class Memberships(NamedTuple):
    """Which learning cascade [c] has which adopter [u], with the sizes of the cascades [c]."""

    matrix: csr_matrix
    sizes: Floats


@dataclass(frozen=True)
class CascadeFeatures:
    """The learning cascades as the features need them; `ties` [u, u] is None if there are no ties."""

    following: Following
    members: Memberships
    popularity: Floats
    activity: CascadeActivity
    ties: csr_matrix | None

    @classmethod
    def of(cls, cascades: Sequence[Cascade], size: int, ties: csr_matrix | None) -> CascadeFeatures:
        """Return the knowledge of cascades among `size` adopters."""
        members = memberships(cascades, size)
        popularity = np.asarray(members.matrix.sum(axis=0)).ravel()
        following = Following.of(cascades, size, KERNEL)
        return cls(following, members, popularity, CascadeActivity.of(cascades, size), ties)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the features [k]."""
        return tuple(each for each in DESCRIPTIONS if each != TIED or self.ties is not None)

    def at(self, cascade: Cascade, positions: Integers, own: int = -1) -> Floats:
        """Return the features [p, u, k] of all adopters after the adopters up to each position.

        `own` is the number of the cascade among the learning cascades, -1 if it is not one of them.
        """
        popularity = self.popularity.copy()
        if own >= 0:
            popularity[cascade.adopters] -= 1.0
        found = [
            *self._followed(cascade, positions, own),
            np.broadcast_to(np.log1p(popularity), (len(positions), len(popularity))),
            self._similar(cascade, positions, popularity, own),
            np.stack([np.log1p(self.activity.since(float(cascade.times[each]), own) / self.activity.gap)
                      for each in positions]),
        ]  # fmt: skip
        if self.ties is not None:
            recent = recency(len(cascade.adopters), positions)
            found.append(np.log1p(weighted(recent, self.ties[cascade.adopters])))
        return np.stack(found, axis=2)

    def _followed(self, cascade: Cascade, positions: Integers, own: int) -> tuple[Floats, Floats, Floats]:
        """Return by how much the candidates followed the recent adopters [p, u]: two shares, and against chance."""
        recent = recency(len(cascade.adopters), positions)
        last = recency(len(cascade.adopters), positions, LAST, 0.0)
        rows = self.following.rows(cascade, own=own >= 0)
        totals = np.asarray(rows.sum(axis=1)).ravel() + SHARE_SHRINKAGE
        shares = csr_matrix(
            (rows.data / np.repeat(totals, np.diff(rows.indptr)), rows.indices, rows.indptr), rows.shape
        )
        chance = self.following.following_without(cascade, own=own >= 0) + 0.5
        expected = LIFT_SHRINKAGE * chance / chance.sum()
        lifts = csr_matrix((np.log1p(rows.data / expected[rows.indices]), rows.indices, rows.indptr), rows.shape)
        return (
            np.log(weighted(recent, shares) + FEW_SHARE),
            np.log(weighted(last, shares) + FEW_LAST_SHARE),
            weighted(recent / recent.sum(axis=1, keepdims=True), lifts),
        )

    def _similar(self, cascade: Cascade, positions: Integers, popularity: Floats, own: int) -> Floats:
        """Return ln of the share [p, u] of the most similar cascades with a candidate over that of all similar ones.

        The similarity to the adopters so far is the sum over common adopters of 1 / ln(2 + popularity), divided by the
        root of the size. The most similar cascades have squared weights.
        """
        so_far = (np.arange(len(cascade.adopters))[None, :] <= positions[:, None]).astype(np.float64)
        rarity = 1.0 / np.log(2.0 + popularity[cascade.adopters])
        common = weighted(so_far * rarity, self.members.matrix[:, cascade.adopters].T.tocsr())
        similarity = common / np.sqrt(self.members.sizes)
        if own >= 0:
            similarity[:, own] = 0.0
        most, all_similar = (
            weighted(each / (each.sum(axis=1, keepdims=True) + 1e-9), self.members.matrix)
            for each in (similarity**2, similarity)
        )
        ratio: Floats = np.log((most + FEW_MEMBERS) / (all_similar + FEW_MEMBERS))
        return ratio


def memberships(cascades: Sequence[Cascade], size: int) -> Memberships:
    """Return which cascade has which of `size` adopters."""
    sizes = np.array([len(each.adopters) for each in cascades])
    cells = np.repeat(np.arange(len(cascades)), sizes), np.concatenate([each.adopters for each in cascades])
    matrix = csr_matrix((np.ones(int(sizes.sum())), cells), shape=(len(cascades), size))
    return Memberships(matrix, sizes.astype(np.float64))


def recency(count: int, positions: Integers, window: int = WINDOW, fading: float = FADING) -> Floats:
    """Return the weights [p, n] of the last `window` adopters at positions: (adopters since + 1)^-`fading`."""
    lag = positions[:, None] - np.arange(count)[None, :]
    inside = (lag >= 0) & (lag < window)
    return np.where(inside, (np.maximum(lag, 0) + 1.0) ** -fading, 0.0)


def weighted(weights: Floats, rows: csr_matrix) -> Floats:
    """Return the sums [p, u] of sparse rows [n, u] with weights [p, n]."""
    sums: Floats = np.asarray((rows.T @ weights.T).T)
    return sums
