"""Measure `Organisation.network` at random organisations and at those with most links, and the shared country links.

`python -m benchmarks.ego --address bolt://127.0.0.1:7687` uses a running Neo4j and the password in NEO4J_PASSWORD.
The engine runs in this process, so the times include the statements, the computation and the response, but not HTTP.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from random import Random

import numpy as np
from rich.console import Console
from rich.table import Table

from analysis.ties.country_links import CountryLinks
from benchmarks.answers.case import text_of_operation
from graph_model.cypher import text_for
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from graph_model.visibility import ANYONE
from resolvers.fields import COMPUTED
from resolvers.fields.country_links.arrays import COUNTRY_LINKS
from resolvers.running.engine import Engine
from schema.build import schema

POSITIONS = """
query Positions($orgId: String!) {
  organisation(orgId: $orgId) {
    network(depth: 2, first: 200) {
      nodes { id }
      links { kind source { id } target { id } weight }
      positions { organisation { id } distance degree betweenness pageRank community }
      completeness { complete truncated reason }
    }
  }
}
"""
ORGANISATIONS = "MATCH (o:Organisation) RETURN o.orgId ORDER BY o.orgId"


async def main() -> None:
    """Print the figures of the shared arrays, then a row for each operation and set of organisations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default=os.environ.get("NEO4J_URI", "bolt://127.0.0.1:7687"))
    parser.add_argument("--organisations", type=int, default=100)
    parser.add_argument("--seed", type=int, default=10)
    options = parser.parse_args()
    database = Database(Connection(options.address, "neo4j", os.environ["NEO4J_PASSWORD"]), 120.0)
    engine, console = Engine(schema(), COMPUTED, database), Console()
    country = await read_country(database, console)
    every = [each for (each,) in await database.read(ORGANISATIONS, {})]
    chosen = {
        "random": Random(options.seed).sample(every, min(options.organisations, len(every))),
        "most links": most_linked(country, options.organisations),
    }
    table = Table("operation", "organisations", "median ms", "95th percentile", "most", "statements")
    for name, text in (("research/ego-network", text_of_operation("research/ego-network")), ("positions", POSITIONS)):
        for kind, organisations in chosen.items():
            table.add_row(name, kind, *await figures(engine, text, organisations))
    await database.close()
    console.print(table)


async def read_country(database: Database, console: Console) -> CountryLinks:
    """Read the shared arrays twice, print the time of the second reading and the memory of the arrays."""
    statement = COUNTRY_LINKS.statement
    for _ in range(2):
        began = time.perf_counter()
        rows = statement.decoded(await database.read(text_for(statement.text, ANYONE), {}))
        read = time.perf_counter()
        country = COUNTRY_LINKS.read(rows)
        kinds = len(country.incidence)
        ended = time.perf_counter()
    counts = ", ".join(f"{kind.name} {len(links):,}" for kind, links in country.links.items())
    console.print(f"{len(country.organisations):,} organisations; {counts}")
    console.print(
        f"read and decoded in {read - began:.1f} s, arrays in {ended - read:.1f} s; "
        f"{megabytes(country):.0f} MB; {kinds} kinds of links"
    )
    return country


def megabytes(country: CountryLinks) -> float:
    """Return the memory of the arrays, the ids and the numbers of the organisations."""
    organisations = country.organisations
    parts: list[object] = [organisations, *country.links.values(), *country.incidence.values()]
    arrays = sum(each.nbytes for part in parts for each in vars(part).values() if isinstance(each, np.ndarray))
    ids = sys.getsizeof(organisations.ids) + sum(map(sys.getsizeof, organisations.ids))
    return (arrays + ids + sys.getsizeof(organisations.numbers)) / 1e6


def most_linked(country: CountryLinks, count: int) -> list[str]:
    """Return the keys of the organisations with the most records of links."""
    totals = np.sum([np.diff(each.starts) for each in country.incidence.values()], axis=0)
    ids = country.organisations.ids
    return [ids[each].partition(":")[2] for each in np.argsort(-totals, kind="stable")[:count].tolist()]


async def figures(engine: Engine, text: str, organisations: Sequence[str]) -> tuple[str, ...]:
    """Execute the operation for each organisation, after one execution to warm up, and return the figures as text."""
    await engine.answer(text, {"orgId": organisations[0]})
    times, counts = [], []
    for each in organisations:
        before, began = engine.database.statements, time.perf_counter()
        answer = await engine.answer(text, {"orgId": each})
        times.append(1000 * (time.perf_counter() - began))
        counts.append(engine.database.statements - before)
        if "errors" in answer.body:
            raise SystemExit(str(answer.body["errors"]))
    median, high = np.percentile(times, [50, 95])
    return f"{median:.0f}", f"{high:.0f}", f"{max(times):.0f}", f"{min(counts)} to {max(counts)}"


if __name__ == "__main__":
    asyncio.run(main())
