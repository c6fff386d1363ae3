"""Tests of `metodgraph analyse spread` on the user's tables: known figures, other tables, refused input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from graph_model.errors import MetodGraphError
from metodgraph.command_line import app
from metodgraph.commands.analyse.spread_figures import figures
from metodgraph.commands.analyse.spread_tables import SpreadRequest
from tests.analysis.diffusion.anchor import DOCTORS, TIES, gold
from tests.analysis.diffusion.test_gold import printed

PEOPLE = """имя;год;школа;возраст
Анна;2015;А;30
Борис;2016;А;41
Вера;2016;Б;35
Глеб;;Б;29
Дина;2021;Б;50
Ева;;А;38
"""
FRIENDS = """кто;кого;вес
Анна;Борис;2
Борис;Анна;1
Вера;Борис;1
Глеб;Вера;3
Глеб;Пётр;1
Пётр;Зоя;1
Дина;Дина;1
Вера;Борис;1
Ева;Анна;0
Дина;Глеб;1
"""
NAMES = ("id=имя,period=год", "from=кто,to=кого,weight=вес")


def request(folder: Path, people: str = PEOPLE, ties: str = FRIENDS, **other: Any) -> SpreadRequest:
    (folder / "people.csv").write_text(people, encoding="utf-8")
    (folder / "ties.csv").write_text(ties, encoding="utf-8")
    return SpreadRequest(folder / "people.csv", folder / "ties.csv", **{"renamed": NAMES, "permutations": 20, **other})


def test_the_known_figures_are_printed() -> None:
    names = "id=doctor_id,period=adoption_period,from=doctor_id,to=names_doctor_id"
    options = ["--group", "city", "--covariates", "belief,proage", "--map", names, "--json"]
    ran = CliRunner().invoke(app, ["analyse", "spread", "--adoptions", str(DOCTORS), "--ties", str(TIES), *options])
    assert ran.exit_code == 0, ran.output
    found, known = json.loads(ran.stdout), gold()
    for name in ("people", "ties", "periods", "adopters", "cumulative"):
        assert found[name] == known[name]
    for name in ("hazard", "morans_i"):
        assert [round(each, 6) for each in found[name]] == known[name]
    for name, like in (
        ("mean_threshold", known["mean_threshold"]),
        ("infectiousness_mean", known["mean_infectiousness"]),
        ("susceptibility_mean", known["mean_susceptibility"]),
    ):
        assert printed(found[name], like) == like
    by_city = {city: round(value, 4) for city, value in found["mean_threshold_by_group"].items()}
    assert by_city == known["mean_threshold_by_city"]
    assert abs(found["rewiring"]["null_mean"] - known["structure_test"]["null_mean"]) < 0.01
    assert abs(found["rewiring"]["p_value"] - known["structure_test"]["p_two_sided"]) < 0.1
    for name in ("rows", "lagged_exposure", "standard_error", "aic"):
        like = known["hazard_regression"][name]
        assert printed(found["hazard_regression"][name], like) == like
    assert [round(found["bass"][name], 6) for name in "pq"] == [*known["bass_least_squares"].values()]
    assert found["censored"]["period"] == known["censored"]["period"]
    assert found["censored"]["adopters"] == known["censored"]["adopters"]


def test_a_period_that_stands_for_never_makes_nobody_an_adopter() -> None:
    names = ("id=doctor_id,period=adoption_period,from=doctor_id,to=names_doctor_id",)
    found = figures(SpreadRequest(DOCTORS, TIES, names, not_adopted=18, permutations=0))
    assert found["periods"] == [1, 17]
    assert found["adopters"] == gold()["adopters"][:-1]
    censored: Any = found["censored"]
    assert (censored["people"], censored["possibly_censored"]) == (16, False)
    assert found["rewiring"] is None


def test_other_names_years_weights_and_ties_to_outside(tmp_path: Path) -> None:
    found: Any = figures(request(tmp_path, group="школа"))
    assert (found["people"], found["ties"], found["periods"]) == (6, 5, [2015, 2021])
    assert found["adopters"] == [1, 2, 0, 0, 0, 0, 1]
    assert found["at_risk"] == [6, 5, 3, 3, 3, 3, 3]
    assert found["hazard"] == [0, 0.4, 0, 0, 0, 0, 1 / 3]
    assert found["censored"]["people"] == 2
    # Анна adopts before Борис, Вера at the same time as Борис; Дина names Глеб, who never adopts
    assert found["mean_threshold"] == 0.5
    assert found["mean_threshold_by_group"] == {"А": 0.5, "Б": 0.5}
    left = found["left_out"]
    counts = ("ties_outside_sample", "people_outside_sample", "self_ties", "repeated_ties", "ties_without_weight")
    assert [left[name] for name in counts] == [2, 2, 1, 1, 1]
    # two of ten ties are more than ten percent
    assert len(left["notes"]) == 5
    assert left["notes"][0].startswith("Warning: 20% of the ties (2 of 10)")
    # of the years after the first, only 2016 and 2021 have adopters: five and three people at risk
    assert (found["hazard_regression"]["rows"], left["hazard_regression"]) == (8, None)
    assert found["hazard_regression"]["dropped"]["periods without variation in adoption"] == 12
    assert (found["bass"]["m"], found["morans_i_steps"]["taken"]) == (6, 6)


def test_nobody_has_adopted(tmp_path: Path) -> None:
    people = "id,period\na,\nb,\nc,\n"
    found: Any = figures(request(tmp_path, people, "from,to\na,b\n", renamed=()))
    assert (found["people"], found["ties"], found["periods"], found["adopters"]) == (3, 1, None, [])
    assert found["censored"]["people"] == 3
    assert found["mean_threshold"] is None
    assert found["bass"]["converged"] is False
    assert found["hazard_regression"] is None
    assert "too few" in found["left_out"]["hazard_regression"]


def test_nobody_is_tied(tmp_path: Path) -> None:
    found: Any = figures(request(tmp_path, "id,period\nодин,2020\n", "from,to\n", renamed=()))
    assert (found["people"], found["ties"], found["morans_i"], found["mean_threshold"]) == (1, 0, [None], 0.0)


@pytest.mark.parametrize(
    ("people", "ties", "other", "words"),
    [
        (PEOPLE, FRIENDS.replace("Анна", "А").replace("Борис", "Б").replace("Вера", "В"), {}, None),
        (PEOPLE, "кто;кого\n1001;1002\n", {}, "No tie joins two people of the adoptions"),
        (PEOPLE + "Анна;2020;А;3\n", FRIENDS, {}, "1 ids occur in several rows of the adoptions (Анна)"),
        (PEOPLE.replace("2021", "2021.5"), FRIENDS, {}, "The period 2021.5 is not a whole number"),
        (PEOPLE.replace("2021", "осень"), FRIENDS, {}, "people.csv: год is not a number in line 6."),
        (PEOPLE, FRIENDS.replace("Вера;3", "Вера;-3"), {}, "A tie has the weight -3"),
        (PEOPLE, FRIENDS.replace("Вера;3", "Вера;"), {}, "A tie has no weight"),
        (PEOPLE, FRIENDS.replace("Вера;3", ";3"), {}, "ties.csv: кого is empty in line 5."),
        (PEOPLE, FRIENDS, {"renamed": ("id=имя",)}, "people.csv has no column 'period'"),
        (
            PEOPLE,
            FRIENDS,
            {"renamed": ("name=имя",)},
            "there is no column name, only id, period, from, to, weight, since, until.",
        ),
        (PEOPLE, FRIENDS, {"group": "город"}, "people.csv has no column 'город'"),
        (PEOPLE, FRIENDS, {"covariates": "рост"}, "people.csv has no column 'рост'"),
        (PEOPLE, FRIENDS, {"covariates": "школа"}, "people.csv: школа is not a number"),
        (PEOPLE, FRIENDS, {"not_adopted": 2099}, "--not-adopted 2099: no person has this period in people.csv."),
    ],
)
def test_tables_that_cannot_be_used_are_refused(
    tmp_path: Path, people: str, ties: str, other: dict[str, Any], words: str | None
) -> None:
    if words is None:
        # some ties still match, so a warning is printed and the table is not refused
        assert figures(request(tmp_path, people, ties, **other))["ties"] == 1
        return
    with pytest.raises(MetodGraphError) as refused:
        figures(request(tmp_path, people, ties, **other))
    assert words in str(refused.value)
