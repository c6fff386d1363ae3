"""Tests of `metodgraph analyse replication` and `score` on the demo: stored and scored forecasts."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import neo4j
import orjson
import pytest

from graph_model.database.connection import Connection
from tests.metodgraph.programs import called

# the demo ends in September 2026, so the outcome of forecasts made a year earlier is known
PAST, DUE = "2025-08-31", "2026-08-31"
STATE = """
MATCH (state:DataState)
RETURN properties(state), COLLECT { MATCH (forecast:Forecast) RETURN elementId(forecast) }
"""
BACK = """
MATCH (forecast:Forecast) WHERE NOT elementId(forecast) IN $kept DETACH DELETE forecast
WITH count(*) AS gone MATCH (state:DataState) SET state = $state
"""
KEPT = "MATCH (forecast:Forecast) WHERE forecast.until > date($due) RETURN count(*)"


def ran(server: Connection, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the demo."""
    return called(
        *("analyse", *options),
        NEO4J_URI=server.uri,
        NEO4J_USERNAME=server.username,
        NEO4J_PASSWORD=server.password,
    )


def figures(server: Connection, *options: str) -> dict[str, Any]:
    """Return the JSON output of a command."""
    done = ran(server, *options, "--json")
    assert done.returncode == 0, done.stderr
    return dict(orjson.loads(done.stdout))


@pytest.fixture
def demo(demo_connection: Connection) -> Iterator[neo4j.Session]:
    """Return the demo and remove new forecasts afterwards, since other tests only read it."""
    server = demo_connection
    login = (server.username, server.password)
    with neo4j.GraphDatabase.driver(server.uri, auth=login) as driver, driver.session() as session:
        [[state, kept]] = session.run(STATE).values()
        yield session
        session.run(BACK, state=state, kept=kept).consume()


def test_forecasts_are_kept_and_scored_when_their_day_has_come(
    demo: neo4j.Session, demo_connection: Connection
) -> None:
    practices = [
        code
        for (code,) in demo.run(
            """MATCH (p:Practice)<-[:OF]-(a:Adoption) WHERE date($past) < a.startedOn <= date($due)
            WITH p.code AS code, count(*) AS begun RETURN code ORDER BY begun DESC, code LIMIT 2""",
            past=PAST,
            due=DUE,
        ).values()
    ]
    [[later]] = demo.run(KEPT, due=DUE).values()
    arguments = ["replication", *(each for code in practices for each in ("--forecast", code)), "--as-of", PAST]
    arguments += ["--first", "300", "--store"]
    found = figures(demo_connection, *arguments)
    assert (found["made_on"], found["until"]) == (PAST, DUE)
    forecasts = found["forecasts"]
    # a practice with an audience has fewer candidates than asked for
    made = len(forecasts)
    assert 300 < made <= 600
    assert all(0 < each["low"] < each["probability"] < each["high"] < 1 for each in forecasts)
    ahead = figures(demo_connection, "replication", "--forecast", practices[0], "--first", "3", "--store")
    assert len(ahead["forecasts"]) == 3

    scored = figures(demo_connection, "score", "--until", DUE)
    assert (scored["forecasts"], scored["scored"], scored["not_yet_due"]) == (
        later + made + 3,
        made,
        later + 3,
    )
    pairs = [[each["practice"], each["organisation"]] for each in forecasts]
    [[happened]] = demo.run(
        """UNWIND $pairs AS pair RETURN count(CASE WHEN EXISTS {
          MATCH (:Practice {id: pair[0]})<-[:OF]-(a:Adoption)-[:BY]->(:Organisation {id: pair[1]})
          WHERE date($past) < a.startedOn <= date($due)
        } THEN 1 END)""",
        pairs=pairs,
        past=PAST,
        due=DUE,
    ).values()
    assert scored["happened"] == happened > 0
    assert scored["auc"] > 0.5
    assert sum(each["forecasts"] for each in scored["calibration"]) == made


def test_a_practice_that_is_not_there_is_said_in_a_sentence(demo_connection: Connection) -> None:
    done = ran(demo_connection, "replication", "--forecast", "PR-NONE")
    assert done.returncode == 1
    assert "There is no practice with the code 'PR-NONE'" in done.stderr
    assert "Traceback" not in done.stderr
