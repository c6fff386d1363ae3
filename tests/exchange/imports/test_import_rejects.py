"""Tests that invalid rows are written to a file readable only by its owner, and that all other rows are imported."""

import csv
import stat
from pathlib import Path

import orjson
import pytest

from exchange.importing.fault_wording import fault_of, language_of_locale
from exchange.importing.report import sentences
from graph_model.database.driver import Database
from tests.exchange.importing import REGIONS, load, written
from tests.graph_database import one

ORGANISATION = "orgId,name,kind,level,location.lat,location.lon,pupils,validFrom,functionsAssigned\n"
WRONG = {
    ",Школа,SCHOOL,LOCAL,,,,,": ("orgId", "a value is needed"),
    "O1,,SCHOOL,LOCAL,,,,,": ("name", "a value is needed"),
    "O1,Школа,CASTLE,LOCAL,,,,,": ("kind", "expected one of FEDERAL_MINISTRY, "),
    "O1,Школа,SCHOOL,LOCAL,95,37,,,": ("location.lat", "expected at most 90"),
    "O1,Школа,SCHOOL,LOCAL,55,,,,": ("location.lon", "a value is needed"),
    "O1,Школа,SCHOOL,LOCAL,,,many,,": ("pupils", "expected a whole number"),
    "O1,Школа,SCHOOL,LOCAL,,,-1,,": ("pupils", "expected at least 0"),
    "O1,Школа,SCHOOL,LOCAL,,,,2024-02-30,": ("validFrom", "expected a day like 2024-01-31"),
    "O1,Школа,SCHOOL,LOCAL,,,,,maybe": ("functionsAssigned", "expected true or false"),
    "O1,Школа": ("", "expected 9 cells, got 2"),
    '"1,65E+09",Школа,SCHOOL,LOCAL,,,,,': ("orgId", "expected a key, got a number: the spreadsheet has rounded it"),
    "16.0,Школа,SCHOOL,LOCAL,,,,,": ("orgId", "expected a key, got a number"),
}


async def test_each_misfit_is_told_with_line_column_and_reason(scratch: Database, tmp_path: Path) -> None:
    good = "O9,Школа,school,Local,,,10,2024-01-31,1"
    content = ORGANISATION + "\n".join([*WRONG, good]) + "\n"
    report = await load(scratch, written(tmp_path / "register", {"Organisation.csv": content}))
    with (tmp_path / "rejects.csv").open(encoding="utf-8", newline="") as file:
        rejects = [*csv.DictReader(file)]
    assert [(each["column"], each["line"]) for each in rejects] == [
        (column, str(line)) for line, (column, _) in enumerate(WRONG.values(), start=2)
    ]
    for reject, (_, reason) in zip(rejects, WRONG.values(), strict=True):
        assert reject["reason"].startswith(reason)
    assert orjson.loads(rejects[2]["row"])["kind"] == "CASTLE"
    assert report.rejected == {"Organisation": len(WRONG)}
    # the region is missing
    assert await one(scratch, "MATCH (o:Incomplete) RETURN collect([o.orgId, o.kind, o.functionsAssigned])") == [
        ["O9", "SCHOOL", True]
    ]


async def test_the_file_of_rejects_is_for_its_owner_alone_and_replaces_none(scratch: Database, tmp_path: Path) -> None:
    (tmp_path / "rejects.csv").write_text("an earlier one, open to all")
    report = await load(scratch, written(tmp_path / "register", {"Theme.csv": "code,name,section\nA,,I\n"}))
    assert report.rejects_file == str(tmp_path / "rejects-2.csv")
    assert stat.S_IMODE((tmp_path / "rejects-2.csv").stat().st_mode) == 0o600
    assert (tmp_path / "rejects.csv").read_text() == "an earlier one, open to all"


async def test_every_fault_of_a_row_is_told_with_its_remedy(scratch: Database, tmp_path: Path) -> None:
    content = ORGANISATION + "O1,,CASTLE,LOCAL,95,37,many,2024-02-30,\n"
    report = await load(scratch, written(tmp_path / "register", {"Organisation.csv": content}))
    with (tmp_path / "rejects.csv").open(encoding="utf-8", newline="") as file:
        rejects = [*csv.DictReader(file)]
    assert {each["column"] for each in rejects} == {"name", "kind", "location.lat", "pupils", "validFrom"}
    assert all(each["remedy"] for each in rejects)
    assert report.rejected == {"Organisation": 1}
    assert "Organisation.csv, line 2, column name: a value is needed. Fill the cell." in report.faults


@pytest.mark.parametrize(
    ("reason", "russian", "remedy"),
    [
        ("a value is needed", "нужно значение", "Заполните ячейку."),
        ("expected at most 90", "ожидается не больше 90", "Исправьте число."),
        ("expected 9 cells, got 2", "ожидается ячеек: 9, получено: 2", "Проверьте, нет ли разделителя"),
        ("something new", "something new", "Исправьте строку и загрузите её снова."),
    ],
)
def test_faults_are_told_in_russian_too(reason: str, russian: str, remedy: str) -> None:
    fault = fault_of(reason, "ru")
    assert fault.reason == russian
    assert fault.remedy.startswith(remedy)
    assert fault_of(reason, "en").reason == reason


@pytest.mark.parametrize(("locale", "language"), [("ru_RU.UTF-8", "ru"), ("de_DE.UTF-8", "en"), ("", "en")])
def test_the_locale_chooses_the_language(monkeypatch: pytest.MonkeyPatch, locale: str, language: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert language_of_locale() == language


async def test_to_say_the_same_twice_is_no_fault(scratch: Database, tmp_path: Path) -> None:
    partners = "start,end\nO1,O2\nO2,O1\nO1,O2\n"
    themes = "code,name,section\nA,Тема,I\nA,Тема,I\n"
    tables = {"Organisation-PARTNER_OF-Organisation.csv": partners, "Theme.csv": themes}
    report = await load(scratch, written(tmp_path / "register", tables))
    assert report.rejected == {}
    assert await one(scratch, "MATCH (t:Theme) RETURN count(t)") == 1
    assert [each.count for each in report.waiting] == [1]


async def test_a_file_without_its_header_shows_no_name(scratch: Database, tmp_path: Path) -> None:
    content = "Иванова Мария,TEACHER,1980\nПетров Пётр,TEACHER,1970\n"
    report = await load(scratch, written(tmp_path / "staff", {"Person.csv": content}), secret="a secret hard to guess")
    [refused] = report.refused
    assert "its first line does not name the columns of Person" in refused
    assert "Иванова" not in refused


async def test_values_that_are_hardly_right_are_told_with_both(scratch: Database, tmp_path: Path) -> None:
    organisations = (
        "orgId,name,kind,level,validFrom,validTo,location.lat,location.lon,region,municipality\n"
        "O1,Школа,SCHOOL,LOCAL,2024-01-31,2020-01-31,43.1,131.9,77,T2\n"
    )
    regions = REGIONS + "25,Приморье,Приморский край,край,05000000,true\n"
    towns = (
        "territoryId,oktmo,name,type,location.lat,location.lon,region\n"
        "T1,45000001,Москва,URBAN_OKRUG,55.7,37.6,77\nT2,05000001,Владивосток,URBAN_OKRUG,43.1,131.9,25\n"
    )
    tables = {"Organisation.csv": organisations, "Region.csv": regions, "Municipality.csv": towns}
    report = await load(scratch, written(tmp_path / "register", tables))
    messages = " ".join(report.odd)
    assert "Organisation.csv, line 2: validTo 2020-01-31 is before validFrom 2024-01-31" in messages
    assert "Organisation O1: its municipality Владивосток lies in Приморье, its region is Москва" in messages
    assert "Organisation O1: its coordinates 43.1000, 131.9000 are near Приморье" in messages


async def test_names_are_in_no_sentence(scratch: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    content = "personId,roles,bornYear\nИванова Мария,TEACHER,0\nПетров Пётр,WIZARD,\nПетров Пётр,WIZARD,\n"
    links = "start,end,position\nСидорова,O1,\n"
    tables = {"Person.csv": content, "Person-WORKS_AT-Organisation.csv": links}
    report = await load(scratch, written(tmp_path / "register", tables), secret="a secret that is hard to guess")
    messages = " ".join(sentences(report)) + caplog.text
    assert report.rejected == {"Person": 3, "Person WORKS_AT Organisation": 1}
    assert not any(name in messages for name in ("Иванов", "Петров", "Сидоров", "WIZARD"))
