"""Tests of Neo4j's tools with only the jars of the lock: import, dump, load and check."""

from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedNeo4jError, EmbeddedSettings
from metodgraph.embedded.admin import run_admin_tool
from metodgraph.embedded.server_process import command
from tests.metodgraph.embedded.fakes import NotingReporter

pytestmark = pytest.mark.neo4j


def test_a_graph_is_imported_dumped_loaded_elsewhere_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "FLAGS", (*command.FLAGS, "-XX:TieredStopAtLevel=1"))  # fastest for short runs
    first, second = EmbeddedSettings(tmp_path / "first"), EmbeddedSettings(tmp_path / "second")
    (tmp_path / "nodes.csv").write_text(":ID,name,:LABEL\n1,Анна,Person\n2,Борис,Person\n", encoding="utf-8")
    (tmp_path / "relations.csv").write_text(":START_ID,:END_ID,:TYPE\n1,2,KNOWS\n", encoding="utf-8")
    (tmp_path / "dumps").mkdir()
    files = (f"--nodes={tmp_path / 'nodes.csv'}", f"--relationships={tmp_path / 'relations.csv'}")

    assert "2 nodes" in run_admin_tool(first, "database", "import", "full", "neo4j", *files)
    run_admin_tool(first, "database", "dump", "neo4j", f"--to-path={tmp_path / 'dumps'}")
    run_admin_tool(second, "database", "load", "neo4j", f"--from-path={tmp_path / 'dumps'}")
    assert "100%" in run_admin_tool(second, "database", "check", "neo4j")


def test_what_the_tool_refuses_is_said_in_its_own_words(tmp_path: Path) -> None:
    reporter = NotingReporter()
    with pytest.raises(
        EmbeddedNeo4jError, match=r"exit code 2: Unmatched argument at index 1: 'nonsense'\. Its output"
    ):
        run_admin_tool(EmbeddedSettings(tmp_path), "database", "nonsense", reporter=reporter)
    assert reporter.steps[-1] == "Running neo4j-admin database nonsense"
