"""Tests of shutdown: exit codes follow the conventions of shells, and no process is left."""

import signal
import time
from pathlib import Path

import psutil
import pytest

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from tests.metodgraph.programs import READY, Running, left_of

# an idle machine takes about two seconds
STOP_SECONDS = 20


def test_sigterm_ends_a_program_that_serves_with_success_and_its_neo4j_with_it(
    tmp_path: Path, graph_copy: Path
) -> None:
    program = Running(tmp_path, METODGRAPH_DATA_DIRECTORY=graph_copy).wait_for(READY)
    children = program.children()
    assert any("java" in each.name() for each in children)
    before = time.monotonic()
    assert program.end(signal.SIGTERM) == 0
    assert time.monotonic() - before < STOP_SECONDS
    assert left_of(children) == []
    assert "Traceback" not in program.output


@pytest.mark.neo4j
@pytest.mark.parametrize(("by", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_the_start_of_neo4j_at_once(tmp_path: Path, by: signal.Signals, code: int) -> None:
    program = Running(tmp_path, METODGRAPH_DATA_DIRECTORY=tmp_path / "graph").wait_for("Starting Neo4j")
    deadline = time.monotonic() + STOP_SECONDS
    while not (children := program.children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert program.end(by) == code
    assert left_of(children) == []
    assert "Traceback" not in program.output


@pytest.mark.neo4j
@pytest.mark.parametrize(("by", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
async def test_a_signal_ends_the_service_of_another_neo4j(
    tmp_path: Path, connection: Connection, reference_graph: Database, by: signal.Signals, code: int
) -> None:
    program = Running(
        tmp_path, NEO4J_URI=connection.uri, NEO4J_USERNAME=connection.username, NEO4J_PASSWORD=connection.password
    ).wait_for(READY)
    assert program.end(by) == code
    assert connection.password not in program.output
    assert "Traceback" not in program.output


def test_the_end_of_its_neo4j_ends_the_program_with_the_reason(tmp_path: Path, graph_copy: Path) -> None:
    program = Running(tmp_path, METODGRAPH_DATA_DIRECTORY=graph_copy).wait_for(READY)
    [java] = [each for each in program.children() if "java" in each.name()]
    java.kill()
    assert program.process.wait(STOP_SECONDS) == 1
    assert "it was killed from outside" in program.output
    assert not psutil.pid_exists(program.process.pid)
    assert "Traceback" not in program.output
