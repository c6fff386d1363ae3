"""Rows that do not fit land in a file of their own, which only its owner reads; the rest goes in."""

import csv
import stat
from pathlib import Path

import orjson
import pytest

from exchange.report import sentences
from graph_model.database import Database
from tests.exchange.importing import load, written
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
    # it lacks a region
    assert await one(scratch, "MATCH (o:Incomplete) RETURN collect([o.orgId, o.kind, o.functionsAssigned])") == [
        ["O9", "SCHOOL", True]
    ]


async def test_the_file_of_rejects_is_for_its_owner_alone(scratch: Database, tmp_path: Path) -> None:
    (tmp_path / "rejects.csv").write_text("an earlier one, open to all")
    await load(scratch, written(tmp_path / "register", {"Theme.csv": "code,name,section\nA,,I\n"}))
    assert stat.S_IMODE((tmp_path / "rejects.csv").stat().st_mode) == 0o600
    assert "an earlier one" not in (tmp_path / "rejects.csv").read_text()


async def test_names_are_in_no_sentence(scratch: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    content = "personId,roles,bornYear\nИванова Мария,TEACHER,0\nПетров Пётр,WIZARD,\nПетров Пётр,WIZARD,\n"
    links = "start,end,position\nСидорова,O1,\n"
    tables = {"Person.csv": content, "Person-WORKS_AT-Organisation.csv": links}
    report = await load(scratch, written(tmp_path / "register", tables), secret="a secret that nobody guesses")
    told = " ".join(sentences(report)) + caplog.text
    assert report.rejected == {"Person": 3, "Person WORKS_AT Organisation": 1}
    assert not any(name in told for name in ("Иванов", "Петров", "Сидоров", "WIZARD"))
