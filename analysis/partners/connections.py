"""The strongest non-geographic path from an asker to each of several organisations.

A path has the least number of links. Among such paths, the last link before the suggested organisation is as strong as
possible, then the link before it, and so on. Strength is the order of `analysis.ties.links.STRONGEST_FIRST`, then the
newer record, then the order of ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from analysis.models.numbers import Integers
from analysis.ties.country_links import KINDS, NOWHERE, RECORDED_BY_NODES, CountryLinks, Incidence, KindedLinks
from analysis.ties.links import RANK, GraphLink, GraphPath

LONGEST = 4


class PathStep(NamedTuple):
    """A link of a path: its ends in the direction of the path, and its position in the links of the day."""

    source: int
    target: int
    link: int


class Adjacency(NamedTuple):
    """The links of the day at each organisation, strongest first: positions in `links` and `others`, arrays [2 m]."""

    incidence: Incidence
    links: Integers
    others: Integers

    @classmethod
    def of(cls, links: KindedLinks, size: int) -> Adjacency:
        """Return the links at each of `size` organisations."""
        ends = np.concatenate([links.one, links.other])
        others = np.concatenate([links.other, links.one])
        numbers = np.tile(np.arange(len(links)), 2)
        ranks = np.array([RANK[each] for each in KINDS])[links.kinds]
        order = np.lexsort((others, -links.since[numbers], ranks[numbers]))
        return cls(grouped(ends[order], size), numbers[order], others[order])


def grouped(organisations: Integers, size: int) -> Incidence:
    """Return the positions of records [m] at each of `size` organisations, in the order of the records."""
    starts = np.concatenate([[0], np.cumsum(np.bincount(organisations, minlength=size))])
    return Incidence(starts.astype(np.int64), np.argsort(organisations, kind="stable").astype(np.int32))


def steps_to(adjacency: Adjacency, asker: int, targets: Sequence[int]) -> list[tuple[PathStep, ...] | None]:
    """Return the path from an asker to each target, or None if there is none of at most `LONGEST` links."""
    distances = distances_from(adjacency, asker, targets)
    return [path_back(adjacency, distances, target) if distances[target] > 0 else None for target in targets]


def distances_from(adjacency: Adjacency, asker: int, targets: Sequence[int]) -> Integers:
    """Return the number of links from an asker to each organisation [n], or `NOWHERE` if it is not known.

    The search ends when all targets are found, or at `LONGEST` links.
    """
    distances = np.full(len(adjacency.incidence.starts) - 1, NOWHERE)
    distances[asker], outermost = 0, np.array([asker])
    for length in range(1, LONGEST + 1):
        reached = np.zeros(len(distances), dtype=np.bool_)
        reached[adjacency.others[adjacency.incidence.at(outermost)[0]]] = True
        outermost = np.flatnonzero(reached & (distances == NOWHERE))
        distances[outermost] = length
        if (distances[list(targets)] != NOWHERE).all():
            break
    return distances


def path_back(adjacency: Adjacency, distances: Integers, target: int) -> tuple[PathStep, ...]:
    """Return the strongest of the shortest paths to a target, found from its end."""
    steps, at = [], target
    while distances[at]:
        near, _ = adjacency.incidence.at(np.array([at]))
        closer = near[np.flatnonzero(distances[adjacency.others[near]] == distances[at] - 1)[0]]
        previous = int(adjacency.others[closer])
        steps.append(PathStep(previous, at, int(adjacency.links[closer])))
        at = previous
    return tuple(reversed(steps))


def path_of(
    country: CountryLinks, links: KindedLinks, steps: Sequence[PathStep], records: Mapping[int, str]
) -> GraphPath:
    """Return a path with its links; `records` maps the internal numbers of record nodes to global ids."""
    ids = country.organisations.ids
    made = []
    for step in steps:
        kind, record = KINDS[int(links.kinds[step.link])], int(links.records[step.link])
        named = records.get(record) if kind in RECORDED_BY_NODES else None if record < 0 else country.sources[record]
        since, until = (day_of(float(each[step.link])) for each in (links.since, links.until))
        made.append(GraphLink(kind, ids[step.source], ids[step.target], named, since=since, until=until))
    return GraphPath((ids[steps[0].source], *(ids[each.target] for each in steps)), tuple(made))


def record_nodes(links: KindedLinks, steps: Sequence[PathStep]) -> list[int]:
    """Return the internal numbers of the record nodes of a path."""
    return [int(links.records[each.link]) for each in steps if KINDS[int(links.kinds[each.link])] in RECORDED_BY_NODES]


def day_of(ordinal: float) -> date | None:
    """Return a day of its ordinal, or None if it is infinite."""
    return date.fromordinal(int(ordinal)) if np.isfinite(ordinal) else None
