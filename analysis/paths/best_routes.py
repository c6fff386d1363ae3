"""Best ways from all organisations to one: a breadth-first search that also ranks ways of equal length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.paths.network import BORDER, REGION, OrganisationNetwork
from analysis.ties.links import RANK

# the next link of a way: its rank, then the position and the number of the organisation at its end
Choice = tuple[int, int, int]


class Onward(NamedTuple):
    """The best way from an organisation to the end of the search.

    `distance` is its number of links, `place` its position among the routes of equal length, and `next` the next
    organisation. Ways with links of the same kinds in the same order share a position.
    """

    distance: int
    place: int
    next: int


Routes = Mapping[int, Onward]


def along(routes: Routes, organisation: int) -> Iterator[int]:
    """Yield the organisations of the best way from an organisation to the end, both included."""
    while True:
        yield organisation
        route = routes[organisation]
        if route.distance == 0:
            return
        organisation = route.next


def routes_to(network: OrganisationNetwork, end: int, avoided: frozenset[int]) -> Routes:
    """Return the best way to `end` from every organisation that has one.

    Ways do not contain the organisations `avoided`.
    """
    routes = {end: Onward(0, 0, end)}
    layer, closed, distance = {end: 0}, set[int](), 0
    while layer:
        distance += 1
        choices: dict[int, Choice] = {}
        for organisation, choice in offers(network, layer, closed):
            if organisation not in routes and organisation not in avoided:
                choices[organisation] = min(choice, choices.get(organisation, choice))
        layer = places(choices)
        routes |= {each: Onward(distance, layer[each], choices[each][2]) for each in choices}
    return routes


def offers(network: OrganisationNetwork, layer: dict[int, int], closed: set[int]) -> Iterator[tuple[int, Choice]]:
    """Yield the organisations with a link to an organisation of the layer.

    Each is paired with the rank of the link, and with the position and the number of the organisation of the layer.
    Only the best organisation of a region is offered to all organisations of that region and of the bordering regions.
    A region that has received such an offer is closed, because all its organisations then have a way.
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
    """Yield an offer to each organisation of the regions that are not closed, and close these regions."""
    for region in best.keys() - closed:
        place, organisation = best[region]
        for member in network.members.get(region, ()):
            yield member, (rank, place, organisation)
    closed.update(best)


def places(choices: dict[int, Choice]) -> dict[int, int]:
    """Return the position of each organisation in its layer: by the kinds of the links ahead, the strongest first."""
    kinds = sorted({choice[:2] for choice in choices.values()})
    place = {kind: number for number, kind in enumerate(kinds)}
    return {organisation: place[choice[:2]] for organisation, choice in choices.items()}
