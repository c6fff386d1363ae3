"""Tests of `metodgraph analyse partners` on the demo and on a graph without partnerships."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import neo4j
import orjson
import pytest

from graph_model.database.connection import Connection
from graph_model.errors import ExitStatus
from tests.metodgraph.programs import called

STATE = "MATCH (state:DataState) RETURN properties(state)"
# other tests read the demo with the model that was stored when it was loaded
STORED = "MATCH (model:FittedModel {code: 'partners'}) RETURN properties(model)"
RESTORE = """
MATCH (model:FittedModel {code: 'partners'})
FOREACH (_ IN CASE WHEN $before IS NULL THEN [1] ELSE [] END | DETACH DELETE model)
FOREACH (_ IN CASE WHEN $before IS NULL THEN [] ELSE [1] END | SET model = $before)
"""
REMOVE_SOURCE = "MATCH (source:DataSource {sourceId: 'computed-partners'}) DETACH DELETE source"
COUNT = "MATCH (model:FittedModel {code: 'partners'}) RETURN count(model), min(model.adoptions)"


def ran(server: Connection, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a server."""
    return called(
        *("analyse", "partners", *options),
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
    """Return the demo, and restore its model afterwards, since other tests only read it."""
    login = (demo_connection.username, demo_connection.password)
    with neo4j.GraphDatabase.driver(demo_connection.uri, auth=login) as driver, driver.session() as session:
        [[state]], models = session.run(STATE).values(), session.run(STORED).values()
        yield session
        session.run(RESTORE, before=models[0][0] if models else None).consume()
        if not models:
            session.run(REMOVE_SOURCE).consume()
        session.run("MATCH (state:DataState) SET state = $state", state=state).consume()


def test_the_model_is_fitted_evaluated_and_stored_once(demo: neo4j.Session, demo_connection: Connection) -> None:
    found = figures(demo_connection, "--seed", "5")
    assert found["stored"] == "replaced"
    assert found["model"].startswith("logistic partner model")
    assert set(found["coefficients"]) | set(found["evaluation"]["features_left_out"]) >= {"SAME_REGION", "KINDS"}
    assert found["evaluation"]["tested_after"] < found["fitted_on"]
    scores = found["evaluation"]["by_score"]
    assert scores["model"]["auc_degree_matched"] > 0.6
    assert {"common_neighbours", "adamic_adar", "distance", "recency"} <= set(scores)
    assert demo.run(COUNT).values() == [[1, found["new_partners"]]]
    again = figures(demo_connection, "--seed", "5")
    assert again == found | {"stored": "unchanged"}


def test_a_graph_without_partnerships_is_refused_and_nothing_is_stored(connection: Connection) -> None:
    done = ran(connection)
    assert done.returncode == ExitStatus.NO_MODEL
    assert "No partnership has a known start: there is nothing to learn from." in " ".join(done.stderr.split())
    login = (connection.username, connection.password)
    with neo4j.GraphDatabase.driver(connection.uri, auth=login) as driver, driver.session() as session:
        assert session.run(COUNT).values() == [[0, None]]
