"""Measure computed fields of the monitoring: the first answer of a new engine, and repeated answers from its caches.

`python -m benchmarks.computed_fields --address bolt://127.0.0.1:7687` uses a running Neo4j and the password in
NEO4J_PASSWORD. The engine runs in this process. The database has planned the statements before, as in the service.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema

CASES = {
    "deficit profile of a region": """query ($region: String!, $day: Date!) { region(code: $region) {
      deficitProfile(asOf: $day) { people competences { people competence { name } } } } }""",
    "coverage of a region": """query ($region: String!, $day: Date!) { region(code: $region) { coverage(asOf: $day) {
      functions { covered required } structures { kind present required } } } }""",
    "coverage of the country": """query ($day: Date!) { coverage(asOf: $day) {
      functions { function { text } performers regions missingIn { name } } unperformed { reason } } }""",
    "route completion": """query ($day: Date!) { routeCompletion(on: $day) {
      routes allDone byRegion { region { name } routes allDone partlyDone noneDone suppressed } } }""",
    "internship suggestions of a teacher": """query ($teacher: String!, $day: Date!) { person(personId: $teacher) {
      internshipSuggestions(first: 5, asOf: $day) { internship { title } distanceKm score } } }""",
    "mentor suggestions of a teacher": """query ($teacher: String!) { person(personId: $teacher) {
      mentorSuggestions(first: 5) { organisation { name } distanceKm freePlaces score } } }""",
    "indicators of a region": """query ($region: String!, $day: Date!) { region(code: $region) {
      indicators(on: $day) { code value numerator denominator met reason } } }""",
    "indicators of the country": """query ($day: Date!) { kpis(on: $day) { code value target met
      byRegion { region { name } value numerator denominator suppressed } } }""",
    "findings of a region": """query ($region: String!, $day: Date!) { region(code: $region) {
      findings(first: 20, asOf: $day) { totalCount nodes { object { id } message } rules { status violations } } } }""",
}
REGION = """
MATCH (region:Region)<-[:BELONGS_TO]-(person:Person) WITH region, count(person) AS people
RETURN region.code ORDER BY people DESC, region.code
"""
TEACHER = """
MATCH (person:Person)-[:BELONGS_TO]->(:Region {code: $region})
WHERE 'TEACHER' IN person.roles AND person.synthetic AND EXISTS { (person)-[:HAS_DEFICIT]->() }
  AND NOT EXISTS { (person)-[:MENTEE_IN]->() }
RETURN person.personId ORDER BY person.personId LIMIT 1
"""


async def main() -> None:
    """Print a row for each field."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default=os.environ.get("NEO4J_URI", "bolt://127.0.0.1:7687"))
    parser.add_argument("--day", default="2024-12-31")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", default="", help="measure the fields whose name contains this text")
    options = parser.parse_args()
    database = Database(Connection(options.address, "neo4j", os.environ["NEO4J_PASSWORD"]), 120.0)
    given = await variables(database, options.day)
    table = Table("field", "first ms", "again ms", "statements")
    for name, text in CASES.items():
        if options.only in name:
            table.add_row(name, *await figures(database, text, given, options.repeats))
    await database.close()
    Console().print(table)


async def variables(database: Database, day: str) -> dict[str, Any]:
    """Return the region in the middle of the order by people, and a teacher of it who has a deficit and no mentor."""
    regions = [code for (code,) in await database.read(REGION, {})]
    region = regions[len(regions) // 2]
    [[teacher]] = await database.read(TEACHER, {"region": region})
    return {"region": region, "teacher": teacher, "day": day}


async def figures(database: Database, text: str, given: Mapping[str, Any], repeats: int) -> tuple[str, ...]:
    """Measure one field with a new engine, after another one has made the database plan the statements."""
    await seconds(Engine(schema(), COMPUTED, database), text, given)
    engine, before = Engine(schema(), COMPUTED, database), database.statements
    first = await seconds(engine, text, given)
    statements = database.statements - before
    again = [await seconds(engine, text, given) for _ in range(repeats)]
    return f"{1000 * first:.0f}", f"{1000 * np.median(again):.1f}", str(statements)


async def seconds(engine: Engine, text: str, given: Mapping[str, Any]) -> float:
    """Return the duration of an answer in seconds."""
    began = time.perf_counter()
    answer = await engine.answer(text, dict(given))
    if "errors" in answer.body:
        raise SystemExit(str(answer.body["errors"]))
    return time.perf_counter() - began


if __name__ == "__main__":
    asyncio.run(main())
