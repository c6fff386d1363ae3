"""A replication plan: the organisations that together have the greatest reach, with reasons and counter-indications.

The model gives each organisation the probability that it adopts the practice within a year. A lazy greedy algorithm
(module `choosing`) chooses the set with the greatest expected reach (module `passing_on`). Optionally, each next target
is chosen from the region that is served worst: the region with the smallest share of organisations that have the
practice or are expected to adopt it under the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import isclose

import numpy as np

from analysis.answers import Completeness, Method, Wording
from analysis.models.hazard_model import HazardModel
from analysis.models.stable_order import mixed
from analysis.replication import replication_wording as wording
from analysis.replication.choosing import Chances, ExpectedCoverage, choose, choose_by_group
from analysis.replication.counter_indications import counter_indications
from analysis.replication.evidence.judging import PlaceEvidence, PracticeEvidence
from analysis.replication.evidence.pooling import PooledEffect
from analysis.replication.facts import facts_of
from analysis.replication.graph_features import FEATURES, features
from analysis.replication.passing_on import Passing, grouped
from analysis.replication.reasons import ReplicationReason, reasons_of
from analysis.replication.shared_errors import with_interval
from analysis.replication.situation import Situation
from analysis.replication.surroundings import Floats, Integers
from analysis.ties.common_projects import projects_left_out
from analysis.vocabulary import Fairness, FitReason

NAME = "discrete-time hazard with lazy greedy choice"
VERSION = "3"
REFERENCE = (
    "P. D. Allison (1982), Discrete-Time Methods for the Analysis of Event Histories; J. Leskovec et al. (2007), "
    "Cost-effective Outbreak Detection in Networks; D. Kempe, J. Kleinberg, E. Tardos (2003), Maximizing the Spread of "
    "Influence through a Social Network"
)
# the set is chosen among the POOL most probable organisations and the POOL_OF_REGION most probable of each region
POOL, POOL_OF_REGION = 200, 3
LEVEL = 0.95
# the seed for the simulation of longer chains
SEED = 1


@dataclass(frozen=True)
class Estimate:
    """An estimate with its interval."""

    value: float
    low: float
    high: float
    level: float = LEVEL


@dataclass(frozen=True)
class Target:
    """A target of a plan.

    `organisation` and `region` are global ids. Targets that add the same to the reach have the same `rank`. `capacity`
    is the number of teachers of the organisation, None if unknown. `uncertain_fit` are the reasons why it is uncertain
    that the practice was made for it.
    """

    organisation: str
    region: str
    rank: int
    probability: Estimate
    reasons: tuple[ReplicationReason, ...]
    counter_indications: tuple[ReplicationReason, ...]
    capacity: int | None
    uncertain_fit: tuple[FitReason, ...]
    evidence: PlaceEvidence


@dataclass(frozen=True)
class FairnessReport:
    """The evenness of a plan over regions; `worst_region` is the region served worst, None if there is no region.

    `reach_without` is the expected reach of the plan that is chosen for reach alone, None if this is that plan.
    """

    worst_region: str | None
    gini: float
    reach_without: Estimate | None = None


@dataclass(frozen=True)
class OutsideCount:
    """The number of organisations that are outside of the audience of a practice, by the first reason."""

    reason: FitReason
    organisations: int


@dataclass(frozen=True)
class Plan:
    """A replication plan; `expected_reach` is None without a model."""

    targets: tuple[Target, ...]
    expected_reach: Estimate | None
    fairness: FairnessReport
    outside_audience: tuple[OutsideCount, ...]
    effects: tuple[PooledEffect, ...]
    method: Method
    completeness: Completeness


@dataclass(frozen=True)
class StoredModel:
    """A stored model.

    `evaluation` contains the scores of the same procedure, fitted to the data of a year earlier, on the last year.
    `current` is true if the data have not changed since the model was fitted.
    """

    model: HazardModel
    fitted_on: date
    evaluation: Mapping[str, object]
    current: bool = True


def plan_of(
    situation: Situation,
    evidence: PracticeEvidence,
    stored: StoredModel | Wording,
    first: int,
    fairness: Fairness,
    notes: Sequence[Wording] = (),
) -> Plan:
    """Return a plan of at most `first` organisations.

    If there is no usable model, `stored` is the reason, and the plan has no targets.
    """
    if isinstance(stored, Wording):
        return nothing(situation, evidence, (stored, wording.reach_not_known()), fairness)
    return Planning(situation, evidence, stored, first, fairness).plan(tuple(notes))


def nothing(situation: Situation, evidence: PracticeEvidence, gaps: tuple[Wording, ...], fairness: Fairness) -> Plan:
    """Return a plan without targets; `gaps` are the reasons."""
    served = Served.before(situation)
    completeness = Completeness(situation.day, gaps=gaps)
    outside, method = outside_of(situation), method_of(None, fairness)
    return Plan((), None, served.report(situation), outside, evidence.effects, method, completeness)


def outside_of(situation: Situation) -> tuple[OutsideCount, ...]:
    """Return the numbers of organisations outside of the audience, in the order of the reasons."""
    return tuple(OutsideCount(reason, count) for reason, count in situation.outside.items())


class Planning:
    """The computation of one plan."""

    def __init__(
        self, situation: Situation, evidence: PracticeEvidence, stored: StoredModel, first: int, fairness: Fairness
    ) -> None:
        self.evidence = evidence
        self.situation, self.stored, self.first, self.fairness = situation, stored, first, fairness
        self.rows = situation.eligible
        self.values = features(
            situation.around, situation.holders, situation.states, situation.published, situation.ordinal, self.rows
        )
        self.chances = stored.model.values(self.values)

    def plan(self, notes: tuple[Wording, ...]) -> Plan:
        """Return the plan; `notes` are added to its completeness."""
        chosen = self.chosen
        served = Served.before(self.situation)
        for each in chosen.tolist():
            served.add(self.region_of(each), float(self.chances[each]))
        report = served.report(self.situation)
        if self.fairness is not Fairness.NONE:
            report = replace(report, reach_without=self.expected_reach(self.choice(Fairness.NONE)))
        return Plan(
            targets=tuple(self.targets(chosen)),
            expected_reach=self.expected_reach(chosen),
            fairness=report,
            outside_audience=outside_of(self.situation),
            effects=self.evidence.effects,
            method=method_of(self.stored, self.fairness),
            completeness=self.completeness(notes),
        )

    @cached_property
    def chosen(self) -> Integers:
        """The indices of the chosen organisations among the eligible ones, in the order of choice."""
        return self.choice(self.fairness)

    def choice(self, fairness: Fairness) -> Integers:
        """Return the choice by a criterion: first organisations with capacity, then others if these are too few."""
        full = self.situation.without_capacity[self.rows]
        found = self.choice_among(np.flatnonzero(~full), self.first, fairness)
        if (left := self.first - len(found)) > 0:
            found = np.concatenate([found, self.choice_among(np.flatnonzero(full), left, fairness)])
        return found

    def choice_among(self, places: Integers, count: int, fairness: Fairness) -> Integers:
        """Return at most `count` of some eligible organisations, in the order of choice."""
        pool = self.pool(places, fairness)
        chances = self.passing.chances(pool)
        if fairness is Fairness.NONE:
            found = choose(chances, len(self.rows), count)
        else:
            found = self.worst_first(pool, chances, count)
        return pool[np.array(found, dtype=np.int64)]

    @cached_property
    def passing(self) -> Passing:
        """The model of the transmission of the practice between organisations."""
        return Passing(self.situation, self.stored.model, self.values, self.chances)

    def pool(self, places: Integers, fairness: Fairness) -> Integers:
        """Return the most probable of some eligible organisations, and with fairness also those of each region.

        Equal organisations are in the order of a hash of their id and that of the practice.
        """
        hashes = mixed(self.situation.hashes[self.rows[places]], self.situation.practice_hash)
        order = places[np.lexsort((hashes, -self.chances[places]))]
        most = max(POOL, 2 * self.first)
        if fairness is Fairness.NONE:
            return np.asarray(order[:most])
        ranks = grouped(self.situation.home[self.rows[order]])
        each = max(POOL_OF_REGION, self.first // max(len(ranks), 1) + 1)
        kept = np.unique(
            np.concatenate([np.arange(min(most, len(order))), *(ranked[:each] for ranked in ranks.values())])
        )
        return np.asarray(order[kept])

    def worst_first(self, pool: Integers, chances: Sequence[Chances], count: int) -> list[int]:
        """Return the indices in `pool` of a choice in which each next organisation is from a region that is served
        worst.
        """
        groups = {region: places.tolist() for region, places in grouped(self.situation.home[self.rows[pool]]).items()}

        def worst(chosen: Sequence[int]) -> list[int]:
            served = Served.before(self.situation)
            used = dict.fromkeys(groups, 0)
            for each in chosen:
                place = int(pool[each])
                served.add(self.region_of(place), float(self.chances[place]))
                used[self.region_of(place)] += 1
            left = [region for region in groups if used[region] < len(groups[region])]
            least = min((served.share(region) for region in left), default=0.0)
            return [region for region in left if served.share(region) == least]

        return choose_by_group(chances, len(self.rows), count, groups, worst)

    def region_of(self, place: int) -> int:
        """Return the index of the region of an eligible organisation."""
        return int(self.situation.home[self.rows[place]])

    def expected_reach(self, chosen: Integers) -> Estimate:
        """Return the expected number of adopters if the chosen organisations are the targets.

        The reach in one step is computed exactly. Its interval takes into account that all probabilities depend on the
        same coefficients. The value and both bounds are increased by the proportion that longer chains add in
        simulations.
        """
        level = self.stored.model.level
        if not len(chosen):
            return Estimate(0.0, 0.0, 0.0, level)
        found = with_interval(self.passing.reached(chosen), level, len(self.rows))
        longer = 1.0 + self.passing.beyond(chosen, SEED) / found.value
        return Estimate(longer * found.value, longer * found.low, longer * found.high, level)

    def targets(self, chosen: Integers) -> Iterator[Target]:
        """Yield the targets in the order of choice."""
        if not len(chosen):
            return
        parts = self.stored.model.contributions(self.values[chosen])
        bounds = self.stored.model.probabilities(self.values[chosen])
        for number, (place, rank) in enumerate(zip(chosen.tolist(), self.ranks(chosen), strict=True)):
            interval = float(bounds.low[number]), float(bounds.high[number])
            yield self.target(place, rank, parts[number], interval)

    def ranks(self, chosen: Integers) -> list[int]:
        """Return the ranks of chosen organisations: those that add the same to the reach are equal."""
        if self.fairness is not Fairness.NONE:
            return list(range(1, len(chosen) + 1))
        coverage = ExpectedCoverage(self.passing.chances(chosen), len(self.rows))
        ranks, last = list[int](), (False, 0.0)
        for number, place in enumerate(chosen.tolist()):
            gain = bool(self.situation.without_capacity[self.rows[place]]), coverage.gain(number)
            equal = number > 0 and gain[0] == last[0] and isclose(gain[1], last[1], rel_tol=1e-12)
            ranks.append(ranks[-1] if equal else number + 1)
            coverage.add(number)
            last = gain
        return ranks

    def target(self, place: int, rank: int, parts: Floats, bounds: tuple[float, float]) -> Target:
        """Return the target at an index; its probability is exactly the sum of the contributions of its reasons."""
        situation, organisation = self.situation, int(self.rows[place])
        facts = facts_of(situation, organisation)
        reasons = reasons_of(FEATURES, parts.tolist(), facts)
        value = sum(each.contribution for each in reasons)
        return Target(
            organisation=situation.ids[organisation],
            region=situation.regions[self.region_of(place)].id,
            rank=rank,
            probability=Estimate(value, min(bounds[0], value), max(bounds[1], value), self.stored.model.level),
            reasons=reasons,
            counter_indications=tuple(counter_indications(situation, organisation, facts)),
            capacity=facts.teachers,
            uncertain_fit=situation.fit.uncertainties(organisation),
            evidence=self.evidence.at(organisation),
        )

    def completeness(self, notes: tuple[Wording, ...]) -> Completeness:
        """Return the limits, gaps and notes of the answer."""
        situation, gaps = self.situation, []
        placeless = int(np.isnan(situation.around.organisations.places[self.rows, 0]).sum())
        if self.stored.fitted_on > situation.day:
            gaps.append(wording.later_model(self.stored.fitted_on))
        if placeless:
            gaps.append(wording.without_place(placeless))
        if situation.around.projects.left_out:
            gaps.append(projects_left_out(situation.around.projects.left_out))
        if situation.unknown_starts:
            gaps.append(wording.unknown_starts(situation.unknown_starts))
        messages = [*notes, *([] if len(self.rows) else [wording.no_candidates_left()])]
        if not self.stored.current:
            messages.append(wording.older_model(self.stored.fitted_on))
        return Completeness(situation.day, gaps=tuple(gaps), notes=(*messages, wording.association()))


class Served:
    """The organisations of each region, and the number of them that have the practice or are expected to adopt it."""

    def __init__(self, organisations: Floats, having: Floats) -> None:
        self._organisations, self._having = organisations, having

    @classmethod
    def before(cls, situation: Situation) -> Served:
        """Return the numbers before a plan."""
        regions = situation.regions
        return cls(
            np.array([each.organisations for each in regions], dtype=float),
            np.array([each.adopters for each in regions], dtype=float),
        )

    def add(self, region: int, probability: float) -> None:
        """Count a target in a region, weighted by its probability of adoption."""
        self._having[region] += probability

    def share(self, region: int) -> float:
        """Return the share of the organisations of a region that have the practice or are expected to adopt it."""
        return float(self._having[region] / max(self._organisations[region], 1.0))

    def report(self, situation: Situation) -> FairnessReport:
        """Return the report on all regions that have organisations."""
        shares = self._having / np.maximum(self._organisations, 1.0)
        with_organisations = np.flatnonzero(self._organisations > 0)
        if not len(with_organisations):
            return FairnessReport(None, 0.0)
        worst = min(with_organisations.tolist(), key=lambda region: (shares[region], situation.regions[region].id))
        return FairnessReport(situation.regions[worst].id, gini(shares[with_organisations]))


def gini(values: Floats) -> float:
    """Return the Gini coefficient of shares: the mean absolute difference of all pairs, divided by twice the mean.

    The coefficient is 0 if all shares are equal.
    """
    total = float(values.sum())
    if total <= 0:
        return 0.0
    ranks = np.arange(1, len(values) + 1)
    return float((2 * ranks - len(values) - 1) @ np.sort(values) / (len(values) * total))


def method_of(stored: StoredModel | None, fairness: Fairness) -> Method:
    """Return the method of the plan, with the parameters and the evaluation of the model, if there is one."""
    parameters: dict[str, object] = {
        "fairness": fairness.value,
        "horizonDays": 365,
        "pool": POOL,
        "passingOn": "(P with one fresh adopter more - P) / (1 - P)",
        "chosenBy": "reach in one step",
        "longerChains": "simulated",
        "seed": SEED,
    }
    if stored is not None:
        parameters |= model_parameters(stored)
    return Method(NAME, VERSION, parameters, REFERENCE)


def model_parameters(stored: StoredModel) -> Mapping[str, object]:
    """Return the parameters and the evaluation of a model for the method of a result."""
    model = stored.model
    return {
        "model": f"{model.name} {model.version}",
        "fittedOn": stored.fitted_on.isoformat(),
        "rows": model.rows,
        "adoptions": model.adoptions,
        "coefficients": dict(zip(model.features, model.coefficients, strict=True)),
        "calibration": list(model.calibration),
        "evaluation": dict(stored.evaluation),
    }
