"""Tests of `metodgraph analyse next` on the user's tables: output, other column names, gaps, refused input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from rich.console import Console
from typer.testing import CliRunner

from analysis.next_adopters.table import AdoptionTable
from graph_model.errors import MetodGraphError
from metodgraph.command_line import app
from metodgraph.commands.analyse.next_figures import NextPlacesRequest, figures
from tests.analysis.replication.worlds import world
from tests.metodgraph.programs import called


@pytest.fixture(scope="module")
def spread() -> AdoptionTable:
    return world(2, practices=60, places=30)


@pytest.fixture
def adoptions(tmp_path: Path, spread: AdoptionTable) -> Path:
    return written(tmp_path / "A.csv", spread)


def written(path: Path, table: AdoptionTable, head: str = "practice,place,period", more: str = "") -> Path:
    """Write a world as a table."""
    rows = (
        f"{table.practices[p]},{table.places[q]},{t}"
        for p, q, t in zip(table.practice, table.place, table.period, strict=True)
    )
    path.write_text("\n".join([head, *rows, more]), encoding="utf-8")
    return path


def places_of(folder: Path, table: AdoptionTable) -> Path:
    """Write the places of a world as a table."""
    assert table.coordinates is not None
    rows = (f"{name},{lat},{lon}" for name, (lat, lon) in zip(table.places, table.coordinates, strict=True))
    path = folder / "F.csv"
    path.write_text("\n".join(["place,lat,lon", *rows]), encoding="utf-8")
    return path


def ties_of(folder: Path, table: AdoptionTable, more: str = "") -> Path:
    """Write the ties of a world as a table."""
    assert table.ties is not None
    rows = (f"{table.places[i]},{table.places[j]}" for i, j in zip(*table.ties.nonzero(), strict=True))
    path = folder / "T.csv"
    path.write_text("\n".join(["from,to", *rows, more]), encoding="utf-8")
    return path


def figures_for(adoptions: Path, places: Path | None = None, ties: Path | None = None, **more: Any) -> dict[str, Any]:
    """Return the figures of a command."""
    arguments: dict[str, Any] = {"until": 2018, "horizon": 3, "renamed": (), "top": 3, "seed": 1, **more}
    return figures(NextPlacesRequest(adoptions, places, ties, **arguments), Console(quiet=True))


def test_the_program_prints_scores_baselines_and_places(adoptions: Path, spread: AdoptionTable, tmp_path: Path) -> None:
    tables = ["--adoptions", adoptions, "--places", places_of(tmp_path, spread), "--ties", ties_of(tmp_path, spread)]
    options = ["--until", "2018", "--horizon", "3", "--json"]
    ran = CliRunner().invoke(app, ["analyse", "next", *map(str, tables), *options])
    assert ran.exit_code == 0, ran.output
    found = orjson.loads(ran.stdout)
    assert list(found["baselines"]) == ["adopter_similarity", "popularity", "distance", "exposure"]
    assert 0.5 < found["mean_auc"] < 1.0
    assert 0.0 < found["brier"] < found["brier_of_base_rate"] <= found["brier_of_latest_rate"]
    for baseline in found["baselines"].values():
        difference = baseline["mean_auc_difference"]
        assert difference["value"] == pytest.approx(found["mean_auc"] - baseline["mean_auc"])
        assert difference["low"] < difference["value"] < difference["high"]
    assert found["method"]["seed"] == 1


def test_each_practice_has_places_with_probabilities_intervals_and_reasons(adoptions: Path) -> None:
    found = figures_for(adoptions)
    practices = found["per_practice"]
    assert isinstance(practices, list)
    for practice in practices:
        assert len(practice["next"]) == min(3, practice["candidates"])
        for place in practice["next"]:
            assert place["low"] <= place["probability"] <= place["high"]
            assert sum(place["reasons"].values()) == pytest.approx(place["probability"])
    areas = [each["auc"] for each in practices if each["auc"] is not None]
    assert found["mean_auc"] == pytest.approx(np.mean(areas))


def test_without_coordinates_and_ties_it_says_what_is_left_out(adoptions: Path) -> None:
    found = figures_for(adoptions)
    assert list(found["baselines"]) == ["adopter_similarity", "popularity"]
    assert any("no coordinates" in each for each in found["left_out"])
    assert any("no ties" in each for each in found["left_out"])


def test_columns_of_other_names_and_rows_without_a_period_are_understood(tmp_path: Path, spread: AdoptionTable) -> None:
    plain = figures_for(written(tmp_path / "A.csv", spread))
    named = written(tmp_path / "B.csv", spread, "policy,state,year", "practice-001,nowhere-yet,")
    found = figures_for(named, renamed=("practice=policy,place=state", "period=year"))
    assert found["places"] == plain["places"] + 1
    assert found["adoptions"] == plain["adoptions"]


def test_at_the_end_of_the_table_it_forecasts(adoptions: Path, spread: AdoptionTable) -> None:
    found = figures_for(adoptions, until=int(spread.period[-1]))
    assert found["held_out"] is False
    assert "mean_auc" not in found
    assert found["per_practice"]


def test_what_lies_beyond_the_table_does_not_count_as_refused(adoptions: Path, spread: AdoptionTable) -> None:
    last = int(spread.period[-1])
    found = figures_for(adoptions, until=last - 2, horizon=9)
    assert found["horizon"] == 2
    assert any("are observed" in each for each in found["left_out"])


def test_where_everybody_has_everything_figures_are_not_defined(tmp_path: Path) -> None:
    rows = [f"p{i},m{j},{2000 + (i + j) % 6}" for i in range(6) for j in range(8)]
    table = tmp_path / "A.csv"
    table.write_text("\n".join(["practice,place,period", *rows, "new,m0,2007"]))
    found = figures_for(table, until=2006, horizon=1)
    assert found["brier"] is None
    assert found["mean_auc"] is None
    assert all(not each["next"] for each in found["per_practice"])


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"until": 1990}, "nothing to learn from"),
        ({"horizon": 0}, "Choose a horizon of one period"),
        ({"renamed": ("period=year",)}, "has no column 'year'"),
    ],
)
def test_questions_that_make_no_sense_are_refused(adoptions: Path, more: dict[str, Any], message: str) -> None:
    with pytest.raises(MetodGraphError, match=message):
        figures_for(adoptions, **more)


@pytest.mark.parametrize(
    ("period", "message"), [("2001.5", "line 3 is not an integer"), ("May", "is not a number in line 3")]
)
def test_periods_that_are_no_whole_numbers_are_refused(tmp_path: Path, period: str, message: str) -> None:
    table = tmp_path / "A.csv"
    table.write_text(f"practice,place,period\na,x,2000\na,y,{period}\n")
    with pytest.raises(MetodGraphError, match=message):
        figures_for(table)


def test_tables_that_do_not_belong_together_are_refused(adoptions: Path, tmp_path: Path, spread: AdoptionTable) -> None:
    strangers = tmp_path / "F.csv"
    strangers.write_text("place,size\n" + "\n".join(f"town-{each},{each}" for each in range(20)))
    with pytest.raises(MetodGraphError, match="do not occur in the table of places"):
        figures_for(adoptions, strangers)
    ties = tmp_path / "T.csv"
    ties.write_text("from,to\ntown-1,town-2\n")
    with pytest.raises(MetodGraphError, match="No tie joins two places"):
        figures_for(adoptions, ties=ties)
    found = figures_for(adoptions, ties=ties_of(tmp_path, spread, "town-1,town-2"))
    assert any("ties lead to places that are in no other table" in each for each in found["left_out"])


def test_a_refusal_is_one_sentence(adoptions: Path) -> None:
    ran = called("analyse", "next", "--adoptions", str(adoptions), "--until", "1990", "--horizon", "1")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "there is nothing to learn from" in ran.stderr
