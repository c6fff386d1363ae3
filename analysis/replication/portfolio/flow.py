"""The best plan with limits of practices: a flow of minimum cost by OR-Tools, of the extra `optimise`.

The flow runs from the source through practices, pairs, organisations and regions to the sink. Capacities of arcs are
the limits; an arc of a region to the sink with the capacity of its floor earns more than all pairs together, so that
floors come first. Flows of integer capacities are integral (R. K. Ahuja, T. L. Magnanti, J. B. Orlin 1993, Network
Flows, theorem 9.10), so that the plan is exact. The solver uses cost scaling (A. V. Goldberg 1997, "An Efficient
Implementation of a Scaling Minimum-Cost Flow Algorithm", Journal of Algorithms 22(1)).
"""

from __future__ import annotations

import numpy as np

from analysis.replication.portfolio.problem import Integers, PortfolioProblem


def best_flow(problem: PortfolioProblem) -> Integers:
    """Return the pairs of the best plan, in descending order of benefit. Raises a `RuntimeError` if the solver fails.

    Pairs are added to the network in their order, so that the choice among equal plans depends on the data alone.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped] # it has no types

    order = problem.order()
    network = SimpleMinCostFlow()
    arcs, first_pair = arcs_of(problem.at(order))
    network.add_arcs_with_capacity_and_unit_cost(*arcs.T)
    network.set_node_supply(0, problem.size)
    network.set_node_supply(1, -problem.size)
    status = network.solve_max_flow_with_min_cost()
    if status != network.OPTIMAL:
        msg = f"the flow of a joint plan was not solved: status {status}"
        raise RuntimeError(msg)
    flows = network.flows(np.arange(first_pair, first_pair + len(order)))
    return np.asarray(order[flows > 0])


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
        columns(0, of_practice, limit, 0),
        columns(of_place, 1, np.minimum(problem.floors[places], problem.size), -reward),
        columns(of_place, 1, problem.size, 0),
        columns(of_owner, of_place[place], problem.capacities[owners], 0),
    ]
    first_pair = sum(map(len, parts))
    pairs = columns(of_practice[practice], of_owner[owner], 1, -problem.benefits)
    return np.concatenate([*parts, pairs]), first_pair


def columns(*values: Integers | int) -> Integers:
    """Return arcs [a, 4] from arrays [a] and single numbers."""
    return np.column_stack(np.broadcast_arrays(*(np.asarray(each, dtype=np.int64) for each in values)))
