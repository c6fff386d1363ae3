"""Tests of `metodgraph analyse partners` on the user's tables: output, other column names, plain networks, refusals."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from metodgraph.command_line import app
from tests.analysis.partners.consortia import consortia
from tests.metodgraph.programs import called

HEAD = "project_id,organisation_id,organisation_type,start_year"


def rows() -> list[str]:
    table = consortia(1)
    kinds = table.groups["kind"]
    return [
        f"P{project},O{member},K{kinds[member]},{table.days[project]:.0f}"
        for member, project in zip(table.members.tolist(), table.projects.tolist(), strict=True)
    ]


@pytest.fixture(scope="module")
def participations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("partners") / "P.csv.gz"
    path.write_bytes(gzip.compress("\n".join([HEAD, *rows()]).encode()))
    return path


def found(*arguments: object) -> dict[str, Any]:
    """Return the printed JSON of the command."""
    result = CliRunner().invoke(app, ["analyse", "partners", *map(str, arguments), "--json"], catch_exceptions=False)
    printed: dict[str, Any] = orjson.loads(result.stdout)
    return printed


def test_the_figures_of_the_model_and_of_each_baseline_are_printed(participations: Path, tmp_path: Path) -> None:
    topics = tmp_path / "T.csv"
    marks = consortia(1).topics
    assert marks is not None
    lines = [f"P{project},T{topic}" for project, topic in zip(*marks.nonzero(), strict=True)]
    topics.write_text("\n".join(["project_id,topic", *lines]))
    answer = found("--participations", participations, "--topics", topics, "--until", 2002)
    assert answer["auc_degree_matched"] > answer["baselines"]["resource_allocation"]["auc_degree_matched"]
    difference = answer["baselines"]["popularity"]["differences"]["auc_degree_matched"]
    assert difference["low"] < difference["value"] < difference["high"]
    assert "SHARED_THEMES" in answer["features"]
    assert 0 < answer["precision_at_10"] < 1
    assert answer["calibration"]["observed"] > 0
    assert len(answer["features"]) < 10


def test_features_without_data_are_named(participations: Path) -> None:
    answer = found("--participations", participations, "--until", 2002)
    assert "SHARED_THEMES" not in answer["features"]
    assert "SHARED_THEMES: left out, needs topics." in answer["left_out"]
    assert "REGION_MIXING: left out, needs regions of organisations." in answer["left_out"]


def test_columns_may_have_other_names(tmp_path: Path, participations: Path) -> None:
    path = tmp_path / "P.csv"
    path.write_text("\n".join(["project,member,organisation_type,year", *rows()]))
    names = "project_id=project,organisation_id=member,start_year=year"
    options = ("--until", 2002)
    assert found("--participations", path, "--map", names, *options) == found(
        "--participations", participations, *options
    )


def test_edges_of_a_plain_network_are_held_out(tmp_path: Path) -> None:
    table = consortia(1)
    path = tmp_path / "E.csv"
    pairs = [
        (one, other)
        for project in range(400)
        for members in [sorted(set(table.members[table.projects == project].tolist()))]
        for place, one in enumerate(members)
        for other in members[place + 1 :]
    ]
    path.write_text("\n".join(["from,to", *(f"{one},{other}" for one, other in pairs), "1,1"]))
    answer = found("--edges", path, "--hold-out", 0.2, "--seed", 3)
    assert set(answer["features"]) <= {"ACTIVITY", "PARTNERSHIPS", "RANDOM_WALK", "SHARED_PARTNERS"}
    assert set(answer["method"]["forms_on_the_learning_period"]) == {"natural rate", "shortlist"}
    distinct = len(set(pairs))
    assert f"{len(pairs) + 1 - distinct} repeated or self edges: left out." in answer["left_out"]
    assert "recency" not in answer["baselines"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--until", 2003), "--until needs a table. Give --participations or --edges"),
        (("--participations", "P"), "--participations needs --until"),
        (("--participations", "P", "--until", 2003), "--until must be later than 2000 and earlier than"),
        (("--participations", "P", "--until", 2002, "--test-until", 2010), "--test-until at most 2003"),
        (("--participations", "P", "--until", 2002, "--map", "start_year=year"), "has no column 'year'"),
    ],
)
def test_unusable_options_are_refused_with_the_remedy(
    options: tuple[object, ...], message: str, participations: Path
) -> None:
    given = [str(participations) if each == "P" else str(each) for each in options]
    result = called("analyse", "partners", *given)
    assert result.returncode
    assert message in " ".join(result.stderr.split())
