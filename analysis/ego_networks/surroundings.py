"""The organisations around one organisation, by distance and strength.

The network of a day consists of the links that hold on the day, between organisations that exist on it. The
organisation at the centre (ego) belongs to it in any case. The distance is the number of links of a shortest path, in
any direction (breadth-first search). At equal distance an organisation is the stronger, the more records link it to the
organisations one step nearer; then the newer the newest of these records is; then the id decides. So every organisation
has a neighbour before it, and any first part of the order is connected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from analysis.ties.common_projects import Floats, Integers
from analysis.ties.country_links import LINKED, NOWHERE, CountryLinks, LinkColumns
from analysis.vocabulary import LinkKind

UNDIRECTED = frozenset({LinkKind.PARTNERSHIP, LinkKind.PROJECT})


@dataclass(frozen=True)
class EgoRequest:
    """An organisation by its global id, the largest distance, the kinds of links, the day, and the largest number of
    organisations besides it.
    """

    organisation: str
    depth: int
    through: tuple[LinkKind, ...]
    day: date
    first: int

    @property
    def ordinal(self) -> float:
        """The day as an ordinal."""
        return float(self.day.toordinal())


class PairLink(NamedTuple):
    """All records of one kind between two organisations, given by number.

    `weight` counts the records, `since` is the first of their first days and `until` the last of their last days
    (ordinals, infinite if unknown or open). `newest` are the records with the latest first day.
    """

    kind: LinkKind
    one: int
    other: int
    weight: int
    since: float
    until: float
    newest: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class EgoSurroundings:
    """The organisations around one: numbers, the organisation first, then in the order of distance and strength.

    `nodes` and `distances` [k] contain all organisations up to the requested distance; `shown` is the number that the
    request permits. `sizes` counts the organisations at each distance from 1.
    """

    nodes: Integers
    distances: Integers
    shown: int
    sizes: tuple[int, ...]

    @property
    def chosen(self) -> Integers:
        """The organisations that are shown."""
        return self.nodes[: self.shown]

    @cached_property
    def sizes_shown(self) -> tuple[int, ...]:
        """The number of organisations that are shown at each distance from 1."""
        counts = np.bincount(self.distances[: self.shown], minlength=len(self.sizes) + 1)
        return tuple(counts[1:].tolist())


def surroundings_of(country: CountryLinks, request: EgoRequest) -> EgoSurroundings:
    """Return the organisations around one, up to the distance `request.depth`."""
    ego = country.organisations.numbers[request.organisation]
    free = country.organisations.existing(request.ordinal)
    free[ego] = False
    levels = [np.array([ego], dtype=np.int64)]
    while len(levels) <= request.depth and len(levels[-1]):
        neighbours, since = reached(country, request, levels[-1])
        new = free[neighbours]
        levels.append(strongest_first(neighbours[new], since[new]))
        free[levels[-1]] = False
    nodes = np.concatenate(levels)
    distances = np.repeat(np.arange(len(levels)), [len(each) for each in levels])
    sizes = [len(each) for each in levels[1:] if len(each)]
    return EgoSurroundings(nodes, distances, min(len(nodes), request.first + 1), tuple(sizes))


def reached(country: CountryLinks, request: EgoRequest, frontier: Integers) -> tuple[Integers, Floats]:
    """Return the other end and the first day of each record at the organisations of a level."""
    parts = [records_at(country, request, kind, frontier) for kind in request.through]
    others = [links.one + links.other - at for links, at in parts]
    return np.concatenate(others), np.concatenate([links.since for links, _ in parts])


def records_at(
    country: CountryLinks, request: EgoRequest, kind: LinkKind, organisations: Integers
) -> tuple[LinkColumns, Integers]:
    """Return the records of a kind at some organisations that hold on the day, and the organisation of each.

    A record between two of the organisations occurs twice.
    """
    places, at = country.incidence[kind].at(organisations)
    links = country.links[kind].chosen(places)
    held = links.held(request.ordinal)
    return links.chosen(held), at[held]


def strongest_first(neighbours: Integers, since: Floats) -> Integers:
    """Return the different neighbours: first those with the most records, then the newest record, then by id."""
    found, inverse, counts = np.unique(neighbours, return_inverse=True, return_counts=True)
    newest = np.full(len(found), -np.inf)
    np.maximum.at(newest, inverse, since)
    return found[np.lexsort((found, -newest, -counts))]


def links_between(country: CountryLinks, request: EgoRequest, nodes: Integers) -> list[PairLink]:
    """Return the links between some organisations on the day, one for each kind and pair.

    A pair is ordered for the kinds of links that have a direction. The links are in the order of the later of their
    ends in `nodes`, then of the earlier, then of the kind.
    """
    places = np.full(len(country.organisations), NOWHERE)
    places[nodes] = np.arange(len(nodes))
    found = [
        link
        for kind in LINKED
        if kind in request.through
        for link in pairs_of(kind, inner_records(country, request, kind, nodes, places))
    ]
    return sorted(found, key=lambda each: sorted((int(places[each.one]), int(places[each.other])), reverse=True))


def inner_records(
    country: CountryLinks, request: EgoRequest, kind: LinkKind, nodes: Integers, places: Integers
) -> LinkColumns:
    """Return the records of a kind between some organisations; `places` of all others are `NOWHERE`."""
    links, at = records_at(country, request, kind, nodes)
    return links.chosen((at == links.one) & (places[links.other] != NOWHERE))


def pairs_of(kind: LinkKind, links: LinkColumns) -> Iterator[PairLink]:
    """Yield one link for each pair of organisations, in the order of the pairs."""
    if not len(links):
        return
    ordered = in_pairs(links, kind in UNDIRECTED)
    changes = (np.diff(ordered.one) != 0) | (np.diff(ordered.other) != 0)
    starts = np.flatnonzero(np.append(True, changes))
    weights = np.diff(np.append(starts, len(ordered)))
    newest = ordered.since == np.repeat(ordered.since[starts + weights - 1], weights)
    records, ends = ordered.records[newest].tolist(), np.cumsum(np.add.reduceat(newest.astype(np.int64), starts))
    columns = (
        ordered.one[starts],
        ordered.other[starts],
        weights,
        ordered.since[starts],
        np.maximum.reduceat(ordered.until, starts),
        np.append(0, ends[:-1]),
        ends,
    )
    for one, other, weight, since, until, begin, end in zip(*(each.tolist() for each in columns), strict=True):
        yield PairLink(kind, one, other, weight, since, until, tuple(records[begin:end]))


def in_pairs(links: LinkColumns, undirected: bool) -> LinkColumns:
    """Return the records ordered by pair and first day; an undirected pair has the smaller number first."""
    if undirected:
        one, other = np.minimum(links.one, links.other), np.maximum(links.one, links.other)
        links = LinkColumns(one, other, links.since, links.until, links.records)
    return links.chosen(np.lexsort((links.since, links.other, links.one)))
