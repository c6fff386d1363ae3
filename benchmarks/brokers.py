"""Measure the analysis of brokers for each grouping, through partnerships and projects and through all kinds of links.

`python -m benchmarks.brokers --address bolt://127.0.0.1:7687` uses a running Neo4j and the password in NEO4J_PASSWORD.
The links are read once. Nothing is written.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from analysis.brokerage.communities import communities
from analysis.brokerage.missing_links import BridgeSearch, unlinked_groups
from analysis.brokerage.network import BrokerageScope, network_of
from analysis.brokerage.ranking import network_figures
from analysis.ties.country_links import LINKED, CountryLinks
from analysis.vocabulary import LinkKind
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from graph_model.terms import BrokerGrouping
from resolvers.fields.country_links.arrays import COUNTRY_LINKS
from resolvers.running.shared_reading import read_shared

Value = TypeVar("Value")
# the number of pairs of groups without a link whose bridges are searched, the default of the API
BRIDGES = 20


async def main() -> None:
    """Print a row of times, in milliseconds, for each network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default=os.environ.get("NEO4J_URI", "bolt://127.0.0.1:7687"))
    database = Database(Connection(parser.parse_args().address, "neo4j", os.environ["NEO4J_PASSWORD"]), 120.0)
    began = time.perf_counter()
    country = await read_shared(database, COUNTRY_LINKS)
    await database.close()
    Console().print(f"The links were read in {time.perf_counter() - began:.1f} s.")
    table = Table("groups", "kinds of links", "pairs", "brokers", "network", "figures", "20 bridges", "communities")
    for through in ((LinkKind.PARTNERSHIP, LinkKind.PROJECT), LINKED):
        for between in BrokerGrouping:
            table.add_row(between, str(len(through)), *figures(country, BrokerageScope(between, through, date.today())))
    Console().print(table)
    Console().print(f"Peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")


def figures(country: CountryLinks, scope: BrokerageScope) -> tuple[str, ...]:
    """Return the figures of a network as text."""
    network, for_network = timed(lambda: network_of(country, scope))
    found, for_figures = timed(lambda: network_figures(network))
    unlinked = unlinked_groups(network.pairs, network.groups, network.sizes)[:BRIDGES]
    search = BridgeSearch(network.pairs, network.groups, found.effective_size)
    _, for_bridges = timed(lambda: [search.between(each.one, each.other) for each in unlinked])
    _, for_communities = timed(lambda: communities(network.pairs, 1))
    times = (for_network, for_figures, for_bridges, for_communities)
    return str(len(network.pairs)), str(found.broker_count), *(f"{1000 * each:.0f}" for each in times)


def timed(work: Callable[[], Value]) -> tuple[Value, float]:
    """Return the result of `work` and its duration in seconds."""
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


if __name__ == "__main__":
    asyncio.run(main())
