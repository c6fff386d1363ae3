"""Tests of the data read for a replication plan on the demo, and of its memory use for widely adopted practices."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import neo4j
import numpy as np
from jobs.replication.reading import read_country
from resolvers.fields.where_to_replicate.country import LARGEST

from analysis.replication.graph_features import FEATURES, features
from graph_model.database.connection import Connection
from graph_model.database.driver import Database, Rows
from resolvers.fields import COMPUTED
from resolvers.fields.where_to_replicate.statement import LATEST
from resolvers.running.engine import Engine
from schema.build import schema
from tests.contract.situations import QUERY, situation_on

MOST_ADOPTED = """
MATCH (p:Practice) WITH p, COUNT { (p)<-[:OF]-(:Adoption) } AS adoptions
RETURN p.code ORDER BY adoptions DESC, p.code LIMIT 2
"""
AUTHOR = "MATCH (:Practice {code: $code})-[:AUTHORED_BY]->(o:Organisation) RETURN o.id ORDER BY o.id LIMIT 1"
ADOPTIONS = """
MATCH (:Practice {code: $code})<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)
RETURN o.id, toString(a.startedOn), a.id
"""
TIED = """
MATCH (o:Organisation)-[:PARTNER_OF]-(one:Organisation) WHERE o.id IN $ids RETURN one.id AS id
UNION MATCH (o:Organisation)-[:TAKES_PART]->(:NetworkProject)<-[:TAKES_PART]-(one:Organisation)
WHERE o.id IN $ids RETURN one.id AS id
"""
NEAR = """
MATCH (o:Organisation)-[:LOCATED_IN]->(town:Municipality) WHERE o.id IN $ids
MATCH (town)-[:BORDERS*0..1]-(:Municipality)<-[:LOCATED_IN]-(one:Organisation) RETURN DISTINCT one.id
"""
SEATS = "MATCH (r:Region)<-[:LOCATED_IN]-(o:Organisation) RETURN r.id, -coalesce(o.teachersCounted, 0), o.id"
# a day by which half of the adopters had started, and the day of the last start
DAYS = (date(2022, 3, 1), date(2026, 8, 31))
LITTLE = 1_000_000


async def looked_at(graph: Database, code: str, day: date) -> set[str]:
    """Return the organisations that a plan has to consider, found step by step."""
    authors = [str(each) for [each] in await graph.read(AUTHOR, {"code": code})]
    adoptions = sorted(await graph.read(ADOPTIONS, {"code": code}), key=lambda row: row[2])
    begun = [(row[1] or "", row[0]) for row in adoptions if row[1] is None or row[1] <= day.isoformat()]
    latest = [each for _, each in sorted(begun, key=lambda row: row[0], reverse=True)[:LATEST]]
    sources = {*authors, *(row[0] for row in adoptions)}
    seats = sorted(await graph.read(SEATS, {}))
    largest = {each for region in {row[0] for row in seats} for *_, each in of_region(seats, region)[:LARGEST]}
    tied = {each for [each] in await graph.read(TIED, {"ids": list(sources)})}
    near = {each for [each] in await graph.read(NEAR, {"ids": [*authors, *latest]})}
    return sources | tied | near | largest


def of_region(seats: list[list[Any]], region: str) -> list[list[Any]]:
    """Return the organisations of a region, the largest first."""
    return [row for row in seats if row[0] == region]


async def test_a_plan_looks_at_all_who_are_tied_to_adopters_and_around_the_latest(demo_graph: Database) -> None:
    for [code] in await demo_graph.read(MOST_ADOPTED, {}):
        for day in DAYS:
            situation = await situation_on(demo_graph, code, day)
            assert len(situation.known.organisations) > LATEST
            assert set(situation.ids) == await looked_at(demo_graph, code, day)


async def test_what_many_adopters_pass_on_is_what_the_job_learned_from(demo_graph: Database) -> None:
    country = await read_country(demo_graph)
    places = {each: number for number, each in enumerate(country.ids)}
    practices = {each: number for number, each in enumerate(country.practices.ids)}
    for [code] in await demo_graph.read(MOST_ADOPTED, {}):
        for day in DAYS:
            found = await situation_on(demo_graph, code, day)
            rows = found.eligible
            same = np.array([places[found.ids[each]] for each in rows.tolist()])
            computed = features(found.around, found.adopters, found.states, found.published, found.ordinal, rows)
            learned = country.features(practices[f"Practice:{code}"], found.ordinal, same)
            # the model stores needs only for the day of fitting
            kept = [place for place, name in enumerate(FEATURES) if name != "needing"]
            assert np.allclose(computed[:, kept], learned[:, kept], atol=1e-9), (code, day)


class Profiled:
    """A database that records the peak memory of each statement in bytes."""

    def __init__(self, session: neo4j.AsyncSession) -> None:
        self.session = session
        self.deadline = 60.0
        self.held: list[int] = []

    async def read_together(self, work: Any, seconds: float | None = None) -> Any:
        """Run the work on this database."""
        del seconds
        return await work(self.read)

    async def read(self, text: str, parameters: dict[str, Any]) -> Rows:
        """Return the records of a statement."""
        result = await self.session.run(cast("Any", f"PROFILE {text}"), parameters)
        rows = [list(record.values()) async for record in result]
        profile = (await result.consume()).profile or {}
        self.held.append(profile["args"]["GlobalMemory"])
        return rows


async def test_many_adopters_take_little_memory(demo_connection: Connection, demo_graph: Database) -> None:
    uri, entry = demo_connection.uri, (demo_connection.username, demo_connection.password)
    quiet = neo4j.NotificationMinimumSeverity.OFF
    opened = neo4j.AsyncGraphDatabase.driver(uri, auth=entry, notifications_min_severity=quiet)
    async with opened as driver, driver.session() as session:
        profiled = Profiled(session)
        engine = Engine(schema(), COMPUTED, cast("Database", profiled))
        for [code] in await demo_graph.read(MOST_ADOPTED, {}):
            assert "errors" not in (await engine.answer(QUERY, {"code": code})).body
    assert profiled.held
    assert max(profiled.held) < LITTLE
