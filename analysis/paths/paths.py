"""Shortest paths between two organisations, with the completeness of the search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from typing import NamedTuple

from analysis.answers import Completeness, Wording
from analysis.paths import wording
from analysis.paths.network import Arrays, OrganisationNetwork, network_of
from analysis.paths.search import PathFinder
from analysis.ties.common_projects import projects_left_out
from analysis.ties.links import STRONGEST_FIRST, GraphPath
from analysis.ties.wording import kinds_not_stored
from analysis.vocabulary import LinkKind

# the largest number of ties that one search reads; reading takes 12 to 18 µs per tie on the federal data set
MOST_TIES = 50_000


@dataclass(frozen=True)
class PathRequest:
    """The arguments of a search.

    `start` and `end` are the global ids of two different organisations. `longest` is the largest number of links of a
    path, `most` the largest number of paths.
    """

    start: str
    end: str
    longest: int
    most: int
    through: tuple[LinkKind, ...] = STRONGEST_FIRST


@dataclass(frozen=True)
class PathSearch:
    """The paths found, in order, and the completeness of the search."""

    paths: tuple[GraphPath, ...]
    completeness: Completeness


class PathsFound(NamedTuple):
    """The paths of at most `longest` links, and whether longer ones exist.

    `paths` holds at most one path more than requested. `longer` is determined only if no more paths were found than
    requested.
    """

    paths: tuple[GraphPath, ...]
    longer: bool = False


def paths_in(arrays: Arrays, request: PathRequest, day: date) -> tuple[GraphPath, ...]:
    """Find the paths over links that hold on `day`: shortest first, then by the kinds of their links, then by ids.

    One path represents a sequence of organisations, over the strongest link between each two of them. No path contains
    an organisation twice.
    """
    finder = finder_in(arrays, request, day)
    # one path more than requested shows whether further paths exist
    found = islice(finder.paths(), request.most + 1)
    return tuple(path_of(finder.network, nodes) for nodes in found)


def has_longer(arrays: Arrays, request: PathRequest, day: date) -> bool:
    """Return whether paths with more links than `longest` exist. There must be at most `most` shorter ones."""
    finder = finder_in(arrays, request, day)
    for _ in islice(finder.paths(), request.most + 1):
        pass
    return finder.longer()


def finder_in(arrays: Arrays, request: PathRequest, day: date) -> PathFinder:
    """Return the search in the network of the links that hold on `day`."""
    network = network_of(arrays, request.through, frozenset({request.start, request.end}), day)
    number = network.ids.index
    return PathFinder(network, number(request.start), number(request.end), request.longest)


def path_of(network: OrganisationNetwork, nodes: tuple[int, ...]) -> GraphPath:
    """Return a path with its links."""
    links = (network.link(source, target) for source, target in pairwise(nodes))
    return GraphPath(tuple(network.ids[each] for each in nodes), tuple(links))


@dataclass(frozen=True)
class Extent:
    """The extent of a search: the stored kinds of links, and the last days of the ends.

    `length` is set if the limit on the number of ties ended the search: all paths of up to `length` links are then
    known. `large_projects` counts the projects that have too many participants to be searched.
    """

    stored: frozenset[LinkKind]
    last_days: Mapping[str, date | None]
    length: int | None = None
    large_projects: int = 0


def path_search(found: PathsFound, request: PathRequest, extent: Extent, day: date) -> PathSearch:
    """Return the paths with the completeness of the search."""
    completeness = Completeness(
        as_of=day,
        cuts=tuple(cuts(found, request, extent)),
        gaps=tuple(gaps(request, extent)),
        notes=tuple(notes(found, request, extent, day)),
    )
    return PathSearch(found.paths[: request.most], completeness)


def cuts(found: PathsFound, request: PathRequest, extent: Extent) -> Iterator[Wording]:
    """Yield texts on results that a limit cut off."""
    if len(found.paths) > request.most:
        yield wording.more_paths(request.most, request.longest)
    elif extent.length is not None:
        yield wording.not_searched(extent.length, MOST_TIES)
    elif found.longer:
        yield wording.longer_paths(request.longest)


def gaps(request: PathRequest, extent: Extent) -> Iterator[Wording]:
    """Yield texts on requested links that are not stored or not searched."""
    absent = [kind for kind in STRONGEST_FIRST if kind in request.through and kind not in extent.stored]
    if absent:
        yield kinds_not_stored(absent)
    if extent.large_projects:
        yield projects_left_out(extent.large_projects)


def notes(found: PathsFound, request: PathRequest, extent: Extent, day: date) -> Iterator[Wording]:
    """Yield texts that explain the result."""
    for end in (request.start, request.end):
        last_day = extent.last_days.get(end)
        if last_day and last_day < day:
            yield wording.closed(end, last_day)
    if not found.paths and not found.longer and extent.length is None:
        yield wording.not_linked()
