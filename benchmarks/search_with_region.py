"""Measure the search with a region filter: `python -m benchmarks.search_with_region`, on the Neo4j at NEO4J_URI.

Each word is searched among the organisations of each region, with the total count, as in a list of a portal.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time

from graph_model.database.driver import Database
from metodgraph.settings import Settings
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema

WORDS = ("школа", "гимназия", "лицей", "сош", "центр", "каз", "институт развития", "гимнзаия")
QUERY = """query ($text: String, $region: String) {
  organisations(text: $text, where: {region: {code: {eq: $region}}}, first: 20) { totalCount nodes { id name } }
}"""
REGIONS = "MATCH (region:Region)<-[:LOCATED_IN]-(:Organisation) RETURN region.code, count(*) AS size ORDER BY size"


async def main() -> None:
    """Measure the searches and print the median and the maximum for each word."""
    settings = Settings.load()
    if settings.external is None:
        sys.exit("Set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD to the Neo4j to measure.")
    database = Database(settings.external, settings.deadline_seconds)
    engine = Engine(schema(), COMPUTED, database)
    regions = [code for code, _ in await database.read(REGIONS, {})]
    every: list[float] = []
    await milliseconds(engine, WORDS[0], regions[0])
    for word in WORDS:
        times = sorted([await milliseconds(engine, word, region) for region in regions])
        every += times
        sys.stdout.write(f"{word:20} median {statistics.median(times):6.1f} ms, slowest {times[-1]:6.1f}\n")
    every.sort()
    tail = every[int(len(every) * 0.95)]
    sys.stdout.write(f"all: median {statistics.median(every):.1f} ms, 95th percentile {tail:.1f}\n")
    await database.close()


async def milliseconds(engine: Engine, text: str, region: str) -> float:
    """Execute a search and return its time in milliseconds."""
    began = time.perf_counter()
    answer = await engine.answer(QUERY, {"text": text, "region": region})
    elapsed = (time.perf_counter() - began) * 1000
    assert "errors" not in answer.body, answer.body
    return elapsed


if __name__ == "__main__":
    asyncio.run(main())
