"""Measure the field `projectTeam` with random topics, sizes and regions.

`python -m benchmarks.teams --address bolt://127.0.0.1:7687` uses a running Neo4j and the password in NEO4J_PASSWORD.
The engine runs in this process, so the times include the statements, the computation and the response, but not HTTP.
The first request, which reads the shared arrays, is not measured.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.answers.case import text_of_operation
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema

OPERATION = "federal-center/project-team"
TOPICS = "MATCH (topic:Theme|Competence) RETURN labels(topic)[0], topic.code ORDER BY topic.id"
REGIONS = "MATCH (region:Region)<-[:LOCATED_IN]-(:Organisation) RETURN DISTINCT region.code ORDER BY region.code"
MOST_TOPICS, MOST_REGIONS, SIZES = 6, 5, (2, 12)


async def main() -> None:
    """Print the median, the 95th percentile and the largest time, in wall time and in time of the processor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default=os.environ.get("NEO4J_URI", "bolt://127.0.0.1:7687"))
    parser.add_argument("--requests", type=int, default=30)
    parser.add_argument("--seed", type=int, default=10)
    options = parser.parse_args()
    database = Database(Connection(options.address, "neo4j", os.environ["NEO4J_PASSWORD"]), 120.0)
    engine = Engine(schema(), COMPUTED, database)
    await engine.prepare()
    drawn = await requests(database, Random(options.seed), options.requests)
    await answered(engine, {**drawn[0], "size": 2})
    table = Table("regions", "requests", "median ms", "95th percentile", "most", "most of the processor", "proven")
    for title, some in (
        ("all", [each for each in drawn if "regions" not in each]),
        ("1 to 5", [each for each in drawn if "regions" in each]),
    ):
        table.add_row(title, *await figures(engine, some))
    await database.close()
    Console().print(table)


async def requests(database: Database, random: Random, count: int) -> list[Mapping[str, Any]]:
    """Draw requests; every second one is limited to some regions."""
    topics, regions = await database.read(TOPICS, {}), [code for (code,) in await database.read(REGIONS, {})]
    found: list[Mapping[str, Any]] = []
    for number in range(count):
        chosen = random.sample(topics, random.randint(1, MOST_TOPICS))
        limits = {"regions": random.sample(regions, random.randint(1, MOST_REGIONS))} if number % 2 else {}
        named = {
            name: [code for label, code in chosen if label == kind]
            for name, kind in (("themes", "Theme"), ("competences", "Competence"))
        }
        found.append({"size": random.randint(*SIZES), **named, **limits})
    return found


async def figures(engine: Engine, drawn: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Execute the requests and return the figures as text."""
    walls, processor, proven = [], [], 0
    for each in drawn:
        began, busy = time.perf_counter(), time.process_time()
        team = await answered(engine, each)
        walls.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - busy) * 1000)
        proven += team["optimal"]
    shown = (np.median(walls), np.percentile(walls, 95), max(walls), max(processor))
    return str(len(drawn)), *(f"{each:.0f}" for each in shown), str(proven)


async def answered(engine: Engine, variables: Mapping[str, Any]) -> Any:
    """Return the team of a request. Raises a `RuntimeError` if the answer contains an error."""
    answer = await engine.answer(text_of_operation(OPERATION), variables)
    if "errors" in answer.body:
        msg = f"{variables}: {answer.body['errors']}"
        raise RuntimeError(msg)
    return answer.body["data"]["projectTeam"]


if __name__ == "__main__":
    asyncio.run(main())
