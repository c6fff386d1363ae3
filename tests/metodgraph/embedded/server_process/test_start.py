"""Tests of failing starts with a fake Java: error messages, and nothing is left behind."""

import re
import signal
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedNeo4jError, EmbeddedSettings, start
from metodgraph.embedded.installation.jars import ensure_jars
from metodgraph.embedded.installation.java import Java
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.ownership import Ownership
from metodgraph.embedded.reporter import SilentReporter
from metodgraph.embedded.server_process.class_data import class_data_of
from metodgraph.embedded.server_process.command import Runtime
from metodgraph.embedded.server_process.ports import PortInUseError
from tests.metodgraph.embedded.fakes import FakeJava, is_alive, wait_until

Usage = namedtuple("Usage", ["total", "used", "free"])


def archive_for(settings: EmbeddedSettings, java: Path) -> Path:
    """Create a file in the place of the class-data archive."""
    runtime = Runtime(Java(java, 17), ensure_jars(settings, SilentReporter()))
    archive = class_data_of(runtime, settings.cache_directory).archive
    archive.parent.mkdir(parents=True, exist_ok=True)
    archive.write_bytes(b"nonsense")
    return archive


def is_free(layout: Layout) -> bool:
    """Return whether no process holds the data directory."""
    Ownership(layout).release()
    return True


def test_a_server_that_fails_is_explained_and_the_directory_is_free_again(tmp_path: Path, fake_java: FakeJava) -> None:
    java = fake_java("17", "echo 'Caused by: java.lang.OutOfMemoryError: Java heap space'; exit 1")
    with pytest.raises(EmbeddedNeo4jError, match="exit code 1: there is not enough memory"):
        start(EmbeddedSettings(tmp_path / "data", java=java))
    assert is_free(Layout(tmp_path / "data"))


def test_a_server_that_says_it_has_started_but_does_not_answer_is_stopped(tmp_path: Path, fake_java: FakeJava) -> None:
    java = fake_java("17", f"echo $$ > {tmp_path}/process; echo 'now INFO  Started.'; exec sleep 600")
    with pytest.raises(EmbeddedNeo4jError, match="has started, but does not respond at bolt://127"):
        start(EmbeddedSettings(tmp_path / "data", java=java))
    assert not is_alive(int((tmp_path / "process").read_text(encoding="utf-8")))


def test_a_wanted_port_that_is_taken_is_said_before_anything_is_started(tmp_path: Path, fake_java: FakeJava) -> None:
    java = fake_java("17", f"touch {tmp_path}/started")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"Port {port} of .* is in use by another program. Choose another"):
            start(EmbeddedSettings(tmp_path / "data", java=java, bolt_port=port))
    assert not (tmp_path / "started").exists()


def test_a_free_port_that_is_snatched_away_is_followed_by_another(tmp_path: Path, fake_java: FakeJava) -> None:
    note = f"grep -o 'advertised_address=.*' {tmp_path}/data/configuration/neo4j.conf >> {tmp_path}/ports"
    java = fake_java(
        "17", f"{note}\necho 'Caused by: org.neo4j.helpers.PortBindException: Address already in use'\nexit 1"
    )
    with pytest.raises(PortInUseError):
        start(EmbeddedSettings(tmp_path / "data", java=java))
    assert len(set((tmp_path / "ports").read_text(encoding="utf-8").split())) > 1


def test_an_archive_that_java_crashes_on_is_thrown_away_and_java_started_without_it(
    tmp_path: Path, fake_java: FakeJava
) -> None:
    java = fake_java("17", f'echo "$@" >> {tmp_path}/commands; kill -SEGV $$')
    settings = EmbeddedSettings(tmp_path / "data", java=java)
    archive = archive_for(settings, java)
    with pytest.raises(EmbeddedNeo4jError, match="exit code 139"):
        start(settings)
    assert not archive.exists()
    with_archive, without = (tmp_path / "commands").read_text(encoding="utf-8").splitlines()
    assert f"-XX:SharedArchiveFile={archive}" in with_archive
    assert "-XX:SharedArchiveFile" not in without


def test_an_archive_that_java_refuses_is_thrown_away_so_that_it_is_made_anew(
    tmp_path: Path, fake_java: FakeJava
) -> None:
    java = fake_java(
        "17", "echo '[0.008s][warning][cds] The shared archive file has been truncated.\nnow INFO  Started.'"
    )
    settings = EmbeddedSettings(tmp_path / "data", java=java)
    archive = archive_for(settings, java)
    with pytest.raises(EmbeddedNeo4jError, match="has started, but does not respond"):
        start(settings)
    assert not archive.exists()


def test_too_little_space_is_said_before_anything_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(9_000_000, 8_000_000, 1_000_000))
    with pytest.raises(EmbeddedNeo4jError, match=r"Neo4j's data needs 200 MB in .* has 0 MB free\. Free some space"):
        start(EmbeddedSettings(tmp_path / "data"))


def test_what_the_system_refuses_is_a_sentence_too(tmp_path: Path, fake_java: FakeJava) -> None:
    (tmp_path / "data" / "configuration" / "neo4j.conf").mkdir(parents=True)
    with pytest.raises(EmbeddedNeo4jError, match=r"reported an error: Is a directory \(.*neo4j\.conf\)"):
        start(EmbeddedSettings(tmp_path / "data", java=fake_java("17")))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_start_leaves_nothing_running(tmp_path: Path, fake_java: FakeJava, number: int) -> None:
    java = fake_java("17", f"echo $$ > {tmp_path}/process; exec sleep 600")
    command = [sys.executable, "-m", "metodgraph.embedded", "--data-directory", str(tmp_path / "data")]
    note = tmp_path / "process"
    with subprocess.Popen(command, env={"METODGRAPH_JAVA": str(java), "HOME": str(Path.home())}) as program:
        wait_until(lambda: note.exists() and note.read_text(encoding="utf-8").endswith("\n"))
        program.send_signal(number)
        assert program.wait(timeout=5) == 0
    assert not is_alive(int(note.read_text(encoding="utf-8")))


def test_the_program_says_what_is_wrong_in_a_sentence_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "metodgraph.embedded", "--data-directory", str(tmp_path / "file" / "below")]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    assert outcome.returncode == 1
    assert outcome.stdout == ""
    assert re.fullmatch(r"The directory .*/file/below can't be created: Not a directory\. Choose .*\n", outcome.stderr)
