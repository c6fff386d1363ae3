"""How two organisations are linked: the shortest paths between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise

from analysis import path_wording as wording
from analysis.answers import Completeness, Wording
from analysis.links import STRONGEST_FIRST, GraphPath
from analysis.network import Arrays, Network, network_of
from analysis.path_search import PathFinder
from analysis.vocabulary import LinkKind


@dataclass(frozen=True)
class PathRequest:
    """What is searched for: two different organisations by global id, and how many paths of which length at most."""

    start: str
    end: str
    longest: int
    most: int
    through: tuple[LinkKind, ...] = STRONGEST_FIRST


@dataclass(frozen=True)
class PathSearch:
    """The paths found, in order, and whether limits cut the search."""

    paths: tuple[GraphPath, ...]
    completeness: Completeness


def shortest_paths(arrays: Arrays, request: PathRequest, day: date) -> PathSearch:
    """The paths over links that hold on `day`: shortest first, then by the kinds of their links, then by ids.

    One path stands for a sequence of organisations, over the strongest link between each two of them; no path comes
    through an organisation twice.
    """
    network = network_of(arrays, request.through, frozenset({request.start, request.end}), day)
    number = network.ids.index
    finder = PathFinder(network, number(request.start), number(request.end), request.longest)
    # one more than asked for tells whether there are more
    found = list(islice(finder.paths(), request.most + 1))
    longer = len(found) <= request.most and finder.longer()
    completeness = Completeness(
        as_of=day,
        cuts=tuple(cuts(request, len(found), longer)),
        gaps=tuple(gaps(arrays, request)),
        notes=tuple(notes(arrays, request, day, linked=bool(found) or longer)),
    )
    return PathSearch(tuple(path_of(network, nodes) for nodes in found[: request.most]), completeness)


def path_of(network: Network, nodes: tuple[int, ...]) -> GraphPath:
    """A path with its links."""
    links = (network.link(source, target) for source, target in pairwise(nodes))
    return GraphPath(tuple(network.ids[each] for each in nodes), tuple(links))


def cuts(request: PathRequest, found: int, longer: bool) -> Iterator[Wording]:
    """What the limits cut off."""
    if found > request.most:
        yield wording.more_paths(request.most, request.longest)
    elif longer:
        yield wording.longer_paths(request.longest)


def gaps(arrays: Arrays, request: PathRequest) -> Iterator[Wording]:
    """Kinds of links that were asked for and of which nothing is stored."""
    stored = arrays.kinds()
    absent = [kind for kind in STRONGEST_FIRST if kind in request.through and kind not in stored]
    if absent:
        yield wording.kinds_not_stored(absent)


def notes(arrays: Arrays, request: PathRequest, day: date, linked: bool) -> Iterator[Wording]:
    """What must be known to read the answer."""
    last_days = {each.organisation: each.last_day for each in arrays.endings}
    for end in (request.start, request.end):
        last_day = last_days.get(end)
        if last_day and last_day < day:
            yield wording.closed(end, last_day)
    if not linked:
        yield wording.not_linked()
