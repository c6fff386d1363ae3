"""The organisations of a region with their surroundings: the rows, and their conversion for the analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from analysis.replication.rows import KINDS, floats, integers
from analysis.replication.surroundings import NOWHERE, Floats, OrganisationStates
from analysis.replication.uptake import RegionState, Spreading
from resolvers.fields.stored_model import StoredModelRow, municipalities_in_need, needs_of
from resolvers.fields.surroundings import (
    AdopterRow,
    Numbers,
    OrganisationRow,
    ParticipationColumns,
    TieColumns,
    TownRow,
    adopters_of,
    excluded,
    surroundings_of,
)


class DeedRow(NamedTuple):
    """An adoption: whether it began within a year and has not ended, and the themes of its practice."""

    busy: bool
    themes: list[str]


class DeedsRow(NamedTuple):
    """An organisation of the region, and its adoptions."""

    organisation: str
    deeds: list[DeedRow]


class SpreadingRow(NamedTuple):
    """A candidate practice: its day of publication (ordinal), authors, themes, competences and adopters."""

    practice: str
    published: int | None
    authors: list[str]
    themes: list[str]
    competences: list[str]
    adopters: list[AdopterRow]


class RegionSurroundingsRow(NamedTuple):
    """The organisations of a region (`own`, by id) with their surroundings, and the candidate practices.

    `organisations` holds the organisations of the region, and the adopters and authors of the practices. `size` is the
    number of organisations of the country.
    """

    own: list[str]
    organisations: list[OrganisationRow]
    deeds: list[DeedsRow]
    practices: list[SpreadingRow]
    ties: TieColumns
    participations: ParticipationColumns
    towns: list[TownRow]
    size: int


def surroundings_of_region(row: RegionSurroundingsRow, model: StoredModelRow | None, day: date) -> RegionState:
    """Return the region with its organisations as of a day."""
    ordinal_day = float(day.toordinal())
    organisations = all_organisations(row)
    numbers = {each.id: number for number, each in enumerate(organisations)}
    last_days = floats([each.last_day for each in organisations], np.inf)
    home = np.sort(integers([numbers[each] for each in row.own]))
    deeds, needs = Deeds(organisations, row.deeds, numbers), needs_of(model)
    return RegionState(
        day=ordinal_day,
        around=surroundings_of(organisations, row.ties, row.participations, row.towns, row.size),
        own=home[~(last_days[home] < ordinal_day)],
        practices=[spreading_of(each, numbers, deeds, needs, ordinal_day) for each in row.practices],
    )


def all_organisations(row: RegionSurroundingsRow) -> list[OrganisationRow]:
    """Return all organisations sorted by id. For organisations read only as ends of ties, only the id is known."""
    known = {each.id: each for each in row.organisations}
    tied = {*row.ties.starts, *row.ties.ends, *row.participations.organisations} - known.keys()
    others = [OrganisationRow(each, KINDS[0], [], None, None, None, None) for each in tied]
    return sorted([*known.values(), *others], key=lambda each: each.id)


class Deeds:
    """The adoptions of the organisations of the region, which are counted for any practice."""

    def __init__(self, organisations: Sequence[OrganisationRow], rows: Sequence[DeedsRow], numbers: Numbers) -> None:
        flat = [(numbers[row.organisation], deed.busy, frozenset(deed.themes)) for row in rows for deed in row.deeds]
        sets = {each: number for number, each in enumerate({themes for _, _, themes in flat})}
        self._sets, self._count = list(sets), len(organisations)
        self._who = integers([who for who, _, _ in flat])
        self._what = integers([sets[themes] for _, _, themes in flat])
        self._busy = self._counted(floats([busy for _, busy, _ in flat]))
        self._begun = self._counted(np.ones(len(flat)))
        homes = [each.municipality for each in organisations]
        towns = {each: number for number, each in enumerate(dict.fromkeys(homes))}
        self._towns, self._homes = list(towns), integers([towns[each] for each in homes])

    def _counted(self, weights: Floats) -> Floats:
        """Return the sum of the weights of the adoptions of each organisation."""
        return np.bincount(self._who, weights=weights, minlength=self._count).astype(np.float64)

    def states(self, themes: frozenset[str], municipalities: frozenset[str]) -> OrganisationStates:
        """Return the counts for a practice with some themes; `municipalities` are those with its deficits."""
        shared = floats([not each.isdisjoint(themes) for each in self._sets])
        needing = np.array([each in municipalities for each in self._towns], dtype=np.bool_)
        return OrganisationStates(self._busy, self._begun, self._counted(shared[self._what]), needing[self._homes])


def spreading_of(
    row: SpreadingRow, numbers: Numbers, deeds: Deeds, needs: Mapping[str, Sequence[str]], day: float
) -> Spreading:
    """Return a practice with its adopters, and with the counts of the organisations for it."""
    published = np.nan if row.published is None else float(row.published)
    author = numbers[min(row.authors)] if row.authors else NOWHERE
    adopters = adopters_of(row.adopters, numbers, day)
    return Spreading(
        practice=row.practice,
        published=published,
        adopters=adopters.with_author(author, published),
        states=deeds.states(frozenset(row.themes), municipalities_in_need(needs, row.competences)),
        excluded=excluded(adopters, author, day),
    )
