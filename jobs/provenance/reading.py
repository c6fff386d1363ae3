"""What the inference of provenance reads of the graph: four statements, the long ones page by page.

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
from graph_model.adoptions import Adoption, LearningSource
from graph_model.cypher.conditions import sees
from graph_model.cypher.names import Names
from graph_model.data_state import stored_state
from graph_model.database import Database, Rows
from graph_model.declarations import Node
from graph_model.organisations import Organisation
from graph_model.practices import Practice
from graph_model.progress import Reporter, silent
from graph_model.projects import NetworkProject
from graph_model.terms import LearningCertainty, Provenance
from graph_model.territory import Municipality, Region
from graph_model.visibility import ANYONE
from jobs.provenance.errors import ChangedMeanwhileError

PAGE = 10_000


@dataclass(frozen=True)
class Found:
    """The records, and of each adoption what is needed to write about it: id, whether it is generated, sources."""

    records: Records
    ids: Sequence[str]
    synthetic: Sequence[bool]
    sources: Sequence[tuple[str, ...]]
    data_version: int


def seen(variable: str, kind: type[Node]) -> str:
    """What anyone may see of a kind, as a condition."""
    return " AND ".join([f"{variable}.removedOn IS NULL", *sees(Names(ANYONE), variable, kind)])


def day(text: str) -> str:
    """A date as the number of days since 1970-01-01."""
    return f"duration.inDays(date('1970-01-01'), {text}).days"


def one(pattern: str, variable: str, kind: type[Node]) -> str:
    """The id at the end of a way, the first by id where there are several."""
    return (
        f"head(COLLECT {{ MATCH {pattern} WHERE {seen(variable, kind)} RETURN {variable}.id ORDER BY {variable}.id }})"
    )


def page(variable: str, kind: type[Node]) -> str:
    """The nodes of a kind after an id, in the order of ids."""
    return (
        f"MATCH ({variable}:{kind.__name__}) WHERE {variable}.id > $after AND {seen(variable, kind)}\n"
        f"WITH {variable} ORDER BY {variable}.id LIMIT $size"
    )


ADOPTIONS = f"""
{page("adoption", Adoption)}
RETURN adoption.id, {one("(adoption)-[:OF]->(practice:Practice)", "practice", Practice)},
  {one("(adoption)-[:BY]->(adopter:Organisation)", "adopter", Organisation)},
  {day("adoption.startedOn")}, {day("adoption.endedOn")}, adoption.provenance, adoption.synthetic, adoption.sourceIds,
  COLLECT {{
    MATCH (adoption)-[:LEARNED_THROUGH]->(source:LearningSource {{certainty: '{LearningCertainty.DECLARED}'}})
    WHERE {seen("source", LearningSource)}
    RETURN [head(COLLECT {{ MATCH (source)-[:LEARNED_FROM]->(named:Adoption) RETURN named.id }})]
  }}
ORDER BY adoption.id
"""
ORGANISATIONS = f"""
{page("body", Organisation)}
OPTIONAL MATCH (body)-[:LOCATED_IN]->(place:Municipality) WHERE {seen("place", Municipality)}
WITH body, min(place.id) AS home, head(collect(place.location)) AS centre
RETURN body.id, {one("(body)-[:LOCATED_IN]->(region:Region)", "region", Region)}, home,
  coalesce(body.location, centre).latitude, coalesce(body.location, centre).longitude,
  COLLECT {{
    MATCH (body)-[tie:PARTNER_OF]->(partner:Organisation) WHERE {seen("partner", Organisation)}
    RETURN [partner.id, {day("tie.since")}, {day("tie.until")}]
  }}, COLLECT {{
    MATCH (body)-[:UNIT_OF|FOUNDED_BY]->(above:Organisation) WHERE {seen("above", Organisation)}
    RETURN [above.id, null, null]
  }}, COLLECT {{
    MATCH (body)-[part:TAKES_PART]->(project:NetworkProject) WHERE {seen("project", NetworkProject)}
    RETURN [project.id, {day("part.since")}, {day("part.until")}]
  }}
ORDER BY body.id
"""
PRACTICES = f"""
{page("practice", Practice)}
RETURN practice.id, {day("practice.publishedOn")},
  COLLECT {{ MATCH (practice)-[:ABOUT]->(theme:Theme) WHERE theme.removedOn IS NULL RETURN theme.id }}
ORDER BY practice.id
"""
BORDERS = f"""
MATCH (one:Municipality)-[:BORDERS]->(other:Municipality)
WHERE {seen("one", Municipality)} AND {seen("other", Municipality)}
RETURN one.id, other.id
"""


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
    if await stored_state(database) != before:
        msg = "The graph was changed while it was read. Run the analysis again."
        raise ChangedMeanwhileError(msg)
    return found


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
