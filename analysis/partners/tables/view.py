"""The state of a network of partners on a day: ties, joint projects, activity and topic profiles.

Only organisations with at least one partner are part of a view. Arrays have one entry for each of these n
organisations. Partners are organisations of a common project with 2 to `LARGEST` participants.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from analysis.models.numbers import Floats, Integers
from analysis.partners.tables.table import Mask, PartnerTable

# larger consortia link members who do not work with each other
LARGEST = 40
# years after which a joint project counts half, and a project counts half as activity
HALF_LIFE_OF_TIES = 2.0
HALF_LIFE_OF_ACTIVITY = 1.0
# the weight of the partners' topics in a profile, in topics of own projects
SMOOTHING = 3.0

Rows = NDArray[np.float32]


class TableView:
    """The network of the projects `used` [p] on the day `now`."""

    def __init__(self, table: PartnerTable, used: Mask, now: float) -> None:
        members = table.memberships()
        sizes = np.asarray(members.sum(axis=0))
        linking = used & (sizes >= 2) & (sizes <= LARGEST)
        self.table = table
        self.known: Integers = np.flatnonzero(np.asarray(members[:, linking].sum(axis=1)) > 0)
        self.ages = np.zeros(len(table.days)) if not table.dated else np.maximum(0.0, (now - table.days) / table.year)
        self._linking, self._used, self._sizes = linking, used, sizes
        self._mixing: dict[str, Floats] = {}
        self._joint = csr_array(members[self.known][:, linking])
        self._all = csr_array(members[self.known][:, used])

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.known)

    @cached_property
    def counts(self) -> csr_array:
        """Numbers of joint projects [n, n]."""
        return product(self._joint, np.ones(self._joint.shape[1]))

    @cached_property
    def ties(self) -> csr_array:
        """Matrix [n, n] of 1 for partners."""
        found = self.counts.copy()
        found.data[:] = 1.0
        return found

    @cached_property
    def degrees(self) -> Floats:
        """Numbers of partners [n]."""
        return np.asarray(self.ties.sum(axis=1), dtype=np.float64)

    @cached_property
    def recent(self) -> csr_array:
        """Numbers of joint projects [n, n], each weighted by its age."""
        return product(self._joint, 0.5 ** (self.ages[self._linking] / HALF_LIFE_OF_TIES))

    @cached_property
    def shared(self) -> csr_array:
        """Weights of joint projects, divided by the sum of those of the other organisation [n, n]."""
        return csr_array(self.recent @ diags_array(inverse(np.asarray(self.recent.sum(axis=0)))))

    @cached_property
    def walk(self) -> csr_array:
        """Probabilities [n, n] of a step to a partner by a project, recent ones first, then to a random participant."""
        weights = 0.5 ** (self.ages[self._linking] / HALF_LIFE_OF_TIES) / (self._sizes[self._linking] - 1.0)
        found = product(self._joint, weights)
        return csr_array(diags_array(inverse(np.asarray(found.sum(axis=1)))) @ found)

    @cached_property
    def projects(self) -> Floats:
        """Numbers of projects [n], with and without partners."""
        return np.asarray(self._all.sum(axis=1), dtype=np.float64)

    @cached_property
    def joint_projects(self) -> Floats:
        """Numbers of projects with partners [n]."""
        return np.asarray(self._joint.sum(axis=1), dtype=np.float64)

    @cached_property
    def activity(self) -> Floats:
        """Numbers of projects [n], each weighted by its age."""
        return np.asarray(self._all @ 0.5 ** (self.ages[self._used] / HALF_LIFE_OF_ACTIVITY))

    @cached_property
    def latest(self) -> Floats:
        """Ages in years of the latest projects [n]."""
        rows, columns = self._all.nonzero()
        found = np.full(len(self), np.inf)
        np.minimum.at(found, rows, self.ages[self._used][columns])
        return found

    @cached_property
    def partners_per_project(self) -> Floats:
        """Mean numbers of partners in projects with partners [n]."""
        others: Floats = np.asarray(self._joint @ (self._sizes[self._linking] - 1.0))
        return others * inverse(self.joint_projects)

    @cached_property
    def topic_shares(self) -> Floats:
        """Shares of the topics [t] in all projects."""
        total = np.asarray(self._topics().sum(axis=0))
        shares: Floats = total / max(total.sum(), 1.0)
        return shares

    @cached_property
    def profiles(self) -> Floats:
        """Topic shares of organisations [n, t], smoothed with those of their partners."""
        counts = self._topics()
        numbers = counts.sum(axis=1, keepdims=True)
        around = self.walk @ (counts / np.maximum(1.0, numbers))
        found: Floats = (counts + SMOOTHING * around) / (numbers + SMOOTHING)
        return found

    @cached_property
    def affinities(self) -> Floats:
        """Joint frequencies of topics in pairs of partners, divided by those of independent topics [t, t]."""
        pairs = self.counts.tocoo()
        counts = self._topics()
        own = counts / np.maximum(1.0, counts.sum(axis=1, keepdims=True))
        together = own.T @ (self.ties @ own)
        margin = np.asarray(own.T @ np.bincount(pairs.row, minlength=len(self)))
        expected = np.outer(margin, margin)
        ratios: Floats = np.divide(together * together.sum(), expected, out=np.zeros_like(together), where=expected > 0)
        return ratios

    def mixing(self, attribute: str) -> Floats:
        """Return log ratios of observed and expected numbers of partners between groups [g + 1, g + 1].

        Five pairs are added to both numbers. The ratios of an unknown group, the last row and column, are 0.
        """
        if attribute not in self._mixing:
            self._mixing[attribute] = self._ratios(self.table.groups[attribute][self.known])
        return self._mixing[attribute]

    def _ratios(self, codes: Integers) -> Floats:
        size = int(codes.max(initial=-1)) + 1
        pairs = self.ties.tocoo()
        row, column = codes[pairs.row], codes[pairs.col]
        kept = (row >= 0) & (column >= 0)
        observed = np.zeros((size + 1, size + 1))
        np.add.at(observed, (row[kept], column[kept]), 1.0)
        margin = observed.sum(axis=1)
        expected = np.outer(margin, margin) / max(margin.sum(), 1.0)
        ratios: Floats = np.log((observed + 5.0) / (expected + 5.0))
        return ratios

    def closed(self, askers: Integers) -> NDArray[np.bool_]:
        """Return which organisations are no candidates [a, n]: the asker and its partners."""
        found: NDArray[np.bool_] = self.ties[askers].toarray() > 0
        found[np.arange(len(askers)), askers] = True
        return found

    def _topics(self) -> Floats:
        if self.table.topics is None:
            return np.zeros((len(self), 0))
        return np.asarray((self._all @ self.table.topics[self._used]).todense(), dtype=np.float64)


def product(members: csr_array, weights: Floats) -> csr_array:
    """Return sums [n, n] of the weights of common projects, without the diagonal."""
    found = csr_array(members @ diags_array(weights) @ members.T)
    found.setdiag(0.0)
    found.eliminate_zeros()
    return found


def inverse(values: Floats) -> Floats:
    """Return 1 / values, and 0 where a value is 0."""
    return np.divide(1.0, values, out=np.zeros(len(values)), where=values > 0)
