"""Tests of start, use and shutdown of a server under a program."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

import neo4j
import pytest

from metodgraph.embedded import EmbeddedNeo4jError, RunningNeo4j
from metodgraph.embedded.__main__ import wait_for_end
from metodgraph.embedded.installation.java import Java
from metodgraph.embedded.layout import prepare_layout
from metodgraph.embedded.memory import MemorySizes
from metodgraph.embedded.ownership import Ownership
from metodgraph.embedded.server_process.class_data import class_data_of
from metodgraph.embedded.server_process.command import Runtime
from metodgraph.embedded.server_process.launching import Preparation
from tests.metodgraph.embedded.fakes import FakeJava, is_alive, wait_until


class Program:
    """A process `python -m metodgraph.embedded` on a data directory; its server accepts queries."""

    def __init__(self, data_directory: Path) -> None:
        command = [sys.executable, "-m", "metodgraph.embedded", "--data-directory", str(data_directory)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        printed = dict(self.process.stdout.readline().split(maxsplit=1) for _ in range(4))
        self.server = int(printed["process"])
        password = Path(printed["password-file"].strip()).read_text(encoding="utf-8").strip()
        self.driver = neo4j.GraphDatabase.driver(printed["uri"].strip(), auth=(printed["username"].strip(), password))

    def texts(self) -> list[str]:
        records = self.driver.execute_query("MATCH (n:Note) RETURN n.text AS text ORDER BY text").records
        return [record["text"] for record in records]

    def note(self, text: str) -> None:
        self.driver.execute_query("CREATE (:Note {text: $text})", text=text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.close()
        self.process.kill()
        self.process.communicate()


def test_killed_it_comes_back_with_all_that_it_had_and_stopped_it_stops_cleanly(
    tmp_path: Path, running: RunningNeo4j
) -> None:
    assert running.class_data_build.wait(240)  # created once for each user

    with Program(tmp_path) as program:
        assert ".jsa" in Path(f"/proc/{program.server}/maps").read_text(encoding="utf-8")
        program.note("before the kill")
        program.process.kill()
        wait_until(lambda: not is_alive(program.server), seconds=3)

    with Program(tmp_path) as program:
        assert program.texts() == ["before the kill"]
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(timeout=20) == 0
        assert not is_alive(program.server)
    assert (tmp_path / "logs" / "console.log").read_text(encoding="utf-8").endswith("Stopped.\n")


def test_a_program_whose_server_ends_by_itself_says_why(tmp_path: Path, fake_java: FakeJava) -> None:
    java = fake_java("17", "echo 'Caused by: java.io.IOException: No space left on device'; exit 1")
    layout = prepare_layout(tmp_path / "data")
    preparation = Preparation(
        layout, Ownership(layout), MemorySizes(384, 128), "secret", class_data_of(Runtime(Java(java, 17), []), tmp_path)
    )
    with RunningNeo4j(preparation, preparation.launch(7687)) as server:
        with pytest.raises(EmbeddedNeo4jError, match=f"exit code 1: the disk of {layout.home} is full"):
            wait_for_end(server)
        assert server.exit_code() == 1
    assert server.failure() is None
