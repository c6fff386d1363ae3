"""Ties over which practices spread: between whom, and from when until when each holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.diffusion.sample import Booleans, Integers
from analysis.ties.common_projects import Participations, linked_by_projects

# days are ordinals, as `date.toordinal` counts them: 0 lies before all of them, and this one behind
FOREVER = date.max.toordinal() + 1

# the participants of a project: ids, first days and last days, one each
Members = tuple[Sequence[str], Sequence[int], Sequence[int]]


@dataclass(frozen=True, eq=False)
class TieTable:
    """Ties between units: `pairs` of places in `units` (ids in order), which look to each other, each from a day
    (`since`) until another (`until`), both counted. `kinds` has a bit for each kind of organisation that a unit is, or
    holds. `left_out` counts the projects that are too large to link anybody (`analysis.ties.common_projects`).
    """

    units: Sequence[str]
    kinds: Integers
    pairs: Integers
    since: Integers
    until: Integers
    left_out: int = 0

    def __len__(self) -> int:
        """How many ties there are; the same two units can have several."""
        return len(self.pairs)

    def among(self, kinds: int) -> Booleans:
        """Which ties join units that share a kind with `kinds`."""
        return np.asarray((self.kinds[self.pairs] & kinds != 0).all(axis=1))

    def between(self, first: date, last: date) -> Booleans:
        """Which ties hold on some day of a time."""
        return np.asarray((self.since <= last.toordinal()) & (self.until >= first.toordinal()))

    def both_ways(self) -> TieTable:
        """Each tie from either of its ends."""
        pairs = np.concatenate([self.pairs, self.pairs[:, ::-1]])
        return TieTable(self.units, self.kinds, pairs, np.tile(self.since, 2), np.tile(self.until, 2), self.left_out)


def tie_table(
    ends: tuple[Sequence[str], Sequence[str]],
    since: Sequence[int],
    until: Sequence[int],
    kinds: Mapping[str, int] | None = None,
) -> TieTable:
    """The table of ties between units by id (`ends`: one list for either end), with the days as ordinals.

    Ties to oneself are left out. Units whose kinds are not told are of every kind.
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
    """The bits of the kinds of each unit; all bits where no kinds are given."""
    return np.array([-1 if kinds is None else kinds.get(each, 0) for each in units], dtype=np.int64)
