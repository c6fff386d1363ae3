"""Tests of the running server."""

import stat
from pathlib import Path

import neo4j
import psutil
import pytest
from neo4j.exceptions import AuthError

from metodgraph.embedded import EmbeddedNeo4jError, EmbeddedSettings, RunningNeo4j, start
from metodgraph.embedded.admin import run_admin_tool
from metodgraph.embedded.memory import choose_memory_sizes


def ask(running: RunningNeo4j, query: str, **parameters: object) -> list[neo4j.Record]:
    with neo4j.GraphDatabase.driver(running.uri, auth=(running.username, running.password)) as driver:
        return driver.execute_query(query, parameters).records


def command_line(running: RunningNeo4j) -> list[str]:
    return psutil.Process(running.process_id).cmdline()


def test_it_answers_to_the_password_in_the_file_and_to_no_other(running: RunningNeo4j) -> None:
    assert running.password == running.layout.password_file.read_text(encoding="utf-8").strip()
    assert stat.S_IMODE(running.layout.password_file.stat().st_mode) == 0o600
    assert ask(running, "RETURN 1 AS one")[0]["one"] == 1
    with (
        neo4j.GraphDatabase.driver(running.uri, auth=("neo4j", "neo4j")) as stranger,
        pytest.raises(AuthError),
    ):
        stranger.verify_connectivity()


def test_it_listens_on_one_port_of_the_loopback_alone(running: RunningNeo4j) -> None:
    connections = psutil.Process(running.process_id).net_connections(kind="tcp")
    listening = [connection.laddr for connection in connections if connection.status == psutil.CONN_LISTEN]
    assert [(place.ip.removeprefix("::ffff:"), f"bolt://127.0.0.1:{place.port}") for place in listening] == [
        ("127.0.0.1", running.uri)
    ]


def test_it_takes_the_memory_that_was_chosen(running: RunningNeo4j) -> None:
    sizes = choose_memory_sizes(EmbeddedSettings(running.layout.home))
    assert f"-Xmx{sizes.heap}m" in command_line(running)
    assert "-XX:+UseSerialGC" in command_line(running)
    reported = {record["name"]: record["value"] for record in ask(running, "SHOW SETTINGS YIELD name, value")}
    assert reported["server.memory.pagecache.size"] == f"{sizes.page_cache}.00MiB"
    assert reported["dbms.memory.transaction.total.max"] == f"{sizes.transactions}.00MiB"
    assert reported["server.memory.query_cache.per_db_cache_num_entries"] == str(sizes.plans)


def test_a_nodes_relations_are_grouped_by_type_from_the_fifth_on(running: RunningNeo4j) -> None:
    assert ask(running, "SHOW SETTINGS 'db.relationship_grouping_threshold' YIELD value")[0]["value"] == "4"


def test_russian_words_are_found_in_their_other_forms(running: RunningNeo4j) -> None:
    ask(
        running,
        "CREATE FULLTEXT INDEX texts IF NOT EXISTS FOR (n:Text) ON EACH [n.text] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'russian', `fulltext.eventually_consistent`: false}}",
    )
    ask(running, "MERGE (:Text {text: 'Методическое сопровождение учителей'})")
    ask(running, "CALL db.awaitIndexes(30)")
    found = ask(running, "CALL db.index.fulltext.queryNodes('texts', 'учителями') YIELD node RETURN node.text AS text")
    assert [record["text"] for record in found] == ["Методическое сопровождение учителей"]


def test_the_password_stands_in_no_log_and_on_no_command_line(running: RunningNeo4j) -> None:
    assert not [argument for argument in command_line(running) if running.password in argument]
    for log in running.layout.logs.iterdir():
        assert running.password.encode() not in log.read_bytes()
    assert running.password not in repr(running)


def test_all_its_files_lie_below_the_directory_with_the_russian_name(running: RunningNeo4j) -> None:
    assert running.layout.system_database.is_dir()
    assert [path.name for path in running.layout.home.parent.iterdir()] == ["данные учителя"]
    assert running.layout.debug_log.is_file()


def test_a_second_start_says_who_holds_the_directory(running: RunningNeo4j) -> None:
    own = psutil.Process().pid
    with pytest.raises(
        EmbeddedNeo4jError, match=rf"in use by process {own}, which started .* listens at {running.uri}\."
    ):
        start(EmbeddedSettings(running.layout.home))
    with pytest.raises(EmbeddedNeo4jError, match=f"in use by process {own}"):
        run_admin_tool(EmbeddedSettings(running.layout.home), "database", "check", "neo4j")


def test_while_it_runs_there_is_no_failure(running: RunningNeo4j) -> None:
    assert running.exit_code() is None
    assert running.failure() is None


def test_its_logs_are_those_of_its_configuration(running: RunningNeo4j) -> None:
    output = running.layout.console_log.read_text(encoding="utf-8")
    assert str(Path("configuration", "user-logs.xml")) in output
    assert {log.name for log in running.layout.logs.iterdir()} <= {
        *("console.log", "debug.log", "loaded-classes.txt", "class-data.log"),
    }
