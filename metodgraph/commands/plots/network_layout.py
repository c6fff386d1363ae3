"""Positions in the picture of a network: of its nodes by forces, and of labels that overlap nothing."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
# left, bottom, right, top
Box = tuple[float, float, float, float]
SEED, ROUNDS = 20, 1_500
# between a node and its label, in the units of the picture
GAP = 3.0
# the directions in which a label is tried, from its node
DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


def node_places(distances: Sequence[int], pairs: Sequence[tuple[int, int]]) -> Points:
    """Return the positions of n nodes [n, 2], by the forces of Fruchterman and Reingold (1991).

    The search begins with circles by distance around the first node, so that the same network has the same picture.
    """
    from igraph import Graph, set_random_number_generator

    graph = Graph(len(distances), sorted({(min(pair), max(pair)) for pair in pairs}))
    set_random_number_generator(random.Random(SEED))  # noqa: S311 # a repeatable picture, no secret
    try:
        found = graph.layout_fruchterman_reingold(seed=circles(distances), niter=ROUNDS, start_temp=3.0)
    finally:
        set_random_number_generator(random)
    places = np.array(found.coords, dtype=np.float64).reshape(-1, 2)
    return np.asarray(places - places[0])


def circles(distances: Sequence[int]) -> list[tuple[float, float]]:
    """Return a position for each node, on a circle whose radius is its distance."""
    sizes = {each: distances.count(each) for each in set(distances)}
    ranks: dict[int, int] = {}
    found = []
    for each in distances:
        ranks[each] = rank = ranks.get(each, -1) + 1
        angle = 2 * math.pi * rank / sizes[each] + each
        found.append((4.0 * each * math.cos(angle), 4.0 * each * math.sin(angle)))
    return found


def label_boxes(
    anchors: Points, radii: Sequence[float], sizes: Sequence[tuple[float, float]], bounds: Box
) -> Iterator[Box | None]:
    """Yield the place of each label next to its node, or None if no place is free.

    `anchors` [n, 2] and `radii` [n] are those of all nodes, and `sizes` the widths and heights of the labels of the
    first nodes, all in the same units. A label lies within the bounds and overlaps no earlier label. It covers another
    node only if every other place is taken.
    """
    taken: list[Box] = []
    nodes = [
        (x - radius, y - radius, x + radius, y + radius) for (x, y), radius in zip(anchors.tolist(), radii, strict=True)
    ]
    for number, size in enumerate(sizes):
        boxes = [beside(anchors[number], radii[number], size, each) for each in DIRECTIONS]
        free = [box for box in boxes if within(box, bounds) and not any(overlap(box, each) for each in taken)]
        others = nodes[:number] + nodes[number + 1 :]
        found = min(free, key=lambda box: sum(overlap(box, each) for each in others), default=None)
        if found is not None:
            taken.append(found)
        yield found


def beside(anchor: Points, radius: float, size: tuple[float, float], direction: tuple[int, int]) -> Box:
    """Return the box of a label that touches a node in a direction."""
    (width, height), (across, up) = size, direction
    reach = radius * (0.75 if across and up else 1.0) + GAP
    x = float(anchor[0]) + across * (reach + width / 2)
    y = float(anchor[1]) + up * (reach + height / 2)
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def within(box: Box, bounds: Box) -> bool:
    """Return whether a box lies within bounds."""
    return bounds[0] <= box[0] and bounds[1] <= box[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
