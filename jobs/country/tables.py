"""Tables of the country as arrays.

Organisations, municipalities and practices are represented by their indices in the order of ids. Days are ordinals as
floats: NaN if unknown, infinite if a link has no start or no end.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.replication.rows import NUMBER_OF_KIND, floats, integers, numbered
from analysis.ties.common_projects import Participations
from graph_model.database.driver import Database
from graph_model.progress import Reporter, silent
from graph_model.terms import AdoptionStage
from jobs.country.pages import Row, Statement
from jobs.country.statements import (
    ADOPTIONS,
    ADOPTIONS_WITH_LEARNING,
    ORGANISATIONS,
    PRACTICES,
    PROJECTS,
    AdoptionRow,
    LearningRow,
    LinksRow,
)

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

NOWHERE = -1


@dataclass(frozen=True)
class OrganisationTable:
    """A table of n organisations.

    `municipalities` [n] are indices in `municipality_ids`, or `NOWHERE`. `places` and `centres` [n, 2] are latitude and
    longitude in degrees of the organisation and of its municipality.
    """

    ids: Sequence[str]
    kinds: Integers
    regions: Sequence[str | None]
    municipality_ids: Sequence[str]
    municipalities: Integers
    places: Floats
    centres: Floats
    teachers: Floats
    last_days: Floats

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The index of each id."""
        return placed(self.ids)


@dataclass(frozen=True)
class LinkTable:
    """Links from indices in one table (`one`) to indices in another (`other`), with the first and the last day."""

    one: Integers
    other: Integers
    since: Floats
    until: Floats


@dataclass(frozen=True)
class PracticeTable:
    """Practices: days of publication, authors (`NOWHERE` for none), themes and competences."""

    ids: Sequence[str]
    published: Floats
    authors: Integers
    themes: Sequence[frozenset[str]]
    competences: Sequence[frozenset[str]]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The index of each id."""
        return placed(self.ids)


@dataclass(frozen=True)
class AdoptionTable:
    """Adoptions ordered by practice and id; `learning` is empty unless requested."""

    ids: Sequence[str]
    practices: Integers
    organisations: Integers
    started: Floats
    ended: Floats
    abandoned: Truths
    learning: Sequence[LearningRow]


def placed(ids: Sequence[str]) -> dict[str, int]:
    """Return the index of each id."""
    return {each: place for place, each in enumerate(ids)}


async def read_organisations(database: Database, reporter: Reporter = silent) -> OrganisationTable:
    """Read all organisations."""
    rows = [row async for row in rows_of(database, ORGANISATIONS, "Organisations read", reporter)]
    towns = numbered(row.municipality for row in rows)
    return OrganisationTable(
        ids=[row.id for row in rows],
        kinds=integers([NUMBER_OF_KIND[row.kind] for row in rows]),
        regions=[row.region for row in rows],
        municipality_ids=list(towns),
        municipalities=integers([NOWHERE if row.municipality is None else towns[row.municipality] for row in rows]),
        places=np.column_stack([floats([row.latitude for row in rows]), floats([row.longitude for row in rows])]),
        centres=np.column_stack(
            [floats([row.centre_latitude for row in rows]), floats([row.centre_longitude for row in rows])]
        ),
        teachers=floats([row.teachers for row in rows]),
        last_days=floats([row.last_day for row in rows], np.inf),
    )


async def read_links(
    database: Database,
    statement: Statement[LinksRow],
    one: Callable[[str], int | None],
    other: Callable[[str], int | None],
) -> LinkTable:
    """Read links; `one` and `other` map ids to indices. Links with an end mapped to None are omitted."""
    pages = [links_of(page, one, other) async for page in statement.pages(database)]
    starts, ends, since, until = np.concatenate([np.empty((0, 4)), *pages]).T
    return LinkTable(starts.astype(np.int64), ends.astype(np.int64), since, until)


def links_of(rows: Sequence[LinksRow], one: Callable[[str], int | None], other: Callable[[str], int | None]) -> Floats:
    """Return the links of rows as an array [l, 4]: the indices of both ends, the first and the last day."""
    found = [
        (start, end, -np.inf if since is None else since, np.inf if until is None else until)
        for row in rows
        for first, last, since, until in row.links
        if (start := one(first)) is not None and (end := other(last)) is not None
    ]
    return np.array(found, dtype=np.float64).reshape(-1, 4)


async def read_participations(database: Database, numbers: Mapping[str, int]) -> Participations:
    """Read the participations of organisations in projects; `numbers` maps ids of organisations to indices."""
    projects: dict[str, int] = {}
    found = await read_links(database, PROJECTS, numbers.get, lambda each: projects.setdefault(each, len(projects)))
    return Participations(found.one, found.other, found.since, found.until)


async def read_practices(database: Database, numbers: Mapping[str, int], reporter: Reporter = silent) -> PracticeTable:
    """Read all practices; `numbers` maps ids of organisations to indices."""
    rows = [row async for row in rows_of(database, PRACTICES, "Practices read", reporter)]
    return PracticeTable(
        ids=[row.id for row in rows],
        published=floats([row.published_on for row in rows]),
        authors=integers([NOWHERE if row.author is None else numbers.get(row.author, NOWHERE) for row in rows]),
        themes=[frozenset(row.themes) for row in rows],
        competences=[frozenset(row.competences) for row in rows],
    )


async def read_adoptions(
    database: Database,
    practices: Mapping[str, int],
    organisations: Mapping[str, int],
    reporter: Reporter = silent,
    learning: bool = False,
) -> AdoptionTable:
    """Read the adoptions of the given practices and organisations, which are maps of ids to indices."""
    statement = ADOPTIONS_WITH_LEARNING if learning else ADOPTIONS
    parts, done = [adoptions_of([], practices, organisations)], 0
    async for page in statement.pages(database):
        parts.append(adoptions_of(page, practices, organisations))
        reporter("Adoptions read", done := done + len(page), done)
    return together(parts)


def adoptions_of(
    rows: Sequence[AdoptionRow], practices: Mapping[str, int], organisations: Mapping[str, int]
) -> AdoptionTable:
    """Return the table of the rows whose practice and organisation have an index."""
    kept = [row for row in rows if row.practice in practices and row.organisation in organisations]
    return AdoptionTable(
        ids=[row.id for row in kept],
        practices=integers([practices[str(row.practice)] for row in kept]),
        organisations=integers([organisations[str(row.organisation)] for row in kept]),
        started=floats([row.started_on for row in kept]),
        ended=floats([row.ended_on for row in kept]),
        abandoned=np.array([row.stage == AdoptionStage.ABANDONED for row in kept], dtype=np.bool_),
        learning=[LearningRow._make(row.learning) for row in kept if row.learning is not None],
    )


def together(parts: Sequence[AdoptionTable]) -> AdoptionTable:
    """Return one table of several, ordered by practice and id."""
    ids = [each for part in parts for each in part.ids]
    learning = [each for part in parts for each in part.learning]
    practices = np.concatenate([part.practices for part in parts])
    # a stable sort keeps the order of ids, in which pages are read
    order = np.argsort(practices, kind="stable")
    return AdoptionTable(
        [ids[place] for place in order.tolist()],
        practices[order],
        np.concatenate([part.organisations for part in parts])[order],
        np.concatenate([part.started for part in parts])[order],
        np.concatenate([part.ended for part in parts])[order],
        np.concatenate([part.abandoned for part in parts])[order],
        [learning[place] for place in order.tolist()] if learning else [],
    )


async def rows_of(
    database: Database, statement: Statement[Row], step: str, reporter: Reporter = silent
) -> AsyncIterator[Row]:
    """Yield all rows of a statement and report their number."""
    done = 0
    async for page in statement.pages(database):
        reporter(step, done := done + len(page), done)
        for row in page:
            yield row
