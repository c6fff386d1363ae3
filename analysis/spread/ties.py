"""Ties over which practices spread, each with its ends and its first and last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.diffusion.sample import Booleans, Integers
from analysis.ties.common_projects import Participations, linked_by_projects

# days are ordinals of `date.toordinal`: 0 is before all days, and this value after all days
FOREVER = date.max.toordinal() + 1

# the participants of a project: their ids, first days and last days
Members = tuple[Sequence[str], Sequence[int], Sequence[int]]


@dataclass(frozen=True, eq=False)
class TieTable:
    """Ties between units, with the first and last day of each tie.

    `pairs` [k, 2] holds indices in `units`, which are ids in order. Each tie is mutual and holds from its day in
    `since` [k] to its day in `until` [k], both included. `kinds` has one bit for each kind of organisation that a unit
    is or contains. `left_out` counts the projects that are too large to make links (`analysis.ties.common_projects`).
    """

    units: Sequence[str]
    kinds: Integers
    pairs: Integers
    since: Integers
    until: Integers
    left_out: int = 0

    def __len__(self) -> int:
        """Return the number of ties. Two units can have several ties."""
        return len(self.pairs)

    def among(self, kinds: int) -> Booleans:
        """Return a mask of the ties whose units both share a kind with `kinds`."""
        return np.asarray((self.kinds[self.pairs] & kinds != 0).all(axis=1))

    def between(self, first: date, last: date) -> Booleans:
        """Return a mask of the ties that hold on some day from `first` to `last`."""
        return np.asarray((self.since <= last.toordinal()) & (self.until >= first.toordinal()))

    def both_directions(self) -> TieTable:
        """Return a table with each tie in both directions."""
        pairs = np.concatenate([self.pairs, self.pairs[:, ::-1]])
        return TieTable(self.units, self.kinds, pairs, np.tile(self.since, 2), np.tile(self.until, 2), self.left_out)


def tie_table(
    ends: tuple[Sequence[str], Sequence[str]],
    since: Sequence[int],
    until: Sequence[int],
    kinds: Mapping[str, int] | None = None,
) -> TieTable:
    """Return the table of ties between units.

    `ends` holds two lists of ids, one for each end of the ties. `since` and `until` are days as ordinals. Ties of a
    unit to itself are excluded. If `kinds` is None, every unit has all kinds.
    """
    units = sorted({*ends[0], *ends[1]})
    places = {each: place for place, each in enumerate(units)}
    pairs = np.array([[places[each] for each in column] for column in ends], dtype=np.int64).T.reshape(-1, 2)
    days = np.array([since, until], dtype=np.int64)
    apart = pairs[:, 0] != pairs[:, 1]
    return TieTable(units, kind_bits(units, kinds), pairs[apart], *days[:, apart])


def project_table(groups: Sequence[Members], kinds: Mapping[str, int] | None = None) -> TieTable:
    """Link the participants of each project (`analysis.ties.common_projects`)."""
    ids = [each for members, _, _ in groups for each in members]
    units = sorted({*ids})
    places = {each: place for place, each in enumerate(units)}
    organisations = np.array([places[each] for each in ids], dtype=np.int64)
    projects = np.repeat(np.arange(len(groups)), [len(members) for members, _, _ in groups])
    since, until = (np.array([day for group in groups for day in group[column]], dtype=float) for column in (1, 2))
    found = linked_by_projects(Participations(organisations, projects, since, until))
    apart = found.one != found.other
    pairs = np.column_stack([found.one, found.other])[apart]
    begun, ended = (each[apart].astype(np.int64) for each in (found.since, found.until))
    return TieTable(units, kind_bits(units, kinds), pairs, begun, ended, found.left_out)


def kind_bits(units: Sequence[str], kinds: Mapping[str, int] | None) -> Integers:
    """Return the bits of the kinds of each unit: all bits if `kinds` is None."""
    return np.array([-1 if kinds is None else kinds.get(each, 0) for each in units], dtype=np.int64)
