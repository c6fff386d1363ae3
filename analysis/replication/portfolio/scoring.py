"""The candidate pairs of a joint plan with their probabilities and benefits.

The benefit of a pair is the probability that the organisation adopts the practice within a year, times a weight for the
need, times a weight for the effect of the practice. The need is the feature of the model: whether at least ten people
of the municipality lack a competence that the practice addresses. It is a single step, so that no number of people can
be derived from it. Without a known need the weight is `WITHOUT_NEED`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.models.hazard_model import HazardModel
from analysis.models.stable_order import hashes_of, mixed
from analysis.replication.capacity import free_capacity
from analysis.replication.country import ReplicationCountry
from analysis.replication.graph_features import FEATURES
from analysis.replication.portfolio.problem import SCALE, PortfolioProblem, sufficient
from analysis.replication.portfolio.request import PortfolioRequest
from analysis.replication.surroundings import Floats, Integers, Truths

WITHOUT_NEED = 0.5
NEEDING = FEATURES.index("needing")


@dataclass(frozen=True, eq=False)
class CandidatePairs:
    """m pairs that are sufficient for a best plan. `candidates_of` [p] counts all pairs of each practice.

    `practices` [m] are positions in the request. `features` [m, k] are those of the model. `without_capacity` is the
    number of pairs that were left out because the organisation has no capacity, and `without_benefit` that of pairs
    whose benefit is 0.
    """

    practices: Integers
    organisations: Integers
    features: Floats
    probabilities: Floats
    benefits: Integers
    ties: Integers
    candidates_of: Integers
    without_capacity: int
    without_benefit: int

    @property
    def candidates(self) -> int:
        """The number of all pairs."""
        return int(self.candidates_of.sum())

    @property
    def needing(self) -> Truths:
        """Whether the municipality of the organisation needs the practice [m]."""
        return np.asarray(self.features[:, NEEDING] > 0)


@dataclass(frozen=True, eq=False)
class PairScoring:
    """The scoring of all pairs of a request. `weights` [p] are the weights of the practices by their effects."""

    country: ReplicationCountry
    model: HazardModel
    request: PortfolioRequest
    weights: Floats
    floors: Integers

    @cached_property
    def capacities(self) -> Integers:
        """How many further practices each organisation can take [n]."""
        busy = self.country.activity(self.request.ordinal).busy
        return free_capacity(busy, self.country.around.organisations.teachers)

    @cached_property
    def limits(self) -> Integers:
        """The largest number of practices that the plan may give to each organisation [n]."""
        return np.minimum(self.capacities, self.request.per_organisation)

    def pairs(self) -> CandidatePairs:
        """Return the pairs of all practices."""
        return joined([self.pairs_of(position) for position in range(len(self.request.practices))])

    def pairs_of(self, position: int) -> CandidatePairs:
        """Return the pairs of a practice, given by its position in the request."""
        country, practice, day = self.country, self.request.practices[position], self.request.ordinal
        eligible = self.in_regions(country.eligible(practice, day))
        rows = eligible[self.capacities[eligible] > 0]
        features = country.features(practice, day, rows)
        probabilities = self.model.values(features)
        needed = np.where(features[:, NEEDING] > 0, 1.0, WITHOUT_NEED if self.needs_known else 1.0)
        benefits = np.rint(SCALE * probabilities * needed * self.weights[position]).astype(np.int64)
        ties = mixed(country.hashes[rows], hashes_of([country.practices.ids[practice]])[0])
        useful = np.flatnonzero(benefits > 0)
        regions = country.regions[rows[useful]]
        best = sufficient(benefits[useful], ties[useful], regions, self.floors, self.request.size)
        kept = useful[best]
        return CandidatePairs(
            practices=np.full(len(kept), position),
            organisations=rows[kept],
            features=features[kept],
            probabilities=probabilities[kept],
            benefits=benefits[kept],
            ties=ties[kept],
            candidates_of=np.array([len(useful)]),
            without_capacity=len(eligible) - len(rows),
            without_benefit=len(rows) - len(useful),
        )

    @cached_property
    def needs_known(self) -> bool:
        """Whether the needs of any municipality are known for a competence that one of the practices addresses."""
        known = {name for name, towns in self.country.activity(self.request.ordinal).needing.items() if towns.any()}
        return any(known & self.country.practices.competences[each] for each in self.request.practices)

    def in_regions(self, rows: Integers) -> Integers:
        """Return the organisations that are in the regions of the request."""
        regions = self.request.regions
        return rows if regions is None else rows[regions[self.country.regions[rows]]]

    def problem(self, pairs: CandidatePairs) -> PortfolioProblem:
        """Return the problem of choosing among the pairs."""
        return PortfolioProblem(
            practices=pairs.practices,
            organisations=pairs.organisations,
            benefits=pairs.benefits,
            ties=pairs.ties,
            regions=self.country.regions,
            capacities=self.limits,
            floors=self.floors,
            size=self.request.size,
            per_practice=self.request.per_practice,
        )


def joined(parts: Sequence[CandidatePairs]) -> CandidatePairs:
    """Return the pairs of several practices together."""

    def column(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(each, name) for each in parts])

    return CandidatePairs(
        practices=column("practices"),
        organisations=column("organisations"),
        features=column("features"),
        probabilities=column("probabilities"),
        benefits=column("benefits"),
        ties=column("ties"),
        candidates_of=column("candidates_of"),
        without_capacity=sum(each.without_capacity for each in parts),
        without_benefit=sum(each.without_benefit for each in parts),
    )
