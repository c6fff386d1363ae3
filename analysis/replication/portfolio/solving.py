"""The best plan of several practices: a transportation problem, solved as a linear program.

Variables are the candidates, from 0 to 1. Each organisation has a capacity, the plan a size, and some regions a floor.
Organisations are nested in regions, and regions in the plan, so that the constraints are those of a network flow: the
vertices of the polytope are whole numbers, and the simplex method ends at one (Ahuja, Magnanti and Orlin 1993, "Network
Flows", section 11.12). If the solver fails, candidates are taken greedily.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.replication.portfolio.problem import PortfolioProblem

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SECONDS = 20.0
WHOLE = 1e-6


@dataclass(frozen=True, eq=False)
class PortfolioSolution:
    """The positions of the chosen candidates, by decreasing benefit. `proven` means that no plan is better.

    `unmet` maps regions to the part of their floor that has no candidates.
    """

    chosen: Integers
    proven: bool
    unmet: Mapping[int, int]

    def total(self, values: Floats) -> float:
        """Return the sum of values [m] of the candidates over the plan."""
        return float(values[self.chosen].sum())


def solve(problem: PortfolioProblem) -> PortfolioSolution:
    """Return the best plan. Floors that cannot be met are lowered, and reported."""
    floors, unmet = attainable(problem)
    chosen = best(problem, floors)
    proven = chosen is not None
    found = greedy(problem, floors) if chosen is None else chosen
    order = np.argsort(-problem.candidates.benefits[found], kind="stable")
    return PortfolioSolution(found[order], proven, unmet)


def attainable(problem: PortfolioProblem) -> tuple[dict[int, int], dict[int, int]]:
    """Return the floors that the candidates and the size of the plan allow, and the unmet part of each."""
    left, floors, unmet = problem.size, dict[int, int](), dict[int, int]()
    candidates = problem.candidates
    homes = problem.regions[candidates.organisations]
    for region, floor in problem.floors.items():
        organisations, counts = np.unique(candidates.organisations[homes == region], return_counts=True)
        room = int(np.minimum(counts, problem.capacity[organisations]).sum())
        floors[region] = min(floor, room, left)
        left -= floors[region]
        if floors[region] < floor:
            unmet[region] = floor - floors[region]
    return floors, unmet


def best(problem: PortfolioProblem, floors: Mapping[int, int]) -> Integers | None:
    """Return the positions of the candidates of the best plan, or None if the solver finds none."""
    from scipy.optimize import linprog

    candidates = problem.candidates
    if not len(candidates.benefits):
        return np.zeros(0, dtype=np.int64)
    matrix, limits = constraints(problem, floors)
    found = linprog(
        -candidates.benefits,
        A_ub=matrix,
        b_ub=limits,
        bounds=(0.0, 1.0),
        method="highs-ds",
        options={"time_limit": SECONDS},
    )
    if found.status != 0 or np.abs(found.x - np.round(found.x)).max() > WHOLE:
        return None
    return np.flatnonzero(found.x > 0.5)


def constraints(problem: PortfolioProblem, floors: Mapping[int, int]) -> tuple[csr_matrix, Floats]:
    """Return the matrix and the upper limits: capacities of organisations, the size, and floors with opposite signs."""
    from scipy.sparse import csr_matrix, vstack

    candidates = problem.candidates
    organisations, rows = np.unique(candidates.organisations, return_inverse=True)
    count = len(candidates.benefits)
    columns = np.arange(count)
    by_organisation = csr_matrix((np.ones(count), (rows, columns)), shape=(len(organisations), count))
    whole = csr_matrix(np.ones((1, count)))
    homes = problem.regions[candidates.organisations]
    regions = [region for region, floor in floors.items() if floor]
    of_regions = [csr_matrix(-(homes == region).astype(np.float64)[None, :]) for region in regions]
    limits = [*problem.capacity[organisations].tolist(), problem.size, *(-floors[each] for each in regions)]
    return csr_matrix(vstack([by_organisation, whole, *of_regions])), np.array(limits, dtype=np.float64)


def greedy(problem: PortfolioProblem, floors: Mapping[int, int]) -> Integers:
    """Return candidates by decreasing benefit within the limits: first those that floors require, then the others."""
    candidates, left = problem.candidates, problem.capacity.copy()
    order = np.argsort(-candidates.benefits, kind="stable").tolist()
    homes = problem.regions[candidates.organisations]
    taken: list[int] = []
    required = dict(floors)

    def take(each: int) -> None:
        left[candidates.organisations[each]] -= 1
        taken.append(each)

    for each in order:
        region = int(homes[each])
        if required.get(region, 0) and left[candidates.organisations[each]]:
            required[region] -= 1
            take(each)
    known = frozenset(taken)
    for each in order:
        if len(taken) >= problem.size:
            break
        if each not in known and left[candidates.organisations[each]]:
            take(each)
    return np.array(taken[: problem.size], dtype=np.int64)
