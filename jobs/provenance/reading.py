"""What the inference of provenance reads of the graph, as arrays.

What the record no longer has is left out, and so are sources that were themselves inferred.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from analysis.provenance.records import (
    NOTHING,
    NOWHERE,
    OUTSIDE,
    UNUSABLE,
    Adoptions,
    Integers,
    Links,
    Places,
    Practices,
    Records,
    Ties,
)
from graph_model.data_state import stored_state
from graph_model.database import Database, Rows
from graph_model.progress import Reporter, silent
from graph_model.terms import Provenance
from jobs.provenance.errors import ChangedMeanwhileError
from jobs.provenance.statements import ADOPTIONS, BORDERS, ORGANISATIONS, PRACTICES

PAGE = 10_000


@dataclass(frozen=True)
class Found:
    """The records, and of each adoption what is needed to write about it: id, whether it is generated, sources."""

    records: Records
    ids: Sequence[str]
    synthetic: Sequence[bool]
    sources: Sequence[tuple[str, ...]]
    data_version: int


async def pages(database: Database, text: str, size: int = PAGE) -> AsyncIterator[Rows]:
    """The rows of a statement whose first column is the id, page after page."""
    after, full = "", True
    while full:
        rows = await database.read(text, {"after": after, "size": size})
        full = len(rows) == size
        if rows:
            yield rows
            after = rows[-1][0]


@dataclass
class Numbers:
    """Numbers for ids in the order in which they are met."""

    by_id: dict[str, int] = field(default_factory=dict)

    def of(self, identifier: str | None) -> int:
        """The number of an id, a new one where it was not met; NOWHERE for none."""
        return NOWHERE if identifier is None else self.by_id.setdefault(identifier, len(self.by_id))


async def read_records(database: Database, reporter: Reporter = silent) -> Found:
    """Read everything; raises `ChangedMeanwhileError` where somebody wrote in the meantime."""
    before = await stored_state(database)
    reader = RecordsReader(database, reporter)
    found = await reader.read(before.data_version)
    await demand_unchanged(database, found)
    return found


async def demand_unchanged(database: Database, found: Found) -> None:
    """Raise `ChangedMeanwhileError` where somebody wrote since the records were read."""
    if (await stored_state(database)).data_version != found.data_version:
        msg = "The graph was changed in the meantime. Run the analysis again."
        raise ChangedMeanwhileError(msg)


class RecordsReader:
    """Reads the graph, and keeps the numbers of what it meets."""

    def __init__(self, database: Database, reporter: Reporter) -> None:
        self.database, self.reporter = database, reporter
        self.organisations, self.practices, self.municipalities = Numbers(), Numbers(), Numbers()

    async def read(self, data_version: int) -> Found:
        """Everything, in the order in which numbers are given."""
        places, partners, units, members = await self._organisations()
        practices = await self._practices()
        rows = await self._adoptions()
        borders = [[*row, None, None] for row in await self.database.read(BORDERS, {})]
        ties = Ties(
            links_of(partners, self.organisations, self.organisations),
            links_of(units, self.organisations, self.organisations),
            links_of(members, self.organisations, Numbers()),
            links_of(borders, self.municipalities, self.municipalities),
        )
        records = Records(self._numbered(rows), places, ties, practices)
        ids, _, _, _, _, _, synthetic, sources, _ = zip(*rows, strict=True) if rows else ((),) * 9
        return Found(records, ids, synthetic, [tuple(each) for each in sources], data_version)

    async def _told(self, what: str, text: str) -> Rows:
        rows: Rows = []
        async for found in pages(self.database, text):
            rows += found
            self.reporter(f"{what} read", len(rows), len(rows))
        return rows

    async def _organisations(self) -> tuple[Places, Rows, Rows, Rows]:
        rows = await self._told("Organisations", ORGANISATIONS)
        for row in rows:
            self.organisations.of(row[0])
        regions = Numbers()
        places = Places(
            region=np.array([regions.of(row[1]) for row in rows], dtype=np.int64),
            municipality=np.array([self.municipalities.of(row[2]) for row in rows], dtype=np.int64),
            latitude=floats(row[3] for row in rows),
            longitude=floats(row[4] for row in rows),
        )
        ties = ([[row[0], *each] for row in rows for each in row[column]] for column in (5, 6, 7))
        partners, units, members = ties
        return places, partners, units, members

    async def _practices(self) -> Practices:
        rows = await self._told("Practices", PRACTICES)
        themes = Numbers()
        marks = [(self.practices.of(row[0]), themes.of(theme)) for row in rows for theme in row[2] or [None]]
        table = np.zeros((len(rows), max(len(themes.by_id), 1)), dtype=np.bool_)
        for practice, theme in marks:
            if theme != NOWHERE:
                table[practice, theme] = True
        return Practices(floats(row[1] for row in rows), table)

    async def _adoptions(self) -> Rows:
        """The adoptions of practices and organisations that are there, those of one practice together."""
        rows = await self._told("Adoptions", ADOPTIONS)
        there = [row for row in rows if row[1] in self.practices.by_id and row[2] in self.organisations.by_id]
        return sorted(there, key=lambda row: (self.practices.by_id[row[1]], row[0]))

    def _numbered(self, rows: Rows) -> Adoptions:
        numbers = {row[0]: number for number, row in enumerate(rows)}
        practice = np.array([self.practices.by_id[row[1]] for row in rows], dtype=np.int64)
        return Adoptions(
            practice=practice,
            organisation=np.array([self.organisations.by_id[row[2]] for row in rows], dtype=np.int64),
            start=(start := floats(row[3] for row in rows)),
            end=floats(row[4] for row in rows),
            own=np.array([row[5] == Provenance.OWN for row in rows], dtype=np.bool_),
            declared=declared_of(rows, numbers, practice, start),
        )


def floats(values: Iterable[float | None]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Numbers, NaN where there is none."""
    return np.array([np.nan if each is None else each for each in values], dtype=np.float64)


def links_of(rows: Rows, ones: Numbers, others: Numbers) -> Links:
    """Links from rows of two ids, a first and a last day."""
    since, until = (floats(row[column] for row in rows) for column in (2, 3))
    return Links(
        np.array([ones.of(row[0]) for row in rows], dtype=np.int64),
        np.array([others.of(row[1]) for row in rows], dtype=np.int64),
        np.where(np.isnan(since), -np.inf, since),
        np.where(np.isnan(until), np.inf, until),
    )


def declared_of(rows: Rows, numbers: Mapping[str, int], practice: Integers, start: np.ndarray[Any, Any]) -> Integers:
    """What each adopter declares; of several adoptions that can be true the one that started earliest."""
    found = np.full(len(rows), NOTHING, dtype=np.int64)
    for learner, row in enumerate(rows):
        if row[8]:
            found[learner] = declaration(learner, row[8], numbers, practice, start)
    return found


def declaration(
    learner: int,
    named: Sequence[Sequence[str | None]],
    numbers: Mapping[str, int],
    practice: Integers,
    start: np.ndarray[Any, Any],
) -> int:
    """What one adopter declares; a source that started no earlier or belongs to another practice cannot be true."""
    adoptions = [numbers.get(each, UNUSABLE) for [each] in named if each is not None]
    if not adoptions:
        return OUTSIDE
    possible = [
        each
        for each in adoptions
        if each != UNUSABLE and practice[each] == practice[learner] and not start[each] >= start[learner]
    ]
    return min(possible, key=lambda each: (np.isnan(start[each]), start[each], each), default=UNUSABLE)
