"""Tests of the options of `metodgraph analyse spread`: window, dates, exposures, tables of people, pictures."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from analysis.diffusion import autocorrelation
from graph_model.errors import MetodGraphError
from metodgraph.command_line import app
from metodgraph.commands.analyse.spread_figures import figures
from metodgraph.commands.analyse.spread_periods import PeriodLength, Periods
from metodgraph.commands.analyse.spread_tables import SpreadRequest
from tests.analysis.diffusion.anchor import DOCTORS, TIES, gold
from tests.metodgraph.analyse.test_analyse_spread import request

NAMES = "id=doctor_id,period=adoption_period,from=doctor_id,to=names_doctor_id"
DATES = "id,period\na,2020-12-31\nb,01.01.2021\nc,2021-04-30T10:00\nd,\ne,2021-11\n"
FRIENDS = "from,to\nb,a\nc,b\nd,c\ne,a\n"


def doctors(**other: Any) -> Any:
    """Return the figures of the doctors."""
    return figures(SpreadRequest(DOCTORS, TIES, (NAMES,), **{"permutations": 0, **other}))


def run(*options: object, people: Path = DOCTORS, ties: Path = TIES) -> Result:
    """Run the command on tables and return its result."""
    tables = ["--adoptions", str(people), "--ties", str(ties), "--permutations", "0"]
    return CliRunner().invoke(app, ["analyse", "spread", *tables, *map(str, options)])


def test_an_empty_period_at_the_end_is_part_of_the_window() -> None:
    found, usual = doctors(last="19"), doctors()
    assert (found["periods"], found["adopters"]) == ([1, 19], [*gold()["adopters"], 0])
    assert found["bass"]["q"] != pytest.approx(usual["bass"]["q"], rel=0.02)
    assert found["censored"]["period"] == 18
    # no person remains in period 19
    assert found["at_risk"][-1] == 0
    assert found["hazard"][-1] is None


def test_people_outside_of_the_window_are_censored_or_earlier_adopters() -> None:
    found = doctors(first=3, last=10)
    known = gold()
    assert found["adopters"] == known["adopters"][2:10]
    assert found["cumulative"] == known["cumulative"][2:10]
    assert found["adopters_before"] == 20
    assert found["censored"]["people"] == 38
    assert "38 adopted after the window" in found["censored"]["note"]
    assert [round(each, 6) for each in found["hazard"][1:]] == known["hazard"][3:10]
    assert found["bass"]["q"] is None
    assert "20 people adopted before the window. Leave --first out." in found["bass"]["note"]
    assert found["adopter_categories"]["before the window"] == 20


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"first": "30"}, "The window ends with 18 before it begins with 30."),
        ({"first": 30, "last": 40}, "No person adopts in the window from 30 to 40. The adoptions lie between 1 and 18"),
        ({"last": "autumn"}, "--last autumn is not a whole number, as the periods of the table are."),
        ({"length": PeriodLength.MONTH}, "--by month groups dates, but the periods in medinnovations_doctors.csv are"),
        ({"lags": "0"}, "--lags '0' is invalid. Write whole numbers from 1 to 20"),
        ({"lags": "1,1"}, "--exposures or --lags names lagged exposure twice."),
        ({"exposures": ""}, "--exposures is empty."),
        ({"exposures": "attribute"}, "--exposures attribute is not an exposure. Choose among direct, attribute:COLUMN"),
        ({"exposures": "indirect:city"}, "--exposures indirect:city is not an exposure."),
        ({"exposures": "within:town"}, "medinnovations_doctors.csv has no column 'town'"),
        ({"cluster": "town"}, "medinnovations_doctors.csv has no column 'town'"),
    ],
)
def test_options_that_cannot_be_used_are_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(MetodGraphError) as refused:
        doctors(**options)
    assert words in str(refused.value)


def test_all_coefficients_have_both_standard_errors() -> None:
    found = doctors(group="city", covariates="belief,proage")["hazard_regression"]
    known = gold()["hazard_regression"]
    names = [each["name"] for each in found["coefficients"]]
    assert names[:3] == ["constant", "factor(period) 3", "factor(period) 4"]
    assert names[-7:] == [
        *(f"factor(group) {city}" for city in (2, 3, 4)), "lagged exposure", "belief", "proage", "proage^2",
    ]  # fmt: skip
    by_name = {each["name"]: each for each in found["coefficients"]}
    assert round(by_name["lagged exposure"]["standard_error"], 4) == known["standard_error"]
    assert found["clusters"] == {"column": "city", "number": 4}
    assert "Standard errors by 4 clusters are too small" in found["note"]
    for each in found["coefficients"]:
        low, high = each["interval"]
        assert low < each["estimate"] < high
        assert each["clustered_error"] >= 0


def test_exposures_of_all_kinds_enter_at_each_lag() -> None:
    kinds = "direct,attribute:belief,equivalence:city,equivalence"
    found = doctors(exposures=kinds, lags="1,2", not_adopted=18)["hazard_regression"]
    assert [*found["exposures"]] == [
        "lagged exposure",
        "exposure lag 2",
        *(f"exposure weighted by belief lag {lag}" for lag in (1, 2)),
        *(f"exposure by structural equivalence within city lag {lag}" for lag in (1, 2)),
        *(f"exposure by structural equivalence lag {lag}" for lag in (1, 2)),
    ]


def test_an_exposure_that_follows_from_another_is_named() -> None:
    # all doctors name doctors of their own city
    found = doctors(exposures="direct,within:city")
    assert found["hazard_regression"] is None
    assert "(exposure within city lag 1 from lagged exposure)" in found["left_out"]["hazard_regression"]


def test_each_person_has_a_row_of_results(tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    result = run("--map", NAMES, "--people", target, "--exposures", "direct,within:city", "--json")
    assert result.exit_code == 0, result.output
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found, known = json.loads(result.stdout), gold()
    assert len(rows) == 125
    assert [*rows[0]] == [
        "id", "period", "category", "threshold", "exposure", "exposure within city", "infectiousness",
        "susceptibility", "ties", "named_by",
    ]  # fmt: skip
    for column, name in (
        ("threshold", "mean_threshold"),
        ("infectiousness", "mean_infectiousness"),
        ("susceptibility", "mean_susceptibility"),
    ):
        assert np.mean([float(each[column]) for each in rows]) == pytest.approx(known[name], abs=6e-4)
    assert sum(int(each["ties"]) for each in rows) == known["ties"]
    categories = [each["category"] for each in rows]
    assert {each: categories.count(each) for each in set(categories)} == {
        name: count for name, count in found["adopter_categories"].items() if count
    }
    # a second run replaces the table, and no other file
    assert run("--map", NAMES, "--people", target).exit_code == 0
    refused = run("--map", NAMES, "--people", DOCTORS).exception
    assert "is not an earlier table of people" in str(refused)
    assert "in an existing directory" in str(run("--people", tmp_path / "none" / "a.csv").exception)


@pytest.mark.parametrize(
    ("length", "periods", "adopters"),
    [
        (None, ["2020", "2021"], [1, 3]),
        (PeriodLength.HALF_YEAR, ["2020-H2", "2021-H2"], [1, 2, 1]),
        (PeriodLength.QUARTER, ["2020-Q4", "2021-Q4"], [1, 1, 1, 0, 1]),
        (PeriodLength.MONTH, ["2020-12", "2021-11"], [1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]),
    ],
)
def test_dates_are_grouped_into_periods(
    tmp_path: Path, length: PeriodLength | None, periods: list[str], adopters: list[int]
) -> None:
    found: Any = figures(request(tmp_path, DATES, FRIENDS, renamed=(), length=length))
    assert (found["periods"], found["adopters"]) == (periods, adopters)
    assert found["period_length"] == (length or "year")


def test_dates_give_the_window_and_name_the_periods_of_coefficients(tmp_path: Path) -> None:
    other = {"renamed": (), "length": PeriodLength.QUARTER, "first": "2020-10-01", "last": "2022-01"}
    found: Any = figures(request(tmp_path, DATES, FRIENDS, **other))
    assert (found["periods"], len(found["adopters"])) == (["2020-Q4", "2022-Q1"], 6)
    days = Periods(PeriodLength.DAY)
    assert days.label(int(days.number("2021-03-04"))) == "2021-03-04"
    weeks = Periods(PeriodLength.WEEK)
    assert weeks.label(int(weeks.number("2021-03-07"))) == "2021-03-01"


@pytest.mark.parametrize(
    ("people", "other", "words"),
    [
        (DATES.replace("2020-12-31", "2020-13-31"), {}, "people.csv: period is not a date, as in 2021-09-01"),
        (DATES.replace("2020-12-31", "autumn"), {}, "people.csv: period is not a date, as in 2021-09-01"),
        (DATES, {"length": PeriodLength.WEEK}, "people.csv: period is not a date with a day, as in 2021-09-01"),
        (DATES, {"first": "start"}, "--first start is not a date, as in 2021-09-01, 01.09.2021, 2021-09 or 2021."),
        (DATES, {"last": "2010-01-01"}, "The window ends with 2010 before it begins with 2020."),
    ],
)
def test_dates_that_cannot_be_read_are_refused(tmp_path: Path, people: str, other: dict[str, Any], words: str) -> None:
    with pytest.raises(MetodGraphError) as refused:
        figures(request(tmp_path, people, FRIENDS, renamed=(), **other))
    assert words in str(refused.value)


def test_ties_with_dates_count_in_their_periods(tmp_path: Path) -> None:
    ties = "from,to,since,until\nb,a,2019-01-01,2020-06-30\nc,b,2021-01-15,\nd,c,,\ne,a,,2021-01-01\na,b,2030-01-01,\n"
    found: Any = figures(request(tmp_path, DATES, ties, renamed=()))
    # by year: the tie of b ended in 2020, those of c and e hold in 2021
    assert found["mean_threshold"] == pytest.approx(2 / 4)
    assert found["left_out"]["ties_outside_window"] == 1
    assert "one network of all ties" in found["rewiring"]["note"]
    with pytest.raises(MetodGraphError, match="1 ties end before they begin"):
        figures(request(tmp_path, DATES, "from,to,since,until\nb,a,2021-01-01,2020-01-01\n", renamed=()))


def test_decimal_commas_are_numbers(tmp_path: Path) -> None:
    people = "id;period;age\na;1;30,5\nb;2;41,25\nc;2;28\nd;;33,0\n"
    ties = "from;to;weight\na;b;0,5\nb;a;1,5\nc;a;2\nd;c;1,25\n"
    found: Any = figures(request(tmp_path, people, ties, renamed=(), covariates="age^1"))
    assert found["mean_threshold"] == pytest.approx(2 / 3)
    for wrong, words in (
        (ties.replace("2\nd", "2.5\nd"), r"weight has decimal commas \(0,5\) and decimal points \(2.5\)"),
        ("from;to;weight\na;b;1,250\n", r"has a comma that may separate thousands or decimals \(1,250\)"),
        (ties.replace("0,5", "0,5,1"), "weight is not a number in line 2"),
    ):
        with pytest.raises(MetodGraphError, match=words):
            figures(request(tmp_path, people, wrong, renamed=()))


def test_many_ties_to_unknown_people_give_a_warning(tmp_path: Path) -> None:
    people, ties = tmp_path / "people.csv", tmp_path / "ties.csv"
    people.write_text("id,period\na,1\nb,2\nc,\n", encoding="utf-8")
    ties.write_text("from,to\n" + "a,b\nb,a\nc,a\na,c\n" * 2 + "b,X 1\n", encoding="utf-8")
    result = run("--json", people=people, ties=ties)
    assert "Warning: 11% of the ties (1 of 9) have an end who is not in the adoptions table, such as 'X 1'." in (
        " ".join(result.stderr.split())
    )
    assert json.loads(result.stdout)["left_out"]["notes"][0].startswith("Warning: 11% of the ties")
    ties.write_text("from,to\n" + "a,b\nb,a\nc,a\na,c\nc,b\n" * 2 + "b,X 1\n", encoding="utf-8")
    assert "Warning" not in run(people=people, ties=ties).output


def test_a_limit_of_morans_i_gives_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autocorrelation, "MOST_PAIRS", 500)
    monkeypatch.setattr(autocorrelation.nearness, "__defaults__", (6, 500))
    found = doctors()
    assert found["morans_i_steps"]["taken"] < 6
    assert "Warning: Moran's I reaches 1 of 6 steps" in found["left_out"]["notes"][0]


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_the_picture_is_written(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"spread.{suffix}"
    result = run("--map", NAMES, "--plot", target)
    assert result.exit_code == 0, result.output
    assert target.stat().st_size > 5_000
    if suffix == "svg":
        drawn = target.read_text(encoding="utf-8")
        assert all(word in drawn for word in ("hazard (95%)", "mean threshold", "infectiousness", "period"))
        run("--map", NAMES, "--plot", target, "--language", "ru")
        assert "средний порог" in target.read_text(encoding="utf-8")


def test_a_picture_without_adopters_is_drawn(tmp_path: Path) -> None:
    people, ties, target = tmp_path / "people.csv", tmp_path / "ties.csv", tmp_path / "spread.svg"
    people.write_text("id,period\na,\nb,\n", encoding="utf-8")
    ties.write_text("from,to\na,b\n", encoding="utf-8")
    result = run("--plot", target, people=people, ties=ties)
    assert result.exit_code == 0, result.output
    assert "no data" in target.read_text(encoding="utf-8")
    assert "cannot be written" in str(run("--plot", tmp_path / "spread.gif", people=people, ties=ties).exception)
