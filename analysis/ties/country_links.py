"""All links between the organisations of the country as arrays, from which the network of any day is taken.

Organisations are numbered in the order of their global ids, so that comparing numbers compares ids. Days are ordinals
(`date.toordinal`) as floats; a first day that is unknown is -inf, and a last day that is unknown or open is inf.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.ties.common_projects import Floats, Integers
from analysis.vocabulary import LinkKind

Truths = NDArray[np.bool_]

# the number of an unknown region, municipality or data source
NOWHERE = -1
KINDS = tuple(LinkKind)
NUMBER_OF_KIND = {kind: number for number, kind in enumerate(KINDS)}
# the kinds of links that the arrays contain; links over regions would join every two organisations of a region
LINKED = (
    LinkKind.UNIT,
    LinkKind.FOUNDER,
    LinkKind.PARTNERSHIP,
    LinkKind.PROJECT,
    LinkKind.ADOPTION,
    LinkKind.LEARNED_FROM,
)
# the kinds whose records are nodes; the record of any other link is a data source
RECORDED_BY_NODES = frozenset({LinkKind.PROJECT, LinkKind.ADOPTION, LinkKind.LEARNED_FROM})


@dataclass(frozen=True, eq=False)
class CountryOrganisations:
    """n organisations in the order of their global ids.

    - `ids` [n]: global ids
    - `kinds` [n]: indices into `tuple(OrganisationKind)`; `levels` [n]: indices into `tuple(Level)`
    - `regions` [n]: indices into `region_ids`, of the first region by id, or `NOWHERE`
    - `municipalities` [n]: indices into `municipality_ids`, of the first municipality by id, or `NOWHERE`
    - `places` [n, 2]: latitude and longitude in degrees of the organisation, by default of its municipality, or NaN
    - `first_days`, `last_days` [n]: the days on which an organisation exists
    """

    ids: Sequence[str]
    kinds: Integers
    levels: Integers
    regions: Integers
    region_ids: Sequence[str]
    region_names: Sequence[str]
    places: Floats
    municipalities: Integers
    municipality_ids: Sequence[str]
    first_days: Floats
    last_days: Floats

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.ids)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each organisation by its global id."""
        return {each: number for number, each in enumerate(self.ids)}

    def existing(self, day: float) -> Truths:
        """Return a mask [n] of the organisations that exist on a day."""
        return (self.first_days <= day) & (day <= self.last_days)


@dataclass(frozen=True, eq=False)
class LinkColumns:
    """m records of links of one kind: arrays [m].

    - `one`, `other`: numbers of the ends, in the direction of `analysis.ties.links.Tie`: a unit to its host, a founded
      organisation to its founder, the author of a practice to its adopter, and the adopter that was learned from to the
      adopter that learned
    - `since`, `until`: the first and the last day
    - `records`: the internal number of the node in the database (the project, or the adoption; of LEARNED_FROM the
      adoption of the adopter that learned); for UNIT, FOUNDER and PARTNERSHIP the index into `CountryLinks.sources`, or
      `NOWHERE`
    """

    one: Integers
    other: Integers
    since: Floats
    until: Floats
    records: Integers

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.one)

    def chosen(self, which: Integers | Truths) -> LinkColumns:
        """Return the records that an index or a mask selects."""
        return LinkColumns(
            self.one[which], self.other[which], self.since[which], self.until[which], self.records[which]
        )

    def held(self, day: float) -> Truths:
        """Return a mask [m] of the links that hold on a day."""
        return (self.since <= day) & (day <= self.until)

    def on(self, day: float) -> LinkColumns:
        """Return the links that hold on a day."""
        return self.chosen(self.held(day))


@dataclass(frozen=True, eq=False)
class KindedLinks:
    """Links of several kinds: the columns of `LinkColumns`, with the index of each kind in `tuple(LinkKind)` [m]."""

    kinds: Integers
    one: Integers
    other: Integers
    since: Floats
    until: Floats
    records: Integers

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.one)

    def chosen(self, which: Integers | Truths) -> KindedLinks:
        """Return the records that an index or a mask selects."""
        return KindedLinks(
            self.kinds[which],
            self.one[which],
            self.other[which],
            self.since[which],
            self.until[which],
            self.records[which],
        )


@dataclass(frozen=True, eq=False)
class Incidence:
    """The records of links at each organisation: those of organisation i are `records[starts[i]:starts[i + 1]]`.

    The numbers in `records` are positions in the `LinkColumns`. Each record occurs at both of its ends.
    """

    starts: Integers
    records: NDArray[np.int32]

    def at(self, organisations: Integers) -> tuple[Integers, Integers]:
        """Return the records at some organisations, and the organisation at which each was found: two arrays."""
        counts = self.starts[organisations + 1] - self.starts[organisations]
        before = np.repeat(np.cumsum(counts) - counts, counts)
        places = np.arange(len(before)) - before + np.repeat(self.starts[organisations], counts)
        return self.records[places].astype(np.int64), np.repeat(organisations, counts)


@dataclass(frozen=True, eq=False)
class CountryAdoptions:
    """m adoptions of practices: arrays [m].

    - `nodes`, `practices`: internal numbers of the adoption and the practice in the database
    - `organisations`: numbers of the adopters
    - `since`, `until`: the first and the last day
    - `abandoned`: whether the adopter abandoned the practice
    """

    nodes: Integers
    organisations: Integers
    practices: Integers
    since: Floats
    until: Floats
    abandoned: Truths


@dataclass(frozen=True, eq=False)
class CountryLinks:
    """The organisations of the country and the links between them by kind (`LINKED`), without links to themselves.

    `adoptions` are the records from which the links of kind ADOPTION are made; they include the use by authors.
    `sources` holds the global ids of data sources. `large_projects` counts the projects that make no links because they
    have too many participants (`analysis.ties.common_projects`).
    """

    organisations: CountryOrganisations
    links: Mapping[LinkKind, LinkColumns]
    sources: Sequence[str]
    large_projects: int
    adoptions: CountryAdoptions | None = None

    def between(self, kinds: Iterable[LinkKind], day: float) -> KindedLinks:
        """Return the links of some kinds that hold on a day, in the order of `LINKED`.

        Links of organisations that do not exist on the day are included; see `CountryOrganisations.existing`.
        """
        requested = frozenset(kinds)
        return joined({kind: self.links[kind].on(day) for kind in LINKED if kind in requested})

    @cached_property
    def incidence(self) -> Mapping[LinkKind, Incidence]:
        """The records at each organisation by kind."""
        count = len(self.organisations)
        return {kind: incidence_of(links, count) for kind, links in self.links.items()}


def joined(links: Mapping[LinkKind, LinkColumns]) -> KindedLinks:
    """Join the links of several kinds."""
    parts = [*links.values()]
    kinds = [np.full(len(each), NUMBER_OF_KIND[kind], dtype=np.int64) for kind, each in links.items()]
    empty = np.zeros(0, dtype=np.int64)
    return KindedLinks(
        kinds=np.concatenate([empty, *kinds]),
        one=np.concatenate([empty, *(each.one for each in parts)]),
        other=np.concatenate([empty, *(each.other for each in parts)]),
        since=np.concatenate([empty.astype(np.float64), *(each.since for each in parts)]),
        until=np.concatenate([empty.astype(np.float64), *(each.until for each in parts)]),
        records=np.concatenate([empty, *(each.records for each in parts)]),
    )


def incidence_of(links: LinkColumns, organisations: int) -> Incidence:
    """Return the records at each of the organisations."""
    ends = np.concatenate([links.one, links.other])
    starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=organisations))])
    order = np.argsort(ends, kind="stable")
    return Incidence(starts.astype(np.int64), (order % max(len(links), 1)).astype(np.int32))
