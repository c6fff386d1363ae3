"""Tests that build the lock of jars from the output of Maven."""

import zipfile
from pathlib import Path

import pytest

from metodgraph.embedded.installation import jar_lock
from metodgraph.embedded.installation.jar_lock import Jar
from metodgraph.embedded.installation.lock import ANSWER, describe

PLACES = (
    ("org.neo4j:neo4j:jar:5.26.31:compile", "org/neo4j/neo4j/5.26.31/neo4j-5.26.31.jar"),
    ("io.netty:netty-epoll:jar:linux-x86_64:4.1:compile", "io/netty/netty-epoll/4.1/netty-epoll-4.1-linux-x86_64.jar"),
    ("commons-io:commons-io:jar:2.17.0:runtime", "commons-io/commons-io/2.17.0/commons-io-2.17.0.jar"),
)


def test_each_jar_is_told_by_its_path_in_a_repository_wherever_the_local_one_lies(tmp_path: Path) -> None:
    local = tmp_path / "my repository"
    lines = ["", "The following files have been resolved:"]
    for name, path in PLACES:
        (local / path).parent.mkdir(parents=True)
        with zipfile.ZipFile(local / path, "w") as jar:
            jar.writestr("META-INF/A.SF" if "commons-io" in path else "META-INF/A", path)
        lines.append(f"   {name}:{local / path} -- module some.module (auto)")
    jars = [describe(match) for match in ANSWER.finditer("\n".join(lines))]
    assert [jar.path for jar in jars] == [path for _, path in PLACES]
    assert all(jar.fits(local / jar.path) for jar in jars)
    assert [jar.signed for jar in jars] == [False, False, True]


@pytest.mark.parametrize("jar", [Jar("a/b/1/b-1.jar", 5, "ab" * 32), Jar("c/1/c-1.jar", 7, "cd" * 32, signed=True)])
def test_a_line_of_the_lock_is_read_as_it_was_written(
    jar: Jar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jars.lock").write_text(f"{jar}\n", encoding="ascii")
    monkeypatch.setattr(jar_lock, "LOCK", tmp_path / "jars.lock")
    assert jar_lock.read_jar_lock() == [jar]
