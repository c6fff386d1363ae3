"""Tests of `metodgraph analyse next --cascades`: a planted rule, output, times, ties, refused input."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from rich.console import Console
from typer.testing import CliRunner

from benchmarks.next_adopters import cascade_rows, tie_rows
from graph_model.errors import MetodGraphError
from metodgraph.command_line import app
from metodgraph.commands.analyse.cascade_figures import CascadeRequest, cascade_figures
from tests.analysis.cascades.planted_cascades import planted_rows
from tests.metodgraph.programs import called


def written(path: Path, rows: list[tuple[str, str, Any]], head: str = "item,adopter,time") -> Path:
    """Write a table of cascades."""
    path.write_text("\n".join([head, *(",".join(map(str, each)) for each in rows)]), encoding="utf-8")
    return path


@pytest.fixture
def cascades(tmp_path: Path) -> Path:
    return written(tmp_path / "C.csv", [*planted_rows(), ("open", "b1", 900), ("open", "a3", 901)])


def figures_of(path: Path, **more: Any) -> dict[str, Any]:
    """Return the figures of the command."""
    arguments: dict[str, Any] = {"ties": None, "item": None, "renamed": (), "top": 3, "seed": 1, **more}
    return cascade_figures(CascadeRequest(path, **arguments), Console(quiet=True))


def test_who_always_follows_is_learned(cascades: Path) -> None:
    found = figures_of(cascades, item="open")
    assert found["next"][0]["likely"][0]["adopter"] == "b3"
    assert found["map_at_100"]["value"] > found["baselines"]["popularity"]["map_at_100"]
    assert found["baselines"]["popularity"]["map_at_100_difference"]["low"] > 0


def test_reasons_add_up_and_probabilities_are_shares(cascades: Path) -> None:
    likely = figures_of(cascades, item="open", top=100)["next"][0]["likely"]
    assert sum(each["probability"] for each in likely) == pytest.approx(1.0)
    for each in likely:
        assert sum(each["reasons"].values()) == pytest.approx(each["score"])
        assert len(each["reasons"]) <= 10
    assert {each["adopter"] for each in likely}.isdisjoint({"b1", "a3"})


def test_the_program_prints_json_and_text(cascades: Path) -> None:
    arguments = ["analyse", "next", "--cascades", str(cascades), "--item", "open"]
    found = orjson.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    assert {each["feature"] for each in found["features"]} == set(found["next"][0]["likely"][0]["reasons"])
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 0, ran.output
    assert "adopter b3, probability" in ran.stdout


def test_without_an_item_the_latest_cascades_are_forecast(cascades: Path) -> None:
    found = figures_of(cascades)
    assert len(found["next"]) == 5
    assert found["next"][0]["item"] == "open"


def test_without_ties_it_works_and_says_so(cascades: Path, tmp_path: Path) -> None:
    assert any("no ties" in each for each in figures_of(cascades)["left_out"])
    ties = tmp_path / "T.csv"
    ties.write_text("one,other\na3,stranger\na1,b1\n")
    found = figures_of(cascades, ties=ties, item="open", top=100)
    assert found["ties"] == 2
    assert "ties to recent adopters" in found["next"][0]["likely"][0]["reasons"]
    assert "stranger" in {each["adopter"] for each in found["next"][0]["likely"]}


def test_dates_give_the_same_ranking_as_numbers_of_days(cascades: Path, tmp_path: Path) -> None:
    rows = [(item, user, date(2020, 1, 1) + timedelta(days=time)) for item, user, time in planted_rows()]
    numbered, dated = (
        figures_of(written(tmp_path / "N.csv", planted_rows())),
        figures_of(written(tmp_path / "D.csv", rows)),
    )
    assert dated["map_at_100"] == pytest.approx(numbered["map_at_100"])


def test_the_seven_simple_features_are_a_baseline_and_strict_says_what_is_known(cascades: Path) -> None:
    found = figures_of(cascades, seven=True, strict=True)
    assert set(found["baselines"]) == {"popularity", "followed recent adopters", "seven_features"}
    assert found["method"]["protocol"].startswith("known when")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "has no row"),
        ([("i", "a", 1), ("i", "b", 2)], "The table has 1 cascades"),
        ([("i", "a", "soon")], "time is not a number in line 2"),
        ([("i", "a", "2024-01-01"), ("i", "b", "2024-13-01")], "of row 2 is not a date"),
        ([("i", "a", "2024-01-01"), ("i", "b", "5")], "of row 2 is not a date"),
        ([("i", "", 1)], "adopter is empty"),
        ([("i", "a", "")], "time is empty"),
    ],
)
def test_tables_that_cannot_be_used_are_refused(tmp_path: Path, rows: list[Any], message: str) -> None:
    with pytest.raises(MetodGraphError, match=message):
        figures_of(written(tmp_path / "C.csv", rows))


def test_an_unknown_item_is_refused(cascades: Path) -> None:
    with pytest.raises(MetodGraphError, match="has no item 'nothing'"):
        figures_of(cascades, item="nothing")


@pytest.mark.parametrize("more", [[], ["--until", "3"], ["--cascades", "C.csv", "--until", "3"]])
def test_options_that_do_not_belong_together_are_refused(more: list[str]) -> None:
    ran = called("analyse", "next", *more)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


def test_the_benchmark_reads_roots_and_ties(tmp_path: Path) -> None:
    for name, text in (("c", "r a 5,b 6,\n\n7 8 9\n"), ("t", "a,b\n")):
        with gzip.open(tmp_path / name, "wt") as file:
            file.write(text)
    rows = [*cascade_rows(tmp_path / "c")]
    assert rows[:3] == [("0", "r", "5"), ("0", "a", "5"), ("0", "b", "6")]
    assert [*tie_rows(tmp_path / "t")] == [("a", "b")]
