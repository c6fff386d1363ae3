"""Tests of `metodgraph analyse findings`: printed findings, and the comparison with the stored run."""

from __future__ import annotations

from typing import Any

import neo4j
import orjson
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from tests.metodgraph.programs import called
from tests.resolvers.findings_graph import DAY, write_clean


def figures(server: Connection, *options: str) -> dict[str, Any]:
    """Return the JSON output of the command."""
    done = called(
        *("analyse", "findings", "--json", *options),
        NEO4J_URI=server.uri,
        NEO4J_USERNAME=server.username,
        NEO4J_PASSWORD=server.password,
    )
    assert done.returncode == 0, done.stderr
    return dict(orjson.loads(done.stdout))


def change(server: Connection, text: str) -> None:
    """Run a statement that changes the graph."""
    login = (server.username, server.password)
    with neo4j.GraphDatabase.driver(server.uri, auth=login) as driver, driver.session() as session:
        session.run(text).consume()


@pytest_asyncio.fixture
async def graph(scratch: Database, scratch_connection: Connection) -> Connection:
    """Return the connection to the writable database with the graph without violations."""
    await write_clean(scratch)
    return scratch_connection


def test_findings_are_compared_with_the_stored_run(graph: Connection) -> None:
    first = figures(graph, "--as-of", DAY, "--store")
    assert (first["as_of"], first["findings"], first["compared_with"]) == (DAY, 0, None)
    assert first["stored"]["number"] == 1
    assert first["rules"]["R20"] | {"reasons": []} == {
        "status": "DECIDED",
        "checked": 3,
        "violations": 0,
        "undecided": 0,
        "reasons": [],
        "opened": None,
        "closed": None,
    }
    change(graph, "MATCH (p:Program {code: '16'}) SET p.hours = 15")
    second = figures(graph, "--as-of", DAY)
    assert second["stored"] is None
    assert second["compared_with"]["number"] == 1
    assert (second["findings"], second["opened"], second["closed"]) == (1, 1, 0)
    assert second["first_opened"] == second["first_findings"]
    assert second["first_opened"][0]["missing"] == "объём не менее 16 ч"
