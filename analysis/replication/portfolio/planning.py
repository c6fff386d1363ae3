"""A joint plan: which practices go to which organisations, nobody above capacity, with floors for the worst regions.

The price of fairness is the part of the benefit that the floors cost (D. Bertsimas, V. F. Farias, N. Trichakis 2011,
"The Price of Fairness", Operations Research 59(1)).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.answers import Completeness, Method, Wording
from analysis.replication import replication_wording
from analysis.replication.capacity import MOST_AT_ONCE, TEACHERS_FOR_ONE
from analysis.replication.counter_indications import PROVEN
from analysis.replication.country import ReplicationCountry
from analysis.replication.effects import MeanEffect, ReportedEffect, mean_effect, usable
from analysis.replication.plan import Estimate, StoredModel, model_parameters
from analysis.replication.portfolio import portfolio_wording as wording
from analysis.replication.portfolio.effect_weights import FEWEST_KNOWN, effect_weights
from analysis.replication.portfolio.problem import SCALE, PortfolioProblem
from analysis.replication.portfolio.request import WORST_PART, PortfolioRequest, RegionService, floors_of, service_of
from analysis.replication.portfolio.result import (
    FairnessPrice,
    JointPlan,
    PlannedAdoption,
    PlannedPractice,
    PlannedRegion,
)
from analysis.replication.portfolio.scoring import WITHOUT_NEED, CandidatePairs, PairScoring
from analysis.replication.portfolio.solving import PortfolioSolution, Solver, solution_of
from analysis.replication.shared_errors import moved, with_interval
from analysis.replication.surroundings import Floats, Integers
from analysis.ties.common_projects import projects_left_out

NAME = "joint plan of replication"
VERSION = "1"
REFERENCE = (
    "J. Edmonds (1971), Matroids and the greedy algorithm; R. K. Ahuja, T. L. Magnanti, J. B. Orlin (1993), Network "
    "Flows (flow of minimum cost); P. D. Allison (1982), Discrete-Time Methods for the Analysis of Event Histories "
    "(probabilities); D. Bertsimas, V. F. Farias, N. Trichakis (2011), The Price of Fairness; docs/replication.md"
)


def joint_plan(
    country: ReplicationCountry,
    stored: StoredModel | Wording,
    request: PortfolioRequest,
    effects: Sequence[Sequence[ReportedEffect]],
    cuts: Sequence[Wording] = (),
) -> JointPlan:
    """Return the plan. `effects` are those that the adopters of each practice report.

    If there is no usable model, `stored` is the reason, and the plan has no assignments. `cuts` are added to its
    completeness.
    """
    if isinstance(stored, Wording):
        completeness = Completeness(request.day, cuts=tuple(cuts), gaps=(stored,))
        method = Method(NAME, VERSION, {}, REFERENCE)
        return JointPlan((), None, None, None, False, None, (), (), method, completeness)
    return JointPlanning(country, stored, request, tuple(effects)).plan(tuple(cuts))


@dataclass(frozen=True, eq=False)
class JointPlanning:
    """The computation of one joint plan."""

    country: ReplicationCountry
    stored: StoredModel
    request: PortfolioRequest
    reports: tuple[Sequence[ReportedEffect], ...]

    def plan(self, cuts: tuple[Wording, ...]) -> JointPlan:
        """Return the plan."""
        return JointPlan(
            assignments=tuple(self.assignments()),
            expected_adopters=self.expected(self.found.chosen),
            benefit=self.found.value / SCALE,
            bound=self.found.bound / SCALE,
            optimal=self.found.optimal,
            price_of_fairness=self.price(),
            practices=tuple(self.practices()),
            regions=tuple(self.regions()),
            method=self.method(),
            completeness=self.completeness(cuts),
        )

    @cached_property
    def service(self) -> RegionService:
        """How the regions are served before the plan."""
        return service_of(self.country, self.request)

    @cached_property
    def effects(self) -> list[MeanEffect | None]:
        """The mean effect of each practice; None if no effect is reported with an interval."""
        return [mean_effect(each) for each in self.reports]

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

    def price(self) -> FairnessPrice:
        """Return what the floors cost."""
        without = self.without_floors
        lost = (without.value - self.found.value) / without.value if without.value else 0.0
        return FairnessPrice(self.expected(without.chosen), without.value / SCALE, lost)

    def assignments(self) -> Iterator[PlannedAdoption]:
        """Yield the assignments in descending order of benefit."""
        chosen, pairs, country = self.found.chosen, self.pairs, self.country
        used = np.bincount(pairs.organisations[chosen], minlength=len(country.ids))
        filled = self.counts(chosen) <= self.problem.floors
        bounds = self.stored.model.probabilities(pairs.features[chosen])
        for number, pair in enumerate(chosen.tolist()):
            owner = int(pairs.organisations[pair])
            place = int(country.regions[owner])
            interval = float(bounds.value[number]), float(bounds.low[number]), float(bounds.high[number])
            yield PlannedAdoption(
                practice=country.practices.ids[self.request.practices[pairs.practices[pair]]],
                organisation=country.ids[owner],
                region=country.region_ids[place],
                probability=Estimate(*interval, self.stored.model.level),
                needing=bool(pairs.needing[pair]),
                benefit=int(pairs.benefits[pair]) / SCALE,
                fills_floor=bool(filled[place]),
                capacity_left=int(self.scoring.capacities[owner] - used[owner]),
            )

    def practices(self) -> Iterator[PlannedPractice]:
        """Yield the practices in the order of the request."""
        chosen, size = self.found.chosen, len(self.request.practices)
        of_practice = self.pairs.practices[chosen]
        counts = np.bincount(of_practice, minlength=size)
        sums = np.bincount(of_practice, weights=self.pairs.probabilities[chosen], minlength=size)
        for position, practice in enumerate(self.request.practices):
            yield PlannedPractice(
                practice=self.country.practices.ids[practice],
                assignments=int(counts[position]),
                expected_adopters=float(sums[position]),
                candidates=int(self.pairs.candidates_of[position]),
                effect=self.effects[position],
                effects_reported=len(usable(self.reports[position])),
                effect_weight=float(self.weights[position]),
            )

    def regions(self) -> Iterator[PlannedRegion]:
        """Yield the regions of the plan in the order of their ids."""
        chosen, count = self.found.chosen, len(self.problem.floors)
        assigned, before = self.counts(chosen), self.counts(self.without_floors.chosen)
        places = self.problem.region_of[chosen]
        sums = np.bincount(places, weights=self.pairs.probabilities[chosen], minlength=count)
        for place in np.flatnonzero(self.service.planned).tolist():
            yield PlannedRegion(
                region=self.country.region_ids[place],
                organisations=int(self.service.organisations[place]),
                served=float(self.service.shares[place]),
                floor=int(self.problem.floors[place]),
                assignments=int(assigned[place]),
                assignments_without_floor=int(before[place]),
                expected_adopters=float(sums[place]),
                missing=int(self.missing[place]),
            )

    def method(self) -> Method:
        """Return the method with its parameters."""
        parameters: dict[str, object] = {
            "benefit": "probability x need x effect",
            "horizonDays": 365,
            "weightWithoutNeed": WITHOUT_NEED if self.scoring.needs_known else None,
            "fewestKnownEffects": FEWEST_KNOWN,
            "mostPracticesAtOnce": MOST_AT_ONCE,
            "teachersForOnePractice": TEACHERS_FOR_ONE,
            "worstServedPart": WORST_PART,
            "solver": self.found.solver.value,
            "solverWithoutFloors": self.without_floors.solver.value,
            "candidatePairs": self.pairs.candidates,
            "sufficientPairs": len(self.pairs.practices),
        }
        return Method(NAME, VERSION, {**parameters, **model_parameters(self.stored)}, REFERENCE)

    def completeness(self, cuts: tuple[Wording, ...]) -> Completeness:
        """Return the limits, gaps and notes of the plan."""
        return Completeness(
            self.request.day, cuts=(*cuts, *self._cuts()), gaps=(*self._gaps(),), notes=(*self._notes(),)
        )

    def _cuts(self) -> Iterator[Wording]:
        """Yield texts on results that fall short because of limits of the search or of the data."""
        found = self.found
        if 0 < len(found.chosen) < self.request.size:
            yield wording.fewer(len(found.chosen), self.request.size)
        if len(found.chosen) and self.missing.any():
            yield wording.floors_missed(int((self.missing > 0).sum()), int(self.missing.sum()))
        if Solver.GREEDY in (found.solver, self.without_floors.solver):
            yield wording.without_solver()
        if not found.optimal and found.value:
            yield wording.not_proven_best(found.bound / found.value - 1)

    def _gaps(self) -> Iterator[Wording]:
        """Yield texts on missing data."""
        around, owners = self.country.around, np.unique(self.pairs.organisations[self.found.chosen])
        if self.stored.fitted_on > self.request.day:
            yield replication_wording.later_model(self.stored.fitted_on)
        if around.projects.left_out:
            yield projects_left_out(around.projects.left_out)
        if not self.scoring.needs_known:
            yield wording.needs_not_known()
        unknown = sum(each is None for each in self.effects)
        if (self.weights == 1).all() and len(self.weights) > 1:
            yield wording.effects_not_compared()
        elif unknown:
            yield wording.effects_not_known(unknown)
        without_teachers = int(np.isnan(around.organisations.teachers[owners]).sum())
        if without_teachers:
            yield wording.teachers_not_known(without_teachers)

    def _notes(self) -> Iterator[Wording]:
        """Yield texts that explain the plan."""
        stages = self.country.practices.stages
        if not len(self.found.chosen):
            yield wording.nothing_possible()
        if (self.weights == 0).any():
            yield wording.no_effect(int((self.weights == 0).sum()))
        if self.pairs.without_capacity:
            yield wording.over_capacity(self.pairs.without_capacity)
        unproven = sum(stages[each] not in PROVEN for each in self.request.practices)
        if unproven:
            yield wording.practices_not_proven(unproven)
        if not self.stored.current:
            yield replication_wording.older_model(self.stored.fitted_on)
        yield wording.summed()
        yield replication_wording.association()
