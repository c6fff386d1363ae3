"""Best ways from all organisations to one: a breadth-first search that also ranks ways of equal length.

A way costs one for each link, and the penalty of each organisation inside it. Where no organisation has a penalty, the
first way found is the best one. Otherwise a longer way can cost less, so that an organisation can have several ways:
one for each number of links with which a lower cost is reached than with fewer links (the labels of a shortest path
problem with a limit on the links: Joksch 1966, "The shortest route problem with constraints", Journal of Mathematical
Analysis and Applications 14(2)).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple

from analysis.paths.network import BORDER, REGION, OrganisationNetwork
from analysis.ties.links import RANK

# a way by its next link: the cost of the way, the rank of the link, and the position and number of the organisation at
# its end; one is made for each tie, which takes several times longer for a named tuple
Choice = tuple[int, int, int, int]


class Onward(NamedTuple):
    """The best way from an organisation to the end of the search among those with at most `length` links.

    `cost` is its cost without the penalty of the organisation itself, `length` its number of links, `place` its
    position among the ways of equal cost and length, and `next` the next organisation. Ways with links of the same
    kinds in the same order share a position.
    """

    cost: int
    length: int
    place: int
    next: int


# the best ways from each organisation, by increasing length and decreasing cost
Routes = Mapping[int, Sequence[Onward]]
# the cost, position and number of an organisation from which a way leads on
Offer = tuple[int, int, int]


def along(routes: Routes, organisation: int, length: int) -> Iterator[int]:
    """Yield the organisations of the best way of exactly `length` links to the end, both ends included."""
    yield organisation
    for left in range(length, 0, -1):
        organisation = next(each.next for each in routes[organisation] if each.length == left)
        yield organisation


def shortest(ways: Sequence[Onward], most: int) -> Onward | None:
    """Return the best of the ways with at most `most` links, or None."""
    return next((each for each in reversed(ways) if each.length <= most), None)


def routes_to(network: OrganisationNetwork, end: int, avoided: frozenset[int]) -> Routes:
    """Return the best ways to `end` from every organisation that has one.

    Ways do not contain the organisations `avoided`.
    """
    routes = {end: [Onward(0, 0, 0, end)]}
    layer, closed, length = {end: (0, 0)}, dict[int, int](), 0
    while layer:
        length += 1
        choices: dict[int, Choice] = {}
        for organisation, choice in offers(network, layer, closed):
            known = routes[organisation][-1].cost if organisation in routes else inf
            if choice[0] < known and organisation not in avoided:
                choices[organisation] = min(choice, choices.get(organisation, choice))
        layer = places(choices)
        for organisation, (cost, place) in layer.items():
            routes.setdefault(organisation, []).append(Onward(cost, length, place, choices[organisation][3]))
    return routes


def offers(
    network: OrganisationNetwork, layer: Mapping[int, tuple[int, int]], closed: dict[int, int]
) -> Iterator[tuple[int, Choice]]:
    """Yield the organisations with a link to an organisation of the layer, each with the way over this link.

    Only the best organisation of a region is offered to all organisations of that region and of the bordering regions.
    `closed` holds the cost of the best offer to each region, because all its organisations then have such a way.
    """
    best: dict[int, Offer] = {}
    for organisation, (cost, place) in layer.items():
        offered = 1 + network.penalties[organisation] + cost, place, organisation
        for other, tie in network.ties[organisation].items():
            yield other, (offered[0], RANK[tie.kind], place, organisation)
        region = network.regions[organisation]
        best[region] = min(best.get(region, offered), offered)
    if network.within:
        yield from to_regions(network, best, REGION, closed)
    across: dict[int, Offer] = {}
    for region, offered in best.items():
        for other in network.beyond.get(region, ()):
            across[other] = min(across.get(other, offered), offered)
    yield from to_regions(network, across, BORDER, closed)


def to_regions(
    network: OrganisationNetwork, best: Mapping[int, Offer], rank: int, closed: dict[int, int]
) -> Iterator[tuple[int, Choice]]:
    """Yield an offer to each organisation of the regions that have no offer of at most the same cost yet."""
    for region, (cost, place, organisation) in best.items():
        if cost < closed.get(region, inf):
            closed[region] = cost
            for member in network.members.get(region, ()):
                yield member, (cost, rank, place, organisation)


def places(choices: Mapping[int, Choice]) -> dict[int, tuple[int, int]]:
    """Return the cost of the way from each organisation, and its position in the layer.

    The position follows from the kinds of the links ahead, the strongest first.
    """
    kinds = sorted({choice[1:3] for choice in choices.values()})
    place = {kind: number for number, kind in enumerate(kinds)}
    return {organisation: (choice[0], place[choice[1:3]]) for organisation, choice in choices.items()}
