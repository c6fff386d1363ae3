"""The best plan with limits of practices: a flow of minimum cost by OR-Tools, of the extra `optimise`.

The flow runs from the source through practices, pairs, organisations and regions to the sink. Capacities of arcs are
the limits; an arc of a region to the sink with the capacity of its floor earns more than all pairs together, so that
floors come first. The flow is integral, so that the plan is exact.
"""

from __future__ import annotations

import numpy as np

from analysis.models.minimum_cost_flow import SINK, SOURCE, columns, largest_flow
from analysis.replication.portfolio.problem import Integers, PortfolioProblem


def best_flow(problem: PortfolioProblem) -> Integers:
    """Return the pairs of the best plan, in descending order of benefit. Raises a `RuntimeError` if the solver fails.

    Pairs are added to the network in their order, so that the choice among equal plans depends on the data alone.
    """
    order = problem.order()
    arcs, first_pair = arcs_of(problem.at(order))
    return np.asarray(order[largest_flow(arcs, problem.size)[first_pair:] > 0])


def arcs_of(problem: PortfolioProblem) -> tuple[Integers, int]:
    """Return the arcs of the network [a, 4] (tail, head, capacity, cost) and the index of the arc of the first pair.

    Node 0 is the source and node 1 the sink; then come practices, organisations and regions.
    """
    practices, practice = np.unique(problem.practices, return_inverse=True)
    owners, owner = np.unique(problem.organisations, return_inverse=True)
    places, place = np.unique(problem.regions[owners], return_inverse=True)
    of_practice = 2 + np.arange(len(practices))
    of_owner = 2 + len(practices) + np.arange(len(owners))
    of_place = 2 + len(practices) + len(owners) + np.arange(len(places))
    limit = problem.size if problem.per_practice is None else problem.per_practice
    reward = 1 + problem.size * int(problem.benefits.max(initial=0))
    parts = [
        columns(SOURCE, of_practice, limit, 0),
        columns(of_place, SINK, np.minimum(problem.floors[places], problem.size), -reward),
        columns(of_place, SINK, problem.size, 0),
        columns(of_owner, of_place[place], problem.capacities[owners], 0),
    ]
    first_pair = sum(map(len, parts))
    pairs = columns(of_practice[practice], of_owner[owner], 1, -problem.benefits)
    return np.concatenate([*parts, pairs]), first_pair
