"""Circles in a directed graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


def cycles(graph: Graph) -> list[list[str]]:
    """The groups of nodes that lead to each other (strongly connected components), without single nodes, unless such
    a node leads to itself.

    S. R. Kosaraju's method (Sharir 1981): the order in which a walk leaves the nodes, then walks against the arrows.
    """
    rest = without_ways_out(graph)
    against = turned(rest)
    seen: set[str] = set()
    last_left_first = [left for start in rest for left in walk(rest, start, seen)][::-1]
    seen = set()
    groups = [list(walk(against, start, seen)) for start in last_left_first]
    return [group for group in groups if len(group) > 1 or (group and group[0] in rest[group[0]])]


def without_ways_out(graph: Graph) -> Graph:
    """The graph without the nodes from which every walk ends: mostly, nothing is left."""
    against, ways = turned(graph), {node: len(targets) for node, targets in graph.items()}
    ends = [node for node, number in ways.items() if not number]
    while ends:
        for node in against[ends.pop()]:
            ways[node] -= 1
            if not ways[node]:
                ends.append(node)
    return {node: [each for each in graph[node] if ways[each]] for node, number in ways.items() if number}


def turned(graph: Graph) -> dict[str, list[str]]:
    """The graph with all arrows turned round."""
    against: dict[str, list[str]] = {node: [] for node in graph}
    for node, targets in graph.items():
        for target in targets:
            against[target].append(node)
    return against


def walk(graph: Graph, start: str, seen: set[str]) -> Iterator[str]:
    """Every node that can be reached from `start` and was not seen before, in the order in which it is left."""
    if start in seen:
        return
    seen.add(start)
    way = [(start, iter(graph[start]))]
    while way:
        node, onward = way[-1]
        target = next((each for each in onward if each not in seen), None)
        if target is None:
            way.pop()
            yield node
        else:
            seen.add(target)
            way.append((target, iter(graph[target])))
