"""Random networks in groups, and brokerage by its definition."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import NamedTuple

import networkx
import numpy as np
from hypothesis import strategies as st

from analysis.brokerage.pairs import Integers, LinkedPairs, linked_pairs
from analysis.brokerage.roles import BrokerRole


class GroupedNetwork(NamedTuple):
    """Links between the nodes 0 to n - 1, whether each holds in both directions, and the group of each node."""

    links: list[tuple[int, int, bool]]
    groups: list[int]

    def pairs(self) -> LinkedPairs:
        """Return the pairs for the analysis."""
        columns = np.array(self.links, dtype=np.int64).reshape(-1, 3).T
        return linked_pairs(len(self.groups), columns[0], columns[1], columns[2].astype(bool))

    def graph(self) -> networkx.DiGraph:
        """Return the directed graph."""
        graph = networkx.DiGraph()
        graph.add_nodes_from(range(len(self.groups)))
        for start, end, both_ways in self.links:
            graph.add_edges_from([(start, end), (end, start)] if both_ways else [(start, end)])
        graph.remove_edges_from(list(networkx.selfloop_edges(graph)))
        return graph

    def group_numbers(self) -> Integers:
        """Return the groups as an array."""
        return np.array(self.groups, dtype=np.int64)


@st.composite
def networks(draw: st.DrawFn, groups: int = 3) -> GroupedNetwork:
    """Draw up to ten nodes in groups, with links in one or both directions, some of them several times."""
    size = draw(st.integers(1, 10))
    node = st.integers(0, size - 1)
    links = draw(st.lists(st.tuples(node, node, st.booleans()), max_size=40))
    return GroupedNetwork(links, draw(st.lists(st.integers(0, groups - 1), min_size=size, max_size=size)))


def role(source: int, broker: int, target: int) -> BrokerRole:
    """Return the role of a broker by the groups of the three nodes."""
    if source == target:
        return BrokerRole.COORDINATOR if source == broker else BrokerRole.ITINERANT
    if broker == target:
        return BrokerRole.GATEKEEPER
    return BrokerRole.REPRESENTATIVE if broker == source else BrokerRole.LIAISON


def naive_brokerage(network: GroupedNetwork) -> list[list[int]]:
    """Return the brokerages of each node in each role by trying all triples."""
    graph, counts = network.graph(), Counter[tuple[int, BrokerRole]]()
    for a, v, c in permutations(graph, 3):
        if graph.has_edge(a, v) and graph.has_edge(v, c) and not graph.has_edge(a, c):
            counts[v, role(*(network.groups[each] for each in (a, v, c)))] += 1
    return [[counts[node, each] for each in BrokerRole] for node in graph]
