"""Cycles in a directed graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

Graph = Mapping[str, Sequence[str]]


def cycles(graph: Graph) -> list[list[str]]:
    """Find the groups of nodes that lead to each other (strongly connected components).

    A single node is a group if it leads to itself.
    """
    nodes = [*graph]
    places = {node: place for place, node in enumerate(nodes)}
    links = [(places[node], places[target]) for node, targets in graph.items() for target in targets]
    # the import of scipy is slow, and most graphs have no links
    return [[nodes[place] for place in group] for group in components(len(nodes), links)] if links else []


def components(size: int, links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Find the strongly connected components of more than one node, and single nodes that lead to themselves."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    starts, ends = np.array(links).T
    _, labels = connected_components(
        csr_array((np.ones(len(starts)), (starts, ends)), (size, size)), connection="strong"
    )
    sizes, looped = Counter(labels.tolist()), {start for start, end in links if start == end}
    found: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(labels.tolist()):
        if sizes[label] > 1 or place in looped:
            found[label].append(place)
    return list(found.values())
