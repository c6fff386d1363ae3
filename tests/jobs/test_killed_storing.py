"""Tests that a job killed while writing leaves only complete records, and that the next run completes the results."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from graph_model.checking.consistency import inconsistencies
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from tests.graph_database import graph_digest, one
from tests.jobs.killed_storing import forecasts, provenance
from tests.jobs.provenance.graphs import stored
from tests.jobs.test_replication import COUNT, graph

LINKED = """
MATCH (source:LearningSource {certainty: 'INFERRED'})
RETURN count(source) = COUNT { (:Adoption)-[:LEARNED_THROUGH]->(:LearningSource {certainty: 'INFERRED'}) }
"""


async def killed(job: str, connection: Connection) -> None:
    """Run a job in a separate process until it is killed."""
    environment = {
        "NEO4J_URI": connection.uri,
        "NEO4J_USERNAME": connection.username,
        "NEO4J_PASSWORD": connection.password,
    }
    command = [sys.executable, "-m", "tests.jobs.killed_storing", job]
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **environment})
    assert await process.wait() == -signal.SIGKILL


async def test_inferred_sources(scratch: Database, scratch_connection: Connection) -> None:
    await stored(scratch)
    await killed("provenance", scratch_connection)
    assert await one(scratch, "MATCH (s:LearningSource {certainty: 'INFERRED'}) RETURN count(s)") == 20
    assert await one(scratch, LINKED)
    # the source has no count until all records are written
    assert await one(scratch, "MATCH (s:DataSource {sourceId: 'computed-provenance'}) RETURN s.rows") is None
    assert not await inconsistencies(scratch)
    await provenance(scratch)
    assert await one(scratch, LINKED)
    assert not await inconsistencies(scratch)
    count = await one(scratch, "MATCH (s:LearningSource {certainty: 'INFERRED'}) RETURN count(s)")
    assert await one(scratch, "MATCH (s:DataSource {sourceId: 'computed-provenance'}) RETURN s.rows") == count
    digest = await graph_digest(scratch)
    await provenance(scratch)
    assert await graph_digest(scratch) == digest


async def test_forecasts(scratch: Database, scratch_connection: Connection) -> None:
    await graph(scratch)
    await forecasts(scratch)
    expected = await graph_digest(scratch)
    await scratch.define("MATCH (f:Forecast|DataSource) DETACH DELETE f")
    await killed("forecasts", scratch_connection)
    assert await one(scratch, "MATCH (f:Forecast) RETURN count(f)") == COUNT
    assert not await inconsistencies(scratch)
    await forecasts(scratch)
    assert await graph_digest(scratch) == expected
    assert not await inconsistencies(scratch)
