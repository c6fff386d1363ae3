"""Tests of the output and the exit codes of each command."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_model.database.connection import Connection
from schema.build import printed
from tests.metodgraph.programs import READY, Running, called, ended, free_port

ROOT = Path(__file__).parent.parent.parent
DEADLINE_SECONDS = 3
SECRET = "hunter2"


@pytest.fixture(scope="module")
def graph(seeded_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data directory of the running program."""
    return Path(shutil.copytree(seeded_graph, tmp_path_factory.mktemp("run") / "graph"))


@pytest.fixture(scope="module")
def running(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a program that serves from its own embedded Neo4j."""
    program = Running(tmp_path_factory.mktemp("run"), METODGRAPH_DATA_DIRECTORY=graph)
    try:
        yield program.wait_for(READY)
    finally:
        program.end()


def test_run_says_where_it_answers_and_does(running: Running, graph: Path) -> None:
    assert f"GraphQL  http://127.0.0.1:{running.port}/graphql" in running.output
    assert f"password in {graph}/password" in running.output
    assert running.get("/health").json()["ready"] is True
    answer = running.get("/graphql?query=%7Bregions%7BtotalCount%7D%7D").json()
    assert answer["data"]["regions"]["totalCount"] == 89


def test_run_never_says_the_password(running: Running, graph: Path) -> None:
    password = (graph / "password").read_text(encoding="utf-8").strip()
    assert len(password) > 20
    assert password not in running.output


def test_a_second_run_on_the_same_data_says_who_holds_them(running: Running, graph: Path) -> None:
    second = ended("run", METODGRAPH_DATA_DIRECTORY=graph, METODGRAPH_PORT=free_port())
    assert second.returncode == 1
    assert f"The data directory {graph} is in use by process {running.process.pid}" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_run_on_a_taken_port_says_so_before_it_starts_anything(running: Running, tmp_path: Path) -> None:
    second = called("run", METODGRAPH_DATA_DIRECTORY=tmp_path / "other", METODGRAPH_PORT=running.port)
    assert second.returncode == 1
    assert second.stderr == (
        f"Cannot serve on 127.0.0.1:{running.port}: Address already in use. "
        "Stop the program that uses it, or choose another with METODGRAPH_PORT.\n"
    )
    assert not (tmp_path / "other").exists()


def test_status_tells_what_is_stored_while_the_program_runs(running: Running, graph: Path) -> None:
    status = called("status", METODGRAPH_DATA_DIRECTORY=graph)
    assert status.returncode == 0, status.stderr
    assert f"({graph})" in status.stdout
    assert "data version 1" in status.stdout
    assert [line.split() for line in status.stdout.splitlines() if line.split()[0] == "Region"] == [["Region", "89"]]


def test_check_finds_the_loaded_graph_in_order(running: Running, graph: Path) -> None:
    check = called("check", METODGRAPH_DATA_DIRECTORY=graph)
    assert (check.returncode, check.stdout) == (0, "The graph is consistent with the model.\n"), check.stderr


def test_seed_again_changes_nothing(running: Running, graph: Path) -> None:
    seed = called("seed", METODGRAPH_DATA_DIRECTORY=graph)
    assert seed.returncode == 0, seed.stderr
    assert "nothing changed" in seed.stderr or "0 records created, 0 changed" in seed.stderr


def test_schema_prints_what_is_committed() -> None:
    schema = called("schema")
    assert schema.returncode == 0
    assert schema.stdout == printed()


def test_the_committed_schema_is_the_printed_one() -> None:
    assert (ROOT / "schema.graphql").read_text(encoding="utf-8") == printed(), "run `make regenerate`"


@pytest.mark.parametrize("command", ["run", "status"])
def test_a_neo4j_that_is_not_there_is_named_within_the_deadline(command: str) -> None:
    nowhere = f"bolt://127.0.0.1:{free_port()}"
    before = time.monotonic()
    failed = called(
        command,
        NEO4J_URI=nowhere,
        NEO4J_PASSWORD=SECRET,
        METODGRAPH_PORT=free_port(),
        METODGRAPH_DEADLINE_SECONDS=DEADLINE_SECONDS,
    )
    assert failed.returncode == 1
    assert failed.stderr.startswith(f"No Neo4j responds at {nowhere}.")
    assert time.monotonic() - before < DEADLINE_SECONDS + 20  # the limit includes the start of Python on a busy machine


def test_a_wrong_password_is_told_without_it(connection: Connection) -> None:
    failed = called("status", NEO4J_URI=connection.uri, NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=SECRET)
    assert failed.returncode == 1
    assert failed.stderr == "Neo4j refused the credentials. Check NEO4J_USERNAME and NEO4J_PASSWORD.\n"
    assert failed.stdout == ""


def test_a_wrong_setting_ends_in_its_sentence() -> None:
    failed = ended("run", METODGRAPH_PORT="eighty")
    assert failed.returncode == 1
    assert failed.stderr.startswith("METODGRAPH_PORT: ")
    assert "Traceback" not in failed.stderr


def test_an_address_that_is_none_ends_in_a_sentence() -> None:
    failed = called("run", METODGRAPH_HOST="nowhere.invalid", METODGRAPH_PORT=free_port())
    assert failed.returncode == 1
    assert failed.stderr.startswith("Cannot serve on nowhere.invalid:")
    assert "METODGRAPH_HOST" in failed.stderr
