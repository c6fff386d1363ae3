"""Tests of the messages about a failed server."""

from pathlib import Path

import pytest

from metodgraph.embedded.layout import Layout
from metodgraph.embedded.server_process.failures import JavaCrashedError, ServerWords, last_cause, words_from_now

MISLEADING = """
2026-11-24 07:27:21.546+0000 ERROR Failed to start Neo4j on disabled.
java.lang.RuntimeException: Error starting Neo4j database server at /graph/data/databases
\tat org.neo4j.graphdb.facade.DatabaseManagementServiceFactory.startDatabaseServer(Factory.java:312)
Caused by: org.neo4j.kernel.lifecycle.LifecycleException: Component 'Lifecycle@1' failed to start.
Caused by: java.lang.IllegalArgumentException: Database name 'system' is invalid, due to the prefix 'system'.
\t... 29 more
"""
FULL = "org.neo4j.io.pagecache.impl.NativeException: Failed to allocate: No space left on device\n"
SETTING = 'Exception in thread "main" java.lang.IllegalArgumentException: Unrecognized setting: server.nonsense\n'


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "logs").mkdir()
    return Layout(tmp_path)


def explained(layout: Layout, console: str, exit_code: int | None = 1, debug: str = "") -> str:
    words = words_from_now(layout)
    layout.console_log.write_text(console, encoding="utf-8")
    layout.debug_log.write_text(debug, encoding="utf-8")
    return str(words.explain(exit_code))


@pytest.mark.parametrize(
    ("console", "says"),
    [
        (MISLEADING + FULL, "the disk of {home} is full. Free some space"),
        ("Error: LinkageError occurred\njava.lang.UnsupportedClassVersionError: x", "its Java is not supported. Set"),
        ("Caused by: java.lang.OutOfMemoryError: Java heap space", "not enough memory. Free some"),
        ("Caused by: org.neo4j.kernel.internal.locker.FileLockException: x", "another Neo4j is using {home}. Stop"),
        ("Caused by: java.nio.file.AccessDeniedException: /x", "files in {home} can't be read or written"),
        ("Caused by: java.lang.NoClassDefFoundError: org/neo4j/X", "damaged (NoClassDefFoundError: org/neo4j/X)"),
        (SETTING, "ended with exit code 1: IllegalArgumentException: Unrecognized setting: server.nonsense. Details"),
        ("", "ended with exit code 1: it gave no reason."),
    ],
)
def test_a_failed_start_is_put_into_a_sentence_that_says_what_to_do(layout: Layout, console: str, says: str) -> None:
    assert says.format(home=layout.home) in explained(layout, console)


def test_the_cause_may_stand_in_the_debug_log_alone(layout: Layout) -> None:
    assert f"the disk of {layout.home} is full" in explained(layout, MISLEADING, debug=FULL)


def test_words_of_earlier_runs_do_not_count(layout: Layout) -> None:
    layout.debug_log.write_text(FULL, encoding="utf-8")
    words = words_from_now(layout)
    with layout.debug_log.open("a", encoding="utf-8") as log:
        log.write("Caused by: java.lang.IllegalStateException: this time\n")
    assert "IllegalStateException: this time" in str(words.explain(1))


def test_a_debug_log_that_was_begun_anew_is_read_from_its_beginning(layout: Layout) -> None:
    layout.debug_log.write_text("Caused by: x.Old: y\n" * 100, encoding="utf-8")
    words = words_from_now(layout)
    layout.debug_log.write_text(FULL, encoding="utf-8")
    assert "is full" in str(words.explain(1))


def test_a_server_that_was_killed_is_told_from_one_that_failed(layout: Layout) -> None:
    assert "it was killed from outside" in explained(layout, MISLEADING, exit_code=137)


def test_a_server_that_never_gets_ready_is_said_to(layout: Layout) -> None:
    assert explained(layout, "", exit_code=None).startswith("Neo4j did not become ready: ")


def test_a_crash_of_java_itself_is_an_error_of_its_own(layout: Layout) -> None:
    assert isinstance(ServerWords(layout, 0).explain(139), JavaCrashedError)


def test_every_explanation_names_the_log(layout: Layout) -> None:
    assert explained(layout, "").endswith(f"Details are in its log {layout.console_log}.")


def test_the_last_cause_counts_without_the_names_of_packages() -> None:
    assert (
        last_cause(MISLEADING)
        == "IllegalArgumentException: Database name 'system' is invalid, due to the prefix 'system'."
    )
    assert last_cause("all is well\n") is None
