"""Measure the field `paths` between schools of different regions, and at the organisations with most relations.

`python -m benchmarks.paths --address bolt://127.0.0.1:7687` uses a running Neo4j and the password in NEO4J_PASSWORD.
The engine runs in this process, so the times include the statements, the computation and the response, but not HTTP.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Sequence
from random import Random

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.answers.case import text_of_operation
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema

Pair = tuple[str, str]

ALL_KINDS = """
query Paths($from: ID!, $to: ID!) {
  paths(from: $from, to: $to) { paths { length nodes { __typename id } links { kind } } completeness { reason } }
}
"""
SCHOOLS = "MATCH (o:Organisation {kind: 'SCHOOL'})-[:LOCATED_IN]->(r:Region) RETURN o.id, r.id ORDER BY o.id"
HUBS = """
MATCH (o:Organisation)
RETURN o.id ORDER BY COUNT { (o)-[:PARTNER_OF|UNIT_OF|FOUNDED_BY|TAKES_PART]-() } DESC, o.id LIMIT 20
"""


async def main() -> None:
    """Print a row of figures for each operation and set of pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default=os.environ.get("NEO4J_URI", "bolt://127.0.0.1:7687"))
    parser.add_argument("--pairs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=10)
    options = parser.parse_args()
    database = Database(Connection(options.address, "neo4j", os.environ["NEO4J_PASSWORD"]), 60.0)
    engine = Engine(schema(), COMPUTED, database)
    table = Table("operation", "pairs", "median ms", "95th percentile", "most", "statements")
    random = Random(options.seed)
    schools = await pairs_of_schools(database, random, options.pairs)
    hubs = await pairs_with_hubs(database, random)
    for name, text in (("research/paths", text_of_operation("research/paths")), ("all kinds", ALL_KINDS)):
        for kind, pairs in (("schools", schools), ("most links", hubs)):
            table.add_row(name, kind, *await figures(engine, text, pairs))
    await database.close()
    Console().print(table)


async def pairs_of_schools(database: Database, random: Random, count: int) -> list[Pair]:
    """Draw pairs of schools of different regions."""
    schools = await database.read(SCHOOLS, {})
    found: list[Pair] = []
    while len(found) < count:
        (one, home), (other, region) = random.sample(schools, 2)
        if home != region:
            found.append((one, other))
    return found


async def pairs_with_hubs(database: Database, random: Random) -> list[Pair]:
    """Pair each of the 20 organisations with most relations with a random school."""
    schools = [one for one, _ in await database.read(SCHOOLS, {})]
    return [(hub, random.choice(schools)) for (hub,) in await database.read(HUBS, {})]


async def figures(engine: Engine, text: str, pairs: Sequence[Pair]) -> tuple[str, ...]:
    """Execute the operation for each pair, after one warm-up execution each, and return the figures as text."""
    for start, end in pairs:
        await engine.answer(text, {"from": start, "to": end})
    times, counts = [], []
    for start, end in pairs:
        before, began = engine.database.statements, time.perf_counter()
        answer = await engine.answer(text, {"from": start, "to": end})
        times.append(1000 * (time.perf_counter() - began))
        counts.append(engine.database.statements - before)
        if "errors" in answer.body:
            raise SystemExit(str(answer.body["errors"]))
    median, high = np.percentile(times, [50, 95])
    return f"{median:.0f}", f"{high:.0f}", f"{max(times):.0f}", f"{min(counts)} to {max(counts)}"


if __name__ == "__main__":
    asyncio.run(main())
