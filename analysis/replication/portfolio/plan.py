"""A plan that assigns several practices to organisations, with the price of its floors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analysis.answers import Completeness, Method, Wording
from analysis.replication import replication_wording
from analysis.replication.country import ReplicationCountry
from analysis.replication.plan import Estimate, StoredModel
from analysis.replication.portfolio import wording
from analysis.replication.portfolio.problem import (
    WITHOUT_NEED,
    PortfolioProblem,
    PortfolioRequest,
    effect_factors,
    problem_of,
)
from analysis.replication.portfolio.solving import PortfolioSolution, solve

NAME = "transportation problem of expected benefits"
VERSION = "1"
REFERENCE = "R. K. Ahuja, T. L. Magnanti, J. B. Orlin (1993), Network Flows; P. D. Allison (1982)"


@dataclass(frozen=True)
class Assignment:
    """A practice for an organisation, both by global id, with the parts of its expected benefit."""

    practice: str
    organisation: str
    region: str
    probability: Estimate
    need: float
    effect: float
    benefit: float


@dataclass(frozen=True)
class RegionShare:
    """The number of assignments of a region (global id); `floor` is None without one."""

    region: str
    assignments: int
    floor: int | None


@dataclass(frozen=True)
class PlanTotals:
    """The expected number of adopters among the assigned organisations, and the expected benefit."""

    expected_adopters: float
    benefit: float


@dataclass(frozen=True)
class PortfolioPlan:
    """The assignments by decreasing benefit, with the totals of the plan and of the plan without floors.

    The totals are None without a model.
    """

    assignments: tuple[Assignment, ...]
    totals: PlanTotals | None
    totals_without_floors: PlanTotals | None
    regions: tuple[RegionShare, ...]
    proven: bool
    method: Method
    completeness: Completeness


def no_portfolio(day: date, reason: Wording) -> PortfolioPlan:
    """Return a plan without assignments; `reason` is why no model can be used."""
    return PortfolioPlan(
        (), None, None, (), proven=False, method=method_of(None, None), completeness=Completeness(day, gaps=(reason,))
    )


def portfolio_of(
    country: ReplicationCountry, stored: StoredModel, request: PortfolioRequest, day: date, cuts: Sequence[Wording]
) -> PortfolioPlan:
    """Return the plan of a request."""
    problem = problem_of(country, stored.model, request)
    solution = solve(problem)
    without = solve(replace(problem, floors={})) if problem.floors else solution
    messages = list(notes(country, stored, request, problem, solution))
    return PortfolioPlan(
        assignments=tuple(assignments(country, stored, request, problem, solution)),
        totals=totals(problem, solution),
        totals_without_floors=totals(problem, without),
        regions=tuple(region_shares(country, problem, solution)),
        proven=solution.proven,
        method=method_of(stored, request),
        completeness=Completeness(day, cuts=tuple(cuts), notes=tuple(messages)),
    )


def totals(problem: PortfolioProblem, solution: PortfolioSolution) -> PlanTotals:
    """Return the totals of a plan."""
    candidates = problem.candidates
    return PlanTotals(solution.total(candidates.probabilities), solution.total(candidates.benefits))


def assignments(
    country: ReplicationCountry,
    stored: StoredModel,
    request: PortfolioRequest,
    problem: PortfolioProblem,
    solution: PortfolioSolution,
) -> Iterator[Assignment]:
    """Yield the assignments in the order of the solution."""
    factors, candidates = effect_factors(request.effects), problem.candidates.chosen(solution.chosen)
    for place, practice in enumerate(candidates.practices.tolist()):
        organisation, number = int(candidates.organisations[place]), request.practices[practice]
        values = country.features(number, request.day, np.array([organisation]))
        found = stored.model.probabilities(values)
        yield Assignment(
            practice=country.practices.ids[number],
            organisation=country.ids[organisation],
            region=country.region_ids[int(country.regions[organisation])],
            probability=Estimate(float(found.value[0]), float(found.low[0]), float(found.high[0]), stored.model.level),
            need=float(candidates.needs[place]),
            effect=float(factors[practice]),
            benefit=float(candidates.benefits[place]),
        )


def region_shares(
    country: ReplicationCountry, problem: PortfolioProblem, solution: PortfolioSolution
) -> Iterator[RegionShare]:
    """Yield the regions with assignments or a floor, in the order of their ids."""
    homes = problem.regions[problem.candidates.organisations[solution.chosen]]
    counts = np.bincount(homes, minlength=len(country.region_ids))
    for region, identifier in enumerate(country.region_ids):
        floor = problem.floors.get(region)
        if counts[region] or floor is not None:
            yield RegionShare(identifier, int(counts[region]), floor)


def notes(
    country: ReplicationCountry,
    stored: StoredModel,
    request: PortfolioRequest,
    problem: PortfolioProblem,
    solution: PortfolioSolution,
) -> Iterator[Wording]:
    """Yield remarks on a plan."""
    if not solution.proven:
        yield wording.greedy()
    if len(solution.chosen) < problem.size:
        yield wording.smaller(len(solution.chosen), problem.size)
    for region, missing in solution.unmet.items():
        yield wording.floor_not_met(country.region_names[region], missing)
    if unknown := sum(each is None for each in request.effects):
        yield wording.unknown_effects(unknown, len(request.effects))
    if not stored.current:
        yield replication_wording.older_model(stored.fitted_on)
    yield replication_wording.association()


def method_of(stored: StoredModel | None, request: PortfolioRequest | None) -> Method:
    """Return the method of a plan."""
    parameters: dict[str, object] = {"benefit": "probability x need x effect", "withoutNeed": WITHOUT_NEED}
    if stored is not None and request is not None:
        parameters |= {
            "size": request.size,
            "budgetPerOrganisation": request.budget,
            "floor": request.floor,
            "floorsFor": "the third of the regions with the smallest share of adopters",
            "model": f"{stored.model.name} {stored.model.version}",
            "fittedOn": stored.fitted_on.isoformat(),
        }
    return Method(NAME, VERSION, parameters, REFERENCE)
