"""The ego network of an organisation as a result: global ids, links with records, positions and completeness."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from analysis.answers import Completeness, Method, Wording
from analysis.ego_networks import wording
from analysis.ego_networks.positions import METHOD, positions_of
from analysis.ego_networks.surroundings import EgoRequest, EgoSurroundings, PairLink
from analysis.ties.common_projects import projects_left_out
from analysis.ties.country_links import RECORDED_BY_NODES, CountryLinks
from analysis.ties.links import GraphLink
from analysis.ties.wording import kinds_not_stored
from analysis.vocabulary import LinkKind


@dataclass(frozen=True)
class EgoPosition:
    """The position of an organisation (global id) in an ego network."""

    organisation: str
    distance: int
    degree: int
    betweenness: float
    page_rank: float
    community: int


@dataclass(frozen=True)
class EgoNetwork:
    """An ego network: global ids of organisations, the links between them, and their distances from the first."""

    nodes: tuple[str, ...]
    links: tuple[GraphLink, ...]
    distances: tuple[int, ...]
    completeness: Completeness

    @property
    def method(self) -> Method:
        """The method of the positions."""
        return METHOD

    @cached_property
    def positions(self) -> tuple[EgoPosition, ...]:
        """The positions of the organisations, in the order of `nodes`."""
        places = {each: place for place, each in enumerate(self.nodes)}
        found = positions_of(len(self.nodes), [(places[each.source], places[each.target]) for each in self.links])
        return tuple(map(EgoPosition, self.nodes, self.distances, *found))


def node_records(links: Iterable[PairLink]) -> list[int]:
    """Return the internal numbers of the nodes that can be records of links."""
    return sorted({each for link in links if link.kind in RECORDED_BY_NODES for each in link.newest})


def ego_network(
    country: CountryLinks,
    request: EgoRequest,
    around: EgoSurroundings,
    links: Sequence[PairLink],
    records: Mapping[int, str],
) -> EgoNetwork:
    """Return the network. `records` maps internal numbers of nodes to their global ids."""
    ids, sources = country.organisations.ids, dict(enumerate(country.sources))
    return EgoNetwork(
        nodes=tuple(ids[each] for each in around.chosen.tolist()),
        links=tuple(graph_link(link, ids, records if link.kind in RECORDED_BY_NODES else sources) for link in links),
        distances=tuple(around.distances[: around.shown].tolist()),
        completeness=Completeness(
            as_of=request.day,
            cuts=tuple(cuts(request, around)),
            gaps=tuple(gaps(country, request)),
            notes=tuple(notes(country, request, around, links)),
        ),
    )


def graph_link(link: PairLink, ids: Sequence[str], records: Mapping[int, str]) -> GraphLink:
    """Return a link with global ids. Of several newest records the first by id is named."""
    return GraphLink(
        link.kind,
        ids[link.one],
        ids[link.other],
        min((records[each] for each in link.newest if each in records), default=None),
        since=day_of(link.since),
        until=day_of(link.until),
        weight=float(link.weight),
    )


def day_of(ordinal: float) -> date | None:
    """Return the day of an ordinal, or None if it is infinite."""
    return date.fromordinal(int(ordinal)) if math.isfinite(ordinal) else None


def cuts(request: EgoRequest, around: EgoSurroundings) -> Iterator[Wording]:
    """Yield the text on organisations that the limit cut off."""
    if around.shown < len(around.nodes):
        yield wording.cut(request.first, around.sizes, around.sizes_shown)


def gaps(country: CountryLinks, request: EgoRequest) -> Iterator[Wording]:
    """Yield texts on requested links that are not stored or not counted."""
    absent = [kind for kind in request.through if not len(country.links[kind])]
    if absent:
        yield kinds_not_stored(absent)
    if country.large_projects and LinkKind.PROJECT in request.through:
        yield projects_left_out(country.large_projects)


def notes(
    country: CountryLinks, request: EgoRequest, around: EgoSurroundings, links: Sequence[PairLink]
) -> Iterator[Wording]:
    """Yield texts that explain the network."""
    organisations = country.organisations
    ego = organisations.numbers[request.organisation]
    first, last = day_of(organisations.first_days[ego]), day_of(organisations.last_days[ego])
    if last and last < request.day:
        yield wording.ended(request.day, last)
    if first and first > request.day:
        yield wording.not_yet_founded(request.day, first)
    if len(around.nodes) == 1:
        yield wording.no_links(request.day)
    undated = sum(each.since == -math.inf for each in links)
    if undated:
        yield wording.undated(undated)
