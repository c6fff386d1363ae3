"""What the model of replication learns from: the whole graph in arrays, read page by page.

What the record no longer has is left out. Of people only those count whom anybody may see; they are read as numbers of
a municipality, and nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import numpy as np

from analysis.replication.rows import NUMBER_OF_KIND, borders_of, floats, integers, numbered, project_ties, ties_of
from analysis.replication.surroundings import NOWHERE, Organisations, Surroundings
from graph_model.adoptions import Adoption
from graph_model.cypher.conditions import sees
from graph_model.cypher.days import ordinal
from graph_model.cypher.names import Names
from graph_model.data_state import stored_state
from graph_model.database import Database
from graph_model.declarations import Node
from graph_model.diagnostics import Deficit
from graph_model.organisations import Organisation
from graph_model.people import Person
from graph_model.practices import Practice
from graph_model.progress import Reporter, silent
from graph_model.projects import NetworkProject
from graph_model.terms import AdoptionStage
from graph_model.visibility import ANYONE
from jobs.replication.country import Country, Needs, PracticeRows, Uptakes

PAGE = 20_000
Row = list[Any]


def seen(variable: str, kind: type[Node]) -> str:
    """What anybody may see of a kind, as a condition."""
    return " AND ".join([f"{variable}.removedOn IS NULL", *sees(Names(ANYONE), variable, kind)])


ORGANISATIONS = f"""
MATCH (o:Organisation) WHERE o.id > $after AND {seen("o", Organisation)} WITH o ORDER BY o.id LIMIT $size
RETURN o.id, o.kind, head(COLLECT {{ MATCH (o)-[:LOCATED_IN]->(r:Region) RETURN r.id ORDER BY r.id }}),
  head(COLLECT {{ MATCH (o)-[:LOCATED_IN]->(m:Municipality) RETURN m.id ORDER BY m.id }}),
  o.location.latitude, o.location.longitude, o.teachersCounted, {ordinal("o.validTo")}
"""
BORDERS = "MATCH (m:Municipality)-[:BORDERS]->(n:Municipality) RETURN m.id, n.id"
PARTNERS = f"""
MATCH (a:Organisation)-[t:PARTNER_OF]->(b:Organisation) WHERE {seen("a", Organisation)} AND {seen("b", Organisation)}
RETURN a.id, b.id, {ordinal("t.since")}, {ordinal("t.until")}
"""
PROJECTS = f"""
MATCH (a:Organisation)-[t:TAKES_PART]->(p:NetworkProject)
WHERE {seen("a", Organisation)} AND {seen("p", NetworkProject)}
RETURN p.id, a.id, {ordinal("t.since")}, {ordinal("t.until")}
"""
PRACTICES = f"""
MATCH (p:Practice) WHERE {seen("p", Practice)}
RETURN p.id, {ordinal("p.publishedOn")},
  head(COLLECT {{
    MATCH (p)-[:AUTHORED_BY]->(o:Organisation) WHERE {seen("o", Organisation)} RETURN o.id ORDER BY o.id
  }}),
  COLLECT {{ MATCH (p)-[:ABOUT]->(t:Theme) RETURN t.id }},
  COLLECT {{ MATCH (p)-[:ADDRESSES]->(c:Competence) RETURN c.id }}
ORDER BY p.id
"""
ADOPTIONS = f"""
MATCH (a:Adoption) WHERE a.id > $after AND {seen("a", Adoption)} WITH a ORDER BY a.id LIMIT $size
OPTIONAL MATCH (a)-[:OF]->(p:Practice)
OPTIONAL MATCH (a)-[:BY]->(o:Organisation)
RETURN a.id, p.id, o.id, {ordinal("a.startedOn")}, {ordinal("a.endedOn")}, a.stage
"""
DEFICITS = f"""
MATCH (d:Deficit) WHERE d.id > $after AND {seen("d", Deficit)} WITH d ORDER BY d.id LIMIT $size
OPTIONAL MATCH (d)-[:IN_COMPETENCE]->(c:Competence)
OPTIONAL MATCH (d)<-[:REVEALED]-(:Attempt)<-[:TOOK]-(p:Person) WHERE {seen("p", Person)}
OPTIONAL MATCH (p)-[job:WORKS_AT]->(:Organisation)-[:LOCATED_IN]->(m:Municipality)
RETURN d.id, m.id, p.id, c.id, {ordinal("d.foundOn")}, {ordinal("d.closedOn")}, {ordinal("job.since")},
  {ordinal("job.until")}
"""


async def read_country(database: Database, reporter: Reporter = silent) -> Country:
    """The whole graph, as far as the features need it."""
    version = (await stored_state(database)).data_version
    organisations = [row async for row in paged(database, ORGANISATIONS)]
    reporter("organisations", 1, 5)
    ids = [str(row[0]) for row in organisations]
    numbers = {each: number for number, each in enumerate(ids)}
    municipalities = numbered(row[3] for row in organisations)
    around = await read_surroundings(database, organisations, numbers, municipalities)
    reporter("ties", 2, 5)
    practices = await read_practices(database, numbers)
    reporter("practices", 3, 5)
    uptakes = uptakes_of([row async for row in paged(database, ADOPTIONS)], practices, numbers)
    reporter("adoptions", 4, 5)
    needs = needs_of([row async for row in paged(database, DEFICITS)], municipalities, practices)
    reporter("deficits", 5, 5)
    return Country(
        ids=ids,
        municipalities=list(municipalities),
        regions=[row[2] for row in organisations],
        last_days=floats([row[7] for row in organisations], np.inf),
        around=around,
        practices=practices,
        uptakes=uptakes,
        needs=needs,
        data_version=version,
    )


async def read_surroundings(
    database: Database, organisations: Sequence[Row], numbers: dict[str, int], municipalities: dict[str, int]
) -> Surroundings:
    """Organisations with what ties them."""
    homes = np.array([municipalities.get(row[3], NOWHERE) for row in organisations], dtype=np.int64)
    return Surroundings(
        organisations=Organisations(
            kinds=np.array([NUMBER_OF_KIND[row[1]] for row in organisations], dtype=np.int64),
            municipalities=homes,
            places=np.column_stack(
                [floats([row[4] for row in organisations]), floats([row[5] for row in organisations])]
            ),
            teachers=floats([row[6] for row in organisations]),
        ),
        members=np.bincount(homes[homes != NOWHERE], minlength=len(municipalities)).astype(float),
        borders=borders_of(((one, other) for one, other in await database.read(BORDERS, {})), municipalities),
        partners=ties_of(await database.read(PARTNERS, {}), numbers),
        projects=project_ties(await database.read(PROJECTS, {}), numbers),
        size=len(organisations),
    )


async def read_practices(database: Database, numbers: dict[str, int]) -> PracticeRows:
    """All practices."""
    rows = await database.read(PRACTICES, {})
    return PracticeRows(
        ids=[row[0] for row in rows],
        published=floats([row[1] for row in rows]),
        authors=integers([numbers.get(row[2], NOWHERE) for row in rows]),
        themes=[frozenset(row[3]) for row in rows],
        competences=[frozenset(row[4]) for row in rows],
    )


def uptakes_of(rows: Sequence[Row], practices: PracticeRows, numbers: dict[str, int]) -> Uptakes:
    """All adoptions, those of one practice together."""
    places = {each: number for number, each in enumerate(practices.ids)}
    kept = [row for row in rows if row[1] in places and row[2] in numbers]
    kept.sort(key=lambda row: (places[row[1]], np.inf if row[3] is None else row[3], row[0]))
    return Uptakes(
        practices=integers([places[row[1]] for row in kept]),
        organisations=integers([numbers[row[2]] for row in kept]),
        began=floats([row[3] for row in kept]),
        left=floats([row[4] for row in kept], np.inf),
        failed=np.array([row[5] == AdoptionStage.ABANDONED for row in kept], dtype=np.bool_),
    )


def needs_of(rows: Sequence[Row], municipalities: dict[str, int], practices: PracticeRows) -> Needs:
    """Deficits by competence; those that no practice addresses are left out."""
    addressed = frozenset(each for one in practices.competences for each in one)
    kept = [row for row in rows if row[3] in addressed and row[1] in municipalities and row[4] is not None]
    people = numbered(row[2] for row in kept)
    return Needs.of(
        [row[3] for row in kept],
        integers([municipalities[row[1]] for row in kept]),
        integers([people[row[2]] for row in kept]),
        np.column_stack([floats([row[place] for row in kept], end) for place, end in SPANS]),
    )


# found, closed, first and last day at work; open ends never come
SPANS = ((4, np.inf), (5, np.inf), (6, -np.inf), (7, np.inf))


async def paged(database: Database, text: str) -> AsyncIterator[Row]:
    """The rows of a statement that brings `$size` nodes `$after` an id, its first column; each gives a row at least."""
    after = ""
    while True:
        rows = await database.read(text, {"after": after, "size": PAGE})
        for row in rows:
            yield row
        if not rows:
            return
        after = max(row[0] for row in rows)
