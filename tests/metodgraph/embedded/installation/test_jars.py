"""Tests of the jar cache: cached jars are verified, missing ones come from Maven's local folder or a download."""

import shutil
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedNeo4jError, EmbeddedSettings
from metodgraph.embedded.file_lock import FileLock
from metodgraph.embedded.installation import jars
from metodgraph.embedded.installation.jar_lock import NEO4J_VERSION, Jar, read_jar_lock
from metodgraph.embedded.installation.jars import ensure_jars
from metodgraph.embedded.reporter import SilentReporter
from tests.metodgraph.embedded.fakes import NotingReporter, wait_until
from tests.metodgraph.embedded.installation.repository import LoopbackRepository

NOWHERE = "http://127.0.0.1:1/maven"
Usage = namedtuple("Usage", ["total", "used", "free"])


@pytest.fixture
def locked_jars(repository: LoopbackRepository, monkeypatch: pytest.MonkeyPatch) -> list[Jar]:
    """Return a lock of three jars that the repository serves."""
    made = [repository.add(name, name.encode() * 1000) for name in ("one", "two", "three")]
    monkeypatch.setattr(jars, "read_jar_lock", lambda: made)
    return made


@pytest.fixture
def settings(elsewhere: Path, repository: LoopbackRepository) -> EmbeddedSettings:
    return EmbeddedSettings(elsewhere / "data", cache_directory=elsewhere / "cache", maven_url=repository.url)


def from_nowhere(settings: EmbeddedSettings) -> EmbeddedSettings:
    """Return the same settings with an unreachable repository."""
    return EmbeddedSettings(settings.data_directory, cache_directory=settings.cache_directory, maven_url=NOWHERE)


def test_jars_are_fetched_once_and_then_only_checked(settings: EmbeddedSettings, locked_jars: list[Jar]) -> None:
    reporter = NotingReporter()
    paths = ensure_jars(settings, reporter)
    assert [path.read_bytes()[:3] for path in paths] == [b"one", b"two", b"thr"]
    assert reporter.totals == [sum(reporter.received)]
    again = NotingReporter()
    assert ensure_jars(from_nowhere(settings), again) == paths
    assert again.steps == []


def test_a_damaged_jar_is_fetched_again_and_the_others_are_not(
    settings: EmbeddedSettings, locked_jars: list[Jar], repository: LoopbackRepository
) -> None:
    paths = ensure_jars(settings, SilentReporter())
    paths[1].write_bytes(b"two" * 999 + b"owt")
    repository.requests.clear()
    ensure_jars(settings, SilentReporter())
    assert [path for path, _ in repository.requests] == [f"/maven/{locked_jars[1].path}"]
    assert locked_jars[1].fits(paths[1])


def test_what_maven_has_fetched_is_used_where_it_is_the_right_file(
    settings: EmbeddedSettings, locked_jars: list[Jar], repository: LoopbackRepository, elsewhere: Path
) -> None:
    local = elsewhere / ".m2" / "repository"
    for jar, content in zip(locked_jars, (b"one" * 1000, b"not two", b"three" * 1000), strict=True):
        (local / jar.path).parent.mkdir(parents=True)
        (local / jar.path).write_bytes(content)
    paths = ensure_jars(settings, SilentReporter())
    assert [path for path, _ in repository.requests] == [f"/maven/{locked_jars[1].path}"]
    assert paths[0].samefile(local / locked_jars[0].path)
    shutil.rmtree(local)
    ensure_jars(from_nowhere(settings), SilentReporter())


def test_where_files_can_have_no_second_name_they_are_copied(
    settings: EmbeddedSettings, locked_jars: list[Jar], elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_jars(settings, SilentReporter())
    (elsewhere / ".m2").mkdir()
    shutil.move(settings.cache_directory / "jars", elsewhere / ".m2" / "repository")

    def no_link(source: Path, target: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("os.link", no_link)
    paths = ensure_jars(from_nowhere(settings), SilentReporter())
    assert not paths[0].samefile(elsewhere / ".m2" / "repository" / locked_jars[0].path)


def test_a_second_process_waits_for_the_first_to_fetch(settings: EmbeddedSettings, locked_jars: list[Jar]) -> None:
    folder = settings.cache_directory / "jars"
    folder.mkdir(parents=True)
    reporter = NotingReporter()
    waiting = threading.Thread(target=ensure_jars, args=(settings, reporter))
    with FileLock(folder / "lock") as first:
        assert first.take()
        waiting.start()
        wait_until(lambda: reporter.steps == ["Another process is fetching Neo4j; waiting"])
    waiting.join()
    assert all(jar.fits(folder / jar.path) for jar in locked_jars)


def test_too_little_space_is_said_before_anything_is_fetched(
    settings: EmbeddedSettings,
    locked_jars: list[Jar],
    repository: LoopbackRepository,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(9_000_000, 8_000_000, 1_000_000))
    with pytest.raises(EmbeddedNeo4jError, match=r"Fetching Neo4j needs 20 MB in .* has 0 MB free. Free some space"):
        ensure_jars(settings, SilentReporter())
    assert repository.requests == []


def test_a_cache_that_can_not_be_made_is_named(settings: EmbeddedSettings, locked_jars: list[Jar]) -> None:
    settings.cache_directory.write_text("a file", encoding="utf-8")
    with pytest.raises(EmbeddedNeo4jError, match=r"cache/jars can't be created: Not a directory. .*XDG_CACHE_HOME"):
        ensure_jars(settings, SilentReporter())


def test_the_committed_lock_names_this_neo4j_and_each_jar_once() -> None:
    lock = read_jar_lock()
    assert f"org/neo4j/neo4j/{NEO4J_VERSION}/neo4j-{NEO4J_VERSION}.jar" in {jar.path for jar in lock}
    assert len({jar.path for jar in lock}) == len(lock)
    assert [jar.path for jar in lock] == sorted(jar.path for jar in lock)
    assert all(jar.size > 0 and len(jar.sha256) == 64 and jar.path.endswith(".jar") for jar in lock)
