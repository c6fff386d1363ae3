"""A joint plan: practices for organisations within their capacity, with floors for the worst-served regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence.judging import PracticeEvidence
from analysis.replication.evidence.pooling import Range, ReportedEffect
from analysis.replication.plan import Estimate, StoredModel
from analysis.replication.portfolio.effect_weights import effect_weights
from analysis.replication.portfolio.problem import PortfolioProblem
from analysis.replication.portfolio.request import PortfolioRequest, RegionService, floors_of, service_of
from analysis.replication.portfolio.scoring import CandidatePairs, PairScoring
from analysis.replication.portfolio.solving import PortfolioSolution, solution_of
from analysis.replication.shared_errors import moved, with_interval
from analysis.replication.surroundings import Floats, Integers


@dataclass(frozen=True, eq=False)
class JointPlanning:
    """The computation of one joint plan."""

    country: ReplicationCountry
    stored: StoredModel
    request: PortfolioRequest
    reports: tuple[Sequence[ReportedEffect], ...]

    @cached_property
    def service(self) -> RegionService:
        """How the regions are served before the plan."""
        return service_of(self.country, self.request)

    @cached_property
    def effects(self) -> list[Range | None]:
        """The mean effect of each practice on its most measured outcome; None if no effect has an interval."""
        day = self.request.ordinal
        return [PracticeEvidence(self.country, each, day).mean_effect() for each in self.reports]

    @cached_property
    def weights(self) -> Floats:
        """The weight of each practice by its effect [p]."""
        return effect_weights(self.effects)

    @cached_property
    def scoring(self) -> PairScoring:
        """The scoring of the pairs."""
        floors = floors_of(self.service, self.request.floor)
        return PairScoring(self.country, self.stored.model, self.request, self.weights, floors)

    @cached_property
    def pairs(self) -> CandidatePairs:
        """The candidate pairs."""
        return self.scoring.pairs()

    @cached_property
    def problem(self) -> PortfolioProblem:
        """The problem with floors."""
        return self.scoring.problem(self.pairs)

    @cached_property
    def found(self) -> PortfolioSolution:
        """The best plan that was found with floors."""
        return solution_of(self.problem)

    @cached_property
    def without_floors(self) -> PortfolioSolution:
        """The best plan that was found without floors."""
        return solution_of(self.problem.without_floors()) if self.problem.floors.any() else self.found

    @cached_property
    def missing(self) -> Integers:
        """The number of assignments by which the plan falls short of the floor of each region [r]."""
        return self.problem.missing(self.found.chosen)

    def counts(self, chosen: Integers) -> Integers:
        """Return the number of assignments of a plan in each region [r]."""
        return np.bincount(self.problem.region_of[chosen], minlength=len(self.problem.floors))

    def expected(self, chosen: Integers) -> Estimate:
        """Return the expected number of adopters of a plan; the probabilities share the errors of the coefficients."""
        model = self.stored.model
        if not len(chosen):
            return Estimate(0.0, 0.0, 0.0, model.level)
        sums = model.probabilities_at(self.pairs.features[chosen], moved(model)).sum(axis=0)
        return Estimate(*with_interval(sums, model.level, len(chosen)), model.level)
