"""Tests of the class-data archive: built in the background, written atomically, rebuilt if outdated."""

import logging
import os
from collections import namedtuple
from pathlib import Path

import pytest

from metodgraph.embedded import RunningNeo4j
from metodgraph.embedded.file_lock import FileLock
from metodgraph.embedded.installation.java import Java
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.server_process import class_data_build
from metodgraph.embedded.server_process.class_data import ARCHIVES_KEPT, ClassData, class_data_of, complete_lines
from metodgraph.embedded.server_process.class_data_build import ClassDataBuild
from metodgraph.embedded.server_process.command import Runtime
from tests.metodgraph.embedded.fakes import FakeJava, is_alive, wait_until

Memory = namedtuple("Memory", ["total", "available"])
FIND_ARCHIVE = 'for a in "$@"; do case "$a" in -XX:SharedArchiveFile=*) archive="${a#*=}";; esac; done\n'
DUMP = FIND_ARCHIVE + 'printf whole > "$archive"'


class Builds:
    """A factory of builds with a fake Java, next to a real server that answers the usual queries."""

    def __init__(self, folder: Path, running: RunningNeo4j, fake_java: FakeJava) -> None:
        self.layout = Layout(folder / "graph")
        self.layout.logs.mkdir(parents=True)
        self.layout.loaded_classes.write_bytes(b"java/lang/Object id: 0\n")
        self.cache = folder / "cache"
        self._running = running
        self._fake_java = fake_java

    def class_data(self, behaviour: str) -> ClassData:
        jar = self.cache / "one.jar"
        self.cache.mkdir(exist_ok=True)
        jar.write_bytes(b"jar")
        return class_data_of(Runtime(Java(self._fake_java("17", behaviour), 17), [jar]), self.cache)

    def build(self, class_data: ClassData) -> ClassDataBuild:
        return ClassDataBuild(class_data, self.layout, self._running.uri, self._running.password)


@pytest.fixture
def builds(tmp_path: Path, running: RunningNeo4j, fake_java: FakeJava, monkeypatch: pytest.MonkeyPatch) -> Builds:
    monkeypatch.setattr(class_data_build, "PAUSE_SECONDS", 0.0)
    return Builds(tmp_path, running, fake_java)


def test_the_archive_is_put_in_place_when_it_is_whole_and_used_from_then_on(builds: Builds) -> None:
    class_data = builds.class_data(DUMP)
    noting = class_data.flags(builds.layout.loaded_classes)
    assert noting == [f"-XX:DumpLoadedClassList={builds.layout.loaded_classes}"]
    build = builds.build(class_data)
    build.start()
    assert build.wait(30)
    assert class_data.archive.read_bytes() == b"whole"
    assert class_data.flags(builds.layout.loaded_classes) == [
        f"-XX:SharedArchiveFile={class_data.archive}",
        "-Xshare:auto",
    ]
    assert sorted(path.name for path in class_data.archive.parent.iterdir()) == [class_data.archive.name, "lock"]


def test_an_archive_that_is_there_is_not_made_again(builds: Builds) -> None:
    class_data = builds.class_data("exit 1")
    class_data.archive.parent.mkdir(parents=True)
    class_data.archive.write_bytes(b"whole")
    build = builds.build(class_data)
    build.start()
    assert build.wait()
    build.stop()


def test_an_interrupted_build_leaves_nothing_and_the_next_one_begins_anew(builds: Builds, tmp_path: Path) -> None:
    slow = FIND_ARCHIVE + f'printf half > "$archive"; echo $$ > {tmp_path}/process; exec sleep 600'
    class_data = builds.class_data(slow)
    build = builds.build(class_data)
    build.start()
    note = tmp_path / "process"
    wait_until(lambda: note.exists() and note.read_text(encoding="utf-8").endswith("\n"))
    assert os.getpriority(os.PRIO_PROCESS, int(note.read_text(encoding="utf-8"))) == 19
    build.stop()
    assert not is_alive(int(note.read_text(encoding="utf-8")))
    assert [path.name for path in class_data.archive.parent.iterdir()] == ["lock"]
    class_data.runtime.java.command.write_text(f"#!/bin/sh\n{DUMP}\n", encoding="utf-8")
    again = builds.build(class_data)
    again.start()
    assert again.wait(30)


def test_a_build_that_was_stopped_before_it_began_does_nothing(builds: Builds) -> None:
    class_data = builds.class_data(DUMP)
    build = builds.build(class_data)
    build.stop()
    build.start()
    assert not build.wait(30)


def test_a_build_that_fails_is_a_warning_and_no_more(builds: Builds, caplog: pytest.LogCaptureFixture) -> None:
    class_data = builds.class_data("exit 1")
    build = builds.build(class_data)
    with caplog.at_level(logging.WARNING):
        build.start()
        assert not build.wait(30)
    assert "was not built, so starts remain slower: Java failed, see " in caplog.text
    assert [path.name for path in class_data.archive.parent.iterdir()] == ["lock"]


def test_where_memory_is_short_no_archive_is_made(
    builds: Builds, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("psutil.virtual_memory", lambda: Memory(total=10**12, available=100))
    build = builds.build(builds.class_data(DUMP))
    with caplog.at_level(logging.WARNING):
        build.start()
        assert not build.wait(30)
    assert "800 MB of memory must be free for the build" in caplog.text


def test_two_programs_do_not_make_the_same_archive_at_once(builds: Builds) -> None:
    class_data = builds.class_data(DUMP)
    class_data.archive.parent.mkdir(parents=True)
    with FileLock(class_data.archive.parent / "lock") as lock:
        assert lock.take()
        build = builds.build(class_data)
        build.start()
        assert not build.wait(30)


def test_another_java_or_another_jar_needs_another_archive(builds: Builds) -> None:
    class_data = builds.class_data(DUMP)
    runtime, folder = class_data.runtime, builds.cache
    assert class_data_of(runtime, folder) == class_data
    jar = runtime.jars[0]
    os.utime(jar, ns=(0, 0))
    other_jar = class_data_of(runtime, folder)
    os.utime(runtime.java.command, ns=(0, 0))
    assert len({class_data.archive, other_jar.archive, class_data_of(runtime, folder).archive}) == 3


def test_archives_that_nobody_used_for_long_are_cleared_away(builds: Builds) -> None:
    class_data = builds.class_data(DUMP)
    folder = class_data.archive.parent
    folder.mkdir(parents=True)
    for age in range(5):
        old = folder / f"{age}.jsa"
        old.write_bytes(b"")
        os.utime(old, (1000 - age, 1000 - age))
    (folder / "unfinished").write_bytes(b"whole")
    class_data.put_in_place(folder / "unfinished")
    left = {path.name for path in folder.glob("*.jsa")}
    assert left == {class_data.archive.name, "0.jsa"}
    assert len(left) == ARCHIVES_KEPT


def test_the_line_that_java_is_writing_and_lines_too_long_for_it_are_left_out() -> None:
    assert complete_lines(b"one\n" + b"x" * 1001 + b"\ntwo\nhal") == b"one\ntwo\n"
    assert complete_lines(b"") == b""
