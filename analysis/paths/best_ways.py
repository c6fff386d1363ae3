"""The best way to one organisation from every other: a breadth-first search that also ranks equally short ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.paths.network import BORDER, REGION, OrganisationNetwork
from analysis.ties.links import RANK

# a link to go on over: its rank, the place of the organisation at its end, that organisation
Choice = tuple[int, int, int]


class Onward(NamedTuple):
    """The way from an organisation to the end: how many links, its place among the equally short, the next one.

    Ways with links of the same kinds in the same order share a place.
    """

    distance: int
    place: int
    next: int


Ways = Mapping[int, Onward]


def along(ways: Ways, organisation: int) -> Iterator[int]:
    """The organisations of the best way from one to the end, both included."""
    while True:
        yield organisation
        way = ways[organisation]
        if way.distance == 0:
            return
        organisation = way.next


def ways_to(network: OrganisationNetwork, end: int, avoided: frozenset[int]) -> Ways:
    """The best way to `end` from every organisation that has one, around those to be avoided."""
    ways = {end: Onward(0, 0, end)}
    layer, closed, distance = {end: 0}, set[int](), 0
    while layer:
        distance += 1
        choices: dict[int, Choice] = {}
        for organisation, choice in offers(network, layer, closed):
            if organisation not in ways and organisation not in avoided:
                choices[organisation] = min(choice, choices.get(organisation, choice))
        layer = places(choices)
        ways |= {each: Onward(distance, layer[each], choices[each][2]) for each in choices}
    return ways


def offers(network: OrganisationNetwork, layer: dict[int, int], closed: set[int]) -> Iterator[tuple[int, Choice]]:
    """Who can go on to an organisation of the layer: the rank of the link, the place of that organisation, itself.

    Of a region only the best organisation is offered, to the whole of the region and of those that border it. A
    region that has been offered one is closed: all of it has its way.
    """
    best: dict[int, tuple[int, int]] = {}
    for organisation, place in layer.items():
        for other, tie in network.ties[organisation].items():
            yield other, (RANK[tie.kind], place, organisation)
        region = network.regions[organisation]
        best[region] = min(best.get(region, (place, organisation)), (place, organisation))
    if network.within:
        yield from to_regions(network, best, REGION, closed)
    across: dict[int, tuple[int, int]] = {}
    for region, offered in best.items():
        for other in network.beyond.get(region, ()):
            across[other] = min(across.get(other, offered), offered)
    yield from to_regions(network, across, BORDER, closed)


def to_regions(
    network: OrganisationNetwork, best: dict[int, tuple[int, int]], rank: int, closed: set[int]
) -> Iterator[tuple[int, Choice]]:
    """The offers to all organisations of the regions that are not closed yet."""
    for region in best.keys() - closed:
        place, organisation = best[region]
        for member in network.members.get(region, ()):
            yield member, (rank, place, organisation)
    closed.update(best)


def places(choices: dict[int, Choice]) -> dict[int, int]:
    """The place of each organisation in its layer: that of the kinds of the links ahead, the strongest first."""
    kinds = sorted({choice[:2] for choice in choices.values()})
    place = {kind: number for number, kind in enumerate(kinds)}
    return {organisation: place[choice[:2]] for organisation, choice in choices.items()}
