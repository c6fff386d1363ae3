"""Tests of the needs of municipalities: the number of people with an open deficit, without small groups."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from resolvers.fields.organisation_content import COMPETENCE_NEEDS
from tests.graph_database import empty
from tests.resolvers.fields.reading import shared

GRAPH = """
UNWIND $towns AS town CREATE (:Municipality {id: town})<-[:LOCATED_IN]-(:Organisation {id: town + ' school'})
WITH count(*) AS done UNWIND $competences AS code CREATE (:Competence {id: code, code: code})
WITH count(*) AS done UNWIND $people AS row
  MATCH (school:Organisation {id: row.town + ' school'}), (competence:Competence {id: row.lacks})
  CREATE (person:Person {synthetic: row.synthetic})-[:TOOK]->(attempt:Attempt {synthetic: row.synthetic})
  CREATE (person)-[:WORKS_AT {until: date() + duration({days: row.until})}]->(school)
  CREATE (attempt)-[:REVEALED]->(deficit:Deficit {synthetic: row.synthetic})-[:IN_COMPETENCE]->(competence)
  FOREACH (_ IN CASE WHEN row.open THEN [1] ELSE [] END | CREATE (person)-[:HAS_DEFICIT]->(deficit))
"""


def people(
    count: int, town: str, lacks: str, until: int = 0, synthetic: bool = True, open_: bool = True
) -> list[object]:
    """Return people of a town who lack a competence and work until `until` days after today."""
    one = {"town": town, "lacks": lacks, "until": until, "synthetic": synthetic, "open": open_}
    return [one] * count


PEOPLE = [
    *people(5, "A", "reading"),
    # of the sixth to the ninth, one works no longer, two are real and one has closed the deficit
    *people(1, "A", "reading", until=-1),
    *people(2, "A", "reading", synthetic=False),
    *people(1, "A", "reading", open_=False),
    *people(4, "A", "writing"),
    *people(4, "B", "reading"),
    *people(7, "B", "writing", until=30),
]


@pytest_asyncio.fixture
async def graph(scratch_connection: Connection) -> AsyncIterator[Database]:
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    parameters = {"towns": ["B", "A"], "competences": ["writing", "reading"], "people": PEOPLE}
    await database.write(lambda run: run(GRAPH, parameters))
    yield database
    await database.close()


async def test_needs_count_visible_employed_people_in_groups_of_five_and_more(graph: Database) -> None:
    needs = await shared(graph, COMPETENCE_NEEDS)
    rows = zip(needs.municipalities, needs.competences, needs.people, strict=True)
    found = {(needs.municipality_ids[town], needs.competence_ids[lacks]): int(count) for town, lacks, count in rows}
    assert found == {("A", "reading"): 5, ("B", "writing"): 7}


async def test_municipalities_and_competences_are_in_order(graph: Database) -> None:
    needs = await shared(graph, COMPETENCE_NEEDS)
    assert (needs.municipality_ids, needs.competence_ids) == (["A", "B"], ["reading", "writing"])
