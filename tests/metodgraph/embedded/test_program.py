"""The life of a real server under a program: killed in every way, it comes back with all that it had."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import neo4j

from metodgraph.embedded import RunningNeo4j
from tests.metodgraph.embedded.fakes import is_alive, wait_until


class Program:
    """`python -m metodgraph.embedded` on a data directory, once its server answers."""

    def __init__(self, data_directory: Path) -> None:
        command = [sys.executable, "-m", "metodgraph.embedded", "--data-directory", str(data_directory)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        said = dict(self.process.stdout.readline().split(maxsplit=1) for _ in range(4))
        self.server = int(said["process"])
        password = Path(said["password-file"].strip()).read_text(encoding="utf-8").strip()
        self.driver = neo4j.GraphDatabase.driver(said["uri"].strip(), auth=(said["username"].strip(), password))

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


def test_it_survives_the_death_of_the_server_and_of_the_program_and_stops_cleanly(
    tmp_path: Path, running: RunningNeo4j
) -> None:
    assert running.class_data_build.wait(240)  # made once for this user, then there

    with Program(tmp_path) as program:
        assert ".jsa" in Path(f"/proc/{program.server}/maps").read_text(encoding="utf-8")
        program.note("before the server was killed")
        os.kill(program.server, signal.SIGKILL)
        _, said = program.process.communicate(timeout=10)
        assert program.process.returncode == 1
        assert "Neo4j ended with exit code 137: it was killed from outside" in said

    with Program(tmp_path) as program:
        assert program.texts() == ["before the server was killed"]
        program.note("before the program was killed")
        program.process.kill()
        wait_until(lambda: not is_alive(program.server), seconds=3)

    with Program(tmp_path) as program:
        assert program.texts() == ["before the program was killed", "before the server was killed"]
        begun = time.monotonic()
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(timeout=20) == 0
        assert not is_alive(program.server)
        took = time.monotonic() - begun
    assert (tmp_path / "logs" / "console.log").read_text(encoding="utf-8").endswith("Stopped.\n")
    assert took < 10
