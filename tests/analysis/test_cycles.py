"""Cycles are the groups of nodes that an exhaustive search finds to lead to each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.spread.cycles import cycles

GRAPHS = st.dictionaries(st.sampled_from("ABCDEF"), st.lists(st.sampled_from("ABCDEF"), max_size=4)).map(
    lambda graph: {node: [each for each in targets if each in graph] for node, targets in graph.items()}
)


def reached(graph: dict[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = [*graph[start]]
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += graph[node]
    return found


@given(GRAPHS)
def test_groups_lead_to_each_other(graph: dict[str, list[str]]) -> None:
    reachable = {node: reached(graph, node) for node in graph}
    naive = {frozenset(b for b in graph if b in reachable[a] and a in reachable[b]) for a in graph if a in reachable[a]}
    found = cycles(graph)
    assert {frozenset(each) for each in found} == naive
    assert len(found) == len(naive)
