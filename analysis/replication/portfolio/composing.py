"""The result of a joint plan, composed from the chosen pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from analysis.answers import Completeness, Method, Wording
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence.pooling import ReportedEffect
from analysis.replication.plan import Estimate, StoredModel
from analysis.replication.portfolio.explaining import NAME, REFERENCE, VERSION, completeness_of, method_of
from analysis.replication.portfolio.planning import JointPlanning
from analysis.replication.portfolio.problem import SCALE
from analysis.replication.portfolio.request import PortfolioRequest
from analysis.replication.portfolio.result import (
    FairnessPrice,
    JointPlan,
    PlannedAdoption,
    PlannedPractice,
    PlannedRegion,
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
    return plan_of(JointPlanning(country, stored, request, tuple(effects)), tuple(cuts))


def plan_of(planning: JointPlanning, cuts: tuple[Wording, ...]) -> JointPlan:
    """Return the plan."""
    return JointPlan(
        assignments=tuple(assignments(planning)),
        expected_adopters=planning.expected(planning.found.chosen),
        benefit=planning.found.value / SCALE,
        bound=planning.found.bound / SCALE,
        optimal=planning.found.optimal,
        price_of_fairness=price_of_fairness(planning),
        practices=tuple(practices(planning)),
        regions=tuple(regions(planning)),
        method=method_of(planning),
        completeness=completeness_of(planning, cuts),
    )


def price_of_fairness(planning: JointPlanning) -> FairnessPrice:
    """Return the cost of the floors: the price of fairness (Bertsimas, Farias and Trichakis 2011).

    The price is the part of the benefit of the plan without floors that the plan with floors loses.
    """
    without = planning.without_floors
    lost = (without.value - planning.found.value) / without.value if without.value else 0.0
    return FairnessPrice(planning.expected(without.chosen), without.value / SCALE, lost)


def assignments(planning: JointPlanning) -> Iterator[PlannedAdoption]:
    """Yield the assignments in descending order of benefit."""
    chosen, pairs, country = planning.found.chosen, planning.pairs, planning.country
    used = np.bincount(pairs.organisations[chosen], minlength=len(country.ids))
    filled = planning.counts(chosen) <= planning.problem.floors
    bounds = planning.stored.model.probabilities(pairs.features[chosen])
    for number, pair in enumerate(chosen.tolist()):
        owner = int(pairs.organisations[pair])
        place = int(country.regions[owner])
        interval = float(bounds.value[number]), float(bounds.low[number]), float(bounds.high[number])
        yield PlannedAdoption(
            practice=country.practices.ids[planning.request.practices[pairs.practices[pair]]],
            organisation=country.ids[owner],
            region=country.region_ids[place],
            probability=Estimate(*interval, planning.stored.model.level),
            needing=bool(pairs.needing[pair]),
            benefit=int(pairs.benefits[pair]) / SCALE,
            fills_floor=bool(filled[place]),
            capacity_left=int(planning.scoring.capacities[owner] - used[owner]),
        )


def practices(planning: JointPlanning) -> Iterator[PlannedPractice]:
    """Yield the practices in the order of the request."""
    chosen, size = planning.found.chosen, len(planning.request.practices)
    of_practice = planning.pairs.practices[chosen]
    counts = np.bincount(of_practice, minlength=size)
    sums = np.bincount(of_practice, weights=planning.pairs.probabilities[chosen], minlength=size)
    for position, practice in enumerate(planning.request.practices):
        yield PlannedPractice(
            practice=planning.country.practices.ids[practice],
            assignments=int(counts[position]),
            expected_adopters=float(sums[position]),
            candidates=int(planning.pairs.candidates_of[position]),
            effect=planning.effects[position],
            effects_reported=sum(each.variance is not None for each in planning.reports[position]),
            effect_weight=float(planning.weights[position]),
        )


def regions(planning: JointPlanning) -> Iterator[PlannedRegion]:
    """Yield the regions of the plan in the order of their ids."""
    chosen, count = planning.found.chosen, len(planning.problem.floors)
    assigned, before = planning.counts(chosen), planning.counts(planning.without_floors.chosen)
    places = planning.problem.region_of[chosen]
    sums = np.bincount(places, weights=planning.pairs.probabilities[chosen], minlength=count)
    for place in np.flatnonzero(planning.service.planned).tolist():
        yield PlannedRegion(
            region=planning.country.region_ids[place],
            organisations=int(planning.service.organisations[place]),
            served=float(planning.service.shares[place]),
            floor=int(planning.problem.floors[place]),
            assignments=int(assigned[place]),
            assignments_without_floor=int(before[place]),
            expected_adopters=float(sums[place]),
            missing=int(planning.missing[place]),
        )
