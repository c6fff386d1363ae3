"""The rows of the statements of `whereToReplicate`, and their conversion to the situation of a practice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from analysis.replication.rows import floats, integers
from analysis.replication.situation import Region, Situation
from analysis.replication.surroundings import NOWHERE, EarlierAdopters, Integers, OrganisationStates
from graph_model.terms import PracticeStage
from resolvers.fields.stored_model import StoredModelRow, municipalities_in_need, needs_of
from resolvers.fields.surroundings import (
    AdopterRow,
    OrganisationRow,
    ParticipationColumns,
    TieColumns,
    TownRow,
    adopters_of,
    excluded,
    surroundings_of,
)


class PlannedPracticeRow(NamedTuple):
    """A practice: its stage, whether it is removed, its day of publication (ordinal), and its first author by id.

    `node` is the internal number of the practice in the database.
    """

    node: int
    stage: PracticeStage
    withdrawn: bool
    published: int | None
    author: str | None


class CandidateRow(NamedTuple):
    """A candidate organisation, its regions, and its numbers of adoptions by the day.

    `begun` counts all adoptions, `busy` the adoptions that began within a year and have not ended, and `on_theme` the
    adoptions on a theme of the practice.
    """

    organisation: OrganisationRow
    regions: list[str]
    begun: int
    busy: int
    on_theme: int


class RegionSizeRow(NamedTuple):
    """A region and its number of organisations."""

    id: str
    organisations: int


class CountryRow(NamedTuple):
    """The largest organisations of each region (internal numbers of the database), municipalities and regions."""

    largest: list[int]
    towns: list[TownRow]
    regions: list[RegionSizeRow]


class SituationRow(NamedTuple):
    """The adoptions of a practice, its competences, the candidate organisations with their ties, and the model."""

    adoptions: list[AdopterRow]
    candidates: list[CandidateRow]
    ties: TieColumns
    participations: ParticipationColumns
    competences: list[str]
    model: StoredModelRow | None


def situation_of(practice: PlannedPracticeRow, row: SituationRow, country: CountryRow, day: date) -> Situation:
    """Return the situation of a practice on a day."""
    candidates = sorted(row.candidates, key=lambda each: each.organisation.id)
    organisations, regions = [each.organisation for each in candidates], sorted(country.regions)
    numbers = {each.id: number for number, each in enumerate(organisations)}
    seats = {each.id: number for number, each in enumerate(regions)}
    ordinal_day = float(day.toordinal())
    author = NOWHERE if practice.author is None else numbers.get(practice.author, NOWHERE)
    published = np.nan if practice.published is None else float(practice.published)
    adopters = adopters_of(row.adoptions, numbers, ordinal_day)
    home = integers([seats[min(each.regions)] for each in candidates])
    size = sum(each.organisations for each in regions)
    return Situation(
        day=day,
        published=published,
        stage=practice.stage,
        withdrawn=practice.withdrawn,
        ids=[each.id for each in organisations],
        home=home,
        last_days=floats([each.last_day for each in organisations], np.inf),
        around=surroundings_of(organisations, row.ties, row.participations, country.towns, size),
        adopters=adopters.with_author(author, published),
        states=states_of(candidates, municipalities_in_need(needs_of(row.model), row.competences)),
        excluded=excluded(adopters, author, ordinal_day),
        regions=regions_of(regions, adopters, home, ordinal_day),
        unknown_starts=int(np.isnan(adopters.began).sum()),
    )


def states_of(rows: Sequence[CandidateRow], municipalities: frozenset[str]) -> OrganisationStates:
    """Return the adoption counts of the organisations, and whether each is in one of the `municipalities`."""
    return OrganisationStates(
        busy=floats([each.busy for each in rows]),
        begun=floats([each.begun for each in rows]),
        on_theme=floats([each.on_theme for each in rows]),
        needing=np.array([each.organisation.municipality in municipalities for each in rows], dtype=np.bool_),
    )


def regions_of(rows: Sequence[RegionSizeRow], adopters: EarlierAdopters, home: Integers, day: float) -> list[Region]:
    """Return the regions, each with the number of its organisations that had begun by the day."""
    begun = np.unique(adopters.before(day).organisations)
    counts = np.bincount(home[begun], minlength=len(rows)).tolist()
    return [Region(each.id, each.organisations, had) for each, had in zip(rows, counts, strict=True)]
