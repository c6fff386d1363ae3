"""Counts of adoptions by groups: the numbers of adoptions and organisations for each combination of groups.

Nodes are identified by integers of any size, such as the numbers that the database assigns. The unknown group has the
number after all others, so that it comes last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.diffusion.sample import Booleans, Integers
from analysis.vocabulary import AdoptionGroup
from graph_model.terms import AdoptionStage

# the practice of an adoption without a practice
NOWHERE = -1
STAGES = tuple(AdoptionStage)
# larger than the last year that a date can have
NO_YEAR = 10_000


@dataclass(frozen=True, eq=False)
class Numbered:
    """A column of nodes. `nodes` holds each node once, in order, and `rows` the index in `nodes` for each row."""

    nodes: Integers
    rows: NDArray[np.int32]

    def among(self, requested: Integers) -> Booleans:
        """Return a mask of the rows that have one of the nodes `requested`."""
        return np.asarray(np.isin(self.nodes, requested)[self.rows])


@dataclass(frozen=True, eq=False)
class Members:
    """The members of groups.

    `ids` holds the global ids of the groups, in order. `nodes` holds the members in order, and `groups` the index in
    `ids` of the group of each member.
    """

    ids: Sequence[str]
    nodes: Integers
    groups: Integers

    def joined(self, numbered: Numbered, rows: Integers) -> tuple[Integers, Integers]:
        """Return the indices of the rows, each once for each group of its node, and the groups."""
        first, last = np.searchsorted(self.nodes, numbered.nodes), np.searchsorted(self.nodes, numbered.nodes, "right")
        # a node without a group belongs to the unknown group, which is the last
        starts, times = np.where(first == last, len(self.nodes), first), np.maximum(last - first, 1)
        nodes = numbered.rows[rows]
        places = np.repeat(np.arange(len(rows)), times[nodes])
        within = np.arange(len(places)) - (np.cumsum(times[nodes]) - times[nodes])[places]
        return places, np.append(self.groups, len(self.ids))[starts[nodes][places] + within]


@dataclass(frozen=True, eq=False)
class AdoptionArrays:
    """Adoptions with their organisations and practices: one row for each combination.

    The practice is `NOWHERE` if there is none, and the year `NO_YEAR`. Stages are indices in `STAGES`, or `len(STAGES)`
    if unknown.
    """

    adoptions: Numbered
    organisations: Numbered
    practices: Numbered
    years: NDArray[np.int16]
    stages: NDArray[np.int8]

    def narrowed(self, adoptions: Integers | None, practices: Integers | None) -> Integers:
        """Return the rows of the given adoptions and of the given practices. None selects all."""
        kept = np.ones(len(self.years), dtype=np.bool_)
        for numbered, requested in ((self.adoptions, adoptions), (self.practices, practices)):
            if requested is not None:
                kept &= numbered.among(requested)
        return np.flatnonzero(kept)

    def with_practice(self, rows: Integers) -> Integers:
        """Return the rows that have a practice."""
        return np.asarray(rows[self.practices.nodes[self.practices.rows[rows]] != NOWHERE])


@dataclass(frozen=True, eq=False)
class AdoptionCounts:
    """One row for each combination of groups, in the order of the groups: its groups, adoptions and organisations."""

    groups: Mapping[AdoptionGroup, Integers]
    adoptions: Integers
    organisations: Integers


@dataclass(frozen=True, eq=False)
class Counting:
    """A table of adoptions with the members of the regions and themes by which adoptions are counted."""

    table: AdoptionArrays
    members: Mapping[AdoptionGroup, Members]

    def counts(self, rows: Integers, by: Sequence[AdoptionGroup]) -> AdoptionCounts:
        """Count rows of the table by groups. Counts by theme exclude adoptions without a practice."""
        rows = self.table.with_practice(rows) if AdoptionGroup.THEME in by else rows
        keys = np.zeros(len(rows), dtype=np.int64)
        for each in by:
            places, groups = self._column(each, rows)
            rows, keys = rows[places], keys[places] * self._size(each) + groups
        found, adoptions = distinct(keys, self.table.adoptions, rows)
        _, organisations = distinct(keys, self.table.organisations, rows)
        return AdoptionCounts(self._parted(found, by), adoptions, organisations)

    def _column(self, group: AdoptionGroup, rows: Integers) -> tuple[Integers | slice, Integers]:
        """Return the indices of the rows, each once for each of its groups, and the groups."""
        match group:
            case AdoptionGroup.YEAR:
                return slice(None), self.table.years[rows].astype(np.int64)
            case AdoptionGroup.STAGE:
                return slice(None), self.table.stages[rows].astype(np.int64)
            case AdoptionGroup.REGION:
                return self.members[group].joined(self.table.organisations, rows)
            case AdoptionGroup.THEME:
                return self.members[group].joined(self.table.practices, rows)

    def _size(self, group: AdoptionGroup) -> int:
        """Return the number of values of a group, including the unknown one."""
        match group:
            case AdoptionGroup.YEAR:
                return NO_YEAR + 1
            case AdoptionGroup.STAGE:
                return len(STAGES) + 1
            case _:
                return len(self.members[group].ids) + 1

    def _parted(self, keys: Integers, by: Sequence[AdoptionGroup]) -> dict[AdoptionGroup, Integers]:
        """Split keys into the groups that they combine."""
        groups: dict[AdoptionGroup, Integers] = {}
        for each in reversed(by):
            keys, groups[each] = np.divmod(keys, self._size(each))
        return groups


def distinct(keys: Integers, numbered: Numbered, rows: Integers) -> tuple[Integers, Integers]:
    """Return each key once, in order, and the number of different nodes in its rows."""
    span = max(len(numbered.nodes), 1)
    # sorting is many times faster than `np.unique`, which uses a hash table
    pairs = np.sort(keys * span + numbered.rows[rows])
    of_pairs = pairs[starts_of(pairs)] // span
    starts = starts_of(of_pairs)
    return of_pairs[starts], np.diff(starts, append=len(of_pairs))


def starts_of(ordered: Integers) -> Integers:
    """Return the index at which each value of an ordered array begins."""
    return np.flatnonzero(np.diff(ordered, prepend=-1))


def numbered(nodes: Integers | Sequence[int]) -> Numbered:
    """Return the nodes of rows as a column of indices."""
    found, rows = np.unique(np.asarray(nodes, dtype=np.int64), return_inverse=True)
    return Numbered(found, rows.astype(np.int32))


def members_of(groups: Sequence[tuple[str, Sequence[int]]]) -> Members:
    """Return the members of groups by global id. A node is a member of a group only once."""
    ordered = sorted(groups)
    nodes = np.array([node for _, nodes in ordered for node in nodes], dtype=np.int64)
    places = np.repeat(np.arange(len(ordered)), [len(nodes) for _, nodes in ordered])
    pairs = np.unique(np.column_stack([nodes, places]), axis=0)
    return Members([each for each, _ in ordered], pairs[:, 0], pairs[:, 1])
