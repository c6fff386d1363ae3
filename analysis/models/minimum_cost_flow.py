"""Flows of minimum cost by OR-Tools, of the extra `optimise`.

Flows of integer capacities are integral (R. K. Ahuja, T. L. Magnanti, J. B. Orlin 1993, Network Flows, theorem 9.10).
The solver uses cost scaling (A. V. Goldberg 1997, "An Efficient Implementation of a Scaling Minimum-Cost Flow
Algorithm", Journal of Algorithms 22(1)).
"""

from __future__ import annotations

import numpy as np

from analysis.models.numbers import Integers

SOURCE, SINK = 0, 1


def largest_flow(arcs: Integers, supply: int) -> Integers:
    """Return the flow [a] through each arc: the largest flow of at most `supply`, and of these one of minimum cost.

    The columns of the arcs [a, 4] are tail, head, capacity and cost. The choice among equal flows depends on the order
    of the arcs. Raises a `RuntimeError` if the solver fails.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped] # it has no types

    network = SimpleMinCostFlow()
    network.add_arcs_with_capacity_and_unit_cost(*arcs.T)
    network.set_node_supply(SOURCE, supply)
    network.set_node_supply(SINK, -supply)
    status = network.solve_max_flow_with_min_cost()
    if status != network.OPTIMAL:
        msg = f"a flow of minimum cost was not solved: status {status}"
        raise RuntimeError(msg)
    return np.asarray(network.flows(np.arange(len(arcs))))


def columns(*values: Integers | int) -> Integers:
    """Return arcs [a, 4] from arrays [a] and single numbers."""
    return np.column_stack(np.broadcast_arrays(*(np.asarray(each, dtype=np.int64) for each in values)))
