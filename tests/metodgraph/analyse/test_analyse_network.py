"""Tests of `metodgraph analyse network` on the demo: printed figures, refusals, and storing twice."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import neo4j
import orjson
import pytest

from graph_model.database.connection import Connection
from tests.metodgraph.programs import called

DAY = "2026-06-01"
STATE = "MATCH (state:DataState) RETURN properties(state)"
REMOVE = """
MATCH (n) WHERE n:NetworkAnalysis OR n:NetworkPosition OR (n:DataSource AND n.sourceId = 'computed-network')
DETACH DELETE n
"""


def ran(server: Connection, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the demo."""
    return called(
        *("analyse", "network", *options),
        NEO4J_URI=server.uri,
        NEO4J_USERNAME=server.username,
        NEO4J_PASSWORD=server.password,
    )


def figures(server: Connection, *options: str) -> dict[str, Any]:
    """Return the JSON output of the command."""
    done = ran(server, *options, "--json")
    assert done.returncode == 0, done.stderr
    return dict(orjson.loads(done.stdout))


@pytest.fixture
def demo(demo_connection: Connection) -> Iterator[neo4j.Session]:
    """Return the demo and remove the stored results afterwards, since other tests only read it."""
    login = (demo_connection.username, demo_connection.password)
    with neo4j.GraphDatabase.driver(demo_connection.uri, auth=login) as driver, driver.session() as session:
        [[state]] = session.run(STATE).values()
        yield session
        session.run(REMOVE).consume()
        session.run("MATCH (state:DataState) SET state = $state", state=state).consume()


def test_results_are_stored_once(demo: neo4j.Session, demo_connection: Connection) -> None:
    options = ("--between", "REGIONS", "--between", "KINDS", "--as-of", DAY, "--first", "3", "--store")
    found = figures(demo_connection, *options)
    assert (found["as_of"], found["through"]) == (DAY, ["PARTNERSHIP", "PROJECT"])
    regions, kinds = found["REGIONS"], found["KINDS"]
    assert "LEVELS" not in found
    assert regions["components"] == kinds["components"] > 0
    assert regions["modularity"] == kinds["modularity"] > 0
    counts = [each["between_groups"] for each in regions["first_brokers"]]
    assert len(counts) == 3
    assert counts == sorted(counts, reverse=True)
    linked = 2 * (regions["organisations"] - regions["isolated"])
    assert found["stored"] == {"positions_written": linked, "positions_removed": 0}
    assert figures(demo_connection, *options)["stored"] == {"positions_written": 0, "positions_removed": 0}
    [[positions, brokers]] = demo.run(
        """MATCH (p:NetworkPosition)-[:FOUND_BY]->(:NetworkAnalysis {current: true})
        RETURN count(p), count(CASE WHEN p.betweenGroups > 0 THEN 1 END)"""
    ).values()
    assert positions == linked
    assert brokers > 0


def test_figures_are_printed_as_text_without_storing(demo: neo4j.Session, demo_connection: Connection) -> None:
    done = ran(demo_connection, "--through", "ADOPTION", "--between", "LEVELS", "--as-of", DAY)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"as of: {DAY}\nthrough: ADOPTION\nstored: -\nLEVELS:\n")
    assert demo.run("MATCH (n:NetworkAnalysis) RETURN count(n)").values() == [[0]]


def test_links_over_regions_are_refused() -> None:
    done = called("analyse", "network", "--through", "REGION")
    assert done.returncode == 2
    assert "REGION joins all organisations of a region" in " ".join(done.stderr.replace("│", " ").split())
