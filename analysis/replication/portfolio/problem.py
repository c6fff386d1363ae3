"""The problem of a plan of several practices: candidates with their benefits, capacities, and floors of regions.

The expected benefit of assigning practice p to organisation o is probability x need x effect:

- probability: that o adopts p within a year (`HazardModel`)
- need: 1 if the municipality of o needs a competence that p addresses (`graph_features`), else `WITHOUT_NEED`
- effect: the mean effect of p on its most measured outcome, at least 0; where it is not known, the median of the known
  effects of the requested practices, and 1 for all if none is known
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.replication.capacity import free_capacity
from analysis.replication.country import ReplicationCountry
from analysis.replication.surroundings import Floats, Integers, Truths

WITHOUT_NEED = 0.5
# the number of candidates of a practice beyond the floor that are kept in each region with a floor
MORE_IN_REGION = 8


@dataclass(frozen=True, eq=False)
class Candidates:
    """m candidates: arrays [m]. `practices` are indices of the requested practices."""

    practices: Integers
    organisations: Integers
    probabilities: Floats
    needs: Floats
    benefits: Floats

    def chosen(self, which: Integers | Truths) -> Candidates:
        """Return some of the candidates."""
        return Candidates(
            self.practices[which],
            self.organisations[which],
            self.probabilities[which],
            self.needs[which],
            self.benefits[which],
        )


@dataclass(frozen=True, eq=False)
class PortfolioProblem:
    """Candidates, the capacity [n] and the region [n] of each organisation, the size, and the floor of each region.

    `floors` maps indices of regions to the least numbers of assignments.
    """

    candidates: Candidates
    capacity: Integers
    regions: Integers
    size: int
    floors: dict[int, int]


@dataclass(frozen=True)
class PortfolioRequest:
    """The requested practices with their mean effects (None: not known), the allowed organisations and the limits."""

    practices: Sequence[int]
    effects: Sequence[float | None]
    allowed: Truths
    budget: int
    size: int
    floor: int
    day: float


def effect_factors(effects: Sequence[float | None]) -> Floats:
    """Return the factor of each practice: its effect, or the median of the known effects."""
    known = [max(each, 0.0) for each in effects if each is not None]
    typical = float(np.median(known)) if known else 1.0
    return np.array([typical if each is None else max(each, 0.0) for each in effects])


def problem_of(country: ReplicationCountry, model: HazardModel, request: PortfolioRequest) -> PortfolioProblem:
    """Return the problem of a request. The worst served third of the regions with candidates has a floor.

    For each practice the best candidates are kept, as many as the plan has assignments. The others cannot be part of a
    best plan: one of the kept candidates would be free instead. In regions with a floor, the best of the region are
    kept in addition.
    """
    busy, teachers = country.activity(request.day).busy, country.around.organisations.teachers
    capacity = np.minimum(free_capacity(busy, teachers), request.budget)
    factors = effect_factors(request.effects).tolist()
    found = [
        candidates_of(country, model, request, number, capacity > 0, factor) for number, factor in enumerate(factors)
    ]
    floors = floors_of(country, request, np.concatenate([each.organisations for each in found]))
    kept = [each.chosen(best_of(country, request.size, each, floors)) for each in found]
    return PortfolioProblem(joined(kept), capacity, country.regions, request.size, floors)


def candidates_of(
    country: ReplicationCountry,
    model: HazardModel,
    request: PortfolioRequest,
    number: int,
    able: Truths,
    factor: float,
) -> Candidates:
    """Return the candidates of one of the requested practices among the organisations that are `able` [n]."""
    practice = request.practices[number]
    eligible = country.eligible(practice, request.day)
    rows = eligible[(request.allowed & able)[eligible]]
    probabilities = model.values(country.features(practice, request.day, rows))
    needs = np.where(country.states(practice, request.day).needing[rows], 1.0, WITHOUT_NEED)
    return Candidates(np.full(len(rows), number), rows, probabilities, needs, probabilities * needs * factor)


def floors_of(country: ReplicationCountry, request: PortfolioRequest, organisations: Integers) -> dict[int, int]:
    """Return the floors of the worst served third of the regions of some organisations.

    The share of organisations that have adopted one of the practices is that by which regions are served.
    """
    if not request.floor:
        return {}
    count = len(country.region_ids)
    located = country.regions[country.regions >= 0]
    sizes = np.bincount(located, minlength=count)
    having = np.zeros(count)
    for practice in request.practices:
        adopters = np.unique(country.holders(practice).before(request.day).others.organisations)
        homes = country.regions[adopters]
        having += np.bincount(homes[homes >= 0], minlength=count)
    present = np.unique(country.regions[organisations])
    order = present[np.argsort((having / np.maximum(sizes, 1))[present], kind="stable")]
    return dict.fromkeys(order[: -(-len(order) // 3)].tolist(), request.floor)


def best_of(country: ReplicationCountry, size: int, each: Candidates, floors: Mapping[int, int]) -> Integers:
    """Return the positions of the candidates of one practice that can be part of a best plan."""
    order = np.argsort(-each.benefits, kind="stable")
    kept = [order[:size]]
    homes = country.regions[each.organisations[order]]
    for region, floor in floors.items():
        kept.append(order[homes == region][: min(size, floor + MORE_IN_REGION)])
    return np.unique(np.concatenate(kept))


def joined(parts: Sequence[Candidates]) -> Candidates:
    """Return the candidates of several practices together."""
    return Candidates(
        *(
            np.concatenate([getattr(each, name) for each in parts])
            for name in ("practices", "organisations", "probabilities", "needs", "benefits")
        )
    )
