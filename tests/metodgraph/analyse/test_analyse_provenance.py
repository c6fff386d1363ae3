"""Tests of `metodgraph analyse provenance` on the demo, compared with the true sources, and of refused input."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import orjson
import pytest

from graph_model.database.connection import Connection
from metodgraph.commands.analyse.provenance import true_sources
from tables.problems import TableError
from tests import demo_database
from tests.metodgraph.programs import called


def ran(server: Connection, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the demo; the command only reads."""
    return called(
        *("analyse", "provenance", "--dry-run", "--folds", "0", *options),
        NEO4J_URI=server.uri,
        NEO4J_USERNAME=server.username,
        NEO4J_PASSWORD=server.password,
    )


def test_on_the_demo_the_answers_beat_simple_rules_and_their_probabilities_hold(demo_connection: Connection) -> None:
    truth = demo_database.directory() / "generated" / "demo-1" / "true_parents.csv.gz"
    done = ran(demo_connection, "--truth", str(truth), "--json")
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = orjson.loads(done.stdout)
    assert figures["stored"] == "nothing (dry run)"
    assert figures["learned_from"]["converged"]
    compared = figures["against_the_truth"]
    assert compared["learners"] == figures["asked"]["adoptions_without_a_declared_source"] > 1_500
    assert all(each["low"] > 0 for each in compared["gain_over_rules_paired"])
    assert compared["expected_calibration_error"] < 0.06
    assert figures["held_out_declarations"] is None


def test_a_table_of_true_sources_may_have_names_of_its_own(tmp_path: Path) -> None:
    table = tmp_path / "truth.csv"
    table.write_text("code;from\nA1;A0\nA2;\nAdoption:A3;Adoption:A1\n", encoding="utf-8")
    assert true_sources(table, ["adoption=code,parent=from"]) == {
        "Adoption:A1": "Adoption:A0",
        "Adoption:A2": None,
        "Adoption:A3": "Adoption:A1",
    }
    with pytest.raises(TableError, match="has no column 'adoption'"):
        true_sources(table, [])


def test_a_table_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = called("analyse", "provenance", "--truth", str(tmp_path / "none.csv"))
    assert done.returncode == 1
    assert "There is no file" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_fold_alone_is_refused() -> None:
    done = called("analyse", "provenance", "--folds", "1")
    assert done.returncode == 2
    assert "leaves no data to fit" in done.stderr
