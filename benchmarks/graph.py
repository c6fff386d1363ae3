"""The graph of the benchmark and the objects chosen from it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from benchmarks.answers.chosen import Chosen, choose
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from metodgraph.embedded import ConsoleReporter, EmbeddedSettings, start

DEADLINE_SECONDS = 120.0


@contextlib.contextmanager
def neo4j_to_measure(console: Console) -> Iterator[dict[str, str]]:
    """Yield the environment variables of the Neo4j to measure: the user's, or an embedded one with the demo set."""
    if os.environ.get("NEO4J_URI"):
        yield dict(os.environ)
        return
    with tempfile.TemporaryDirectory() as folder:
        own = {**os.environ, "METODGRAPH_DATA_DIRECTORY": folder}
        subprocess.run([sys.executable, "-m", "metodgraph", "seed", "--demo"], env=own, check=True)
        with start(EmbeddedSettings(Path(folder)), ConsoleReporter(console)) as server:
            named = {"NEO4J_URI": server.uri, "NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password}
            yield {**os.environ, **named}


async def chosen_in(environment: dict[str, str]) -> tuple[Chosen, int]:
    """Return the chosen objects and the number of nodes of the graph."""
    user, password = environment.get("NEO4J_USERNAME", "neo4j"), environment.get("NEO4J_PASSWORD", "")
    connection = Connection(environment["NEO4J_URI"], user, password, environment.get("NEO4J_DATABASE"))
    database = Database(connection, DEADLINE_SECONDS)
    try:
        ((nodes,),) = await database.read("MATCH () RETURN count(*)", {})
        return await choose(database), nodes
    finally:
        await database.close()
