"""Tests that a sheet is read completely, and that every cell without a plain value is an error of its row."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tables.files import FileForm, TableFile, examine
from tables.problems import TableError
from tables.rows import Row

COLUMNS = ("code", "name", "day")


def saved(path: Path, change: Callable[[Any], None] = lambda _: None, rows: int = 3) -> Path:
    """Save a workbook with a header and rows, changed by a function before."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(COLUMNS))
    for number in range(rows):
        sheet.append([f"T{number}", "Тема", datetime(2026, 1, 1 + number)])
    change(book)
    book.save(path)
    return path


def read(path: Path) -> list[Row]:
    """Return the rows of a file."""
    form = FileForm("xlsx")
    return [*TableFile(path, form, examine(path, form), COLUMNS)]


def faults(path: Path) -> list[str | None]:
    """Return the error of each row."""
    return [row.fault for row in read(path)]


def test_days_and_texts_are_read(tmp_path: Path) -> None:
    rows = read(saved(tmp_path / "t.xlsx"))
    assert dict(rows[0].cells) == {"code": "T0", "name": "Тема", "day": "2026-01-01"}
    assert [row.line for row in rows] == [2, 3, 4]


@pytest.mark.parametrize("reference", ["A1", "A1:C2", "A1:B4", "A1:C900"])
def test_a_wrong_size_of_the_sheet_hides_no_row(tmp_path: Path, reference: str) -> None:
    right, wrong = saved(tmp_path / "right.xlsx"), tmp_path / "wrong.xlsx"
    with ZipFile(right) as archive, ZipFile(wrong, "w") as changed:
        for each in archive.namelist():
            content = archive.read(each)
            if each.endswith("sheet1.xml"):
                content = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{reference}"'.encode(), content)
                assert reference.encode() in content
            changed.writestr(each, content)
    assert [row.cells for row in read(wrong)] == [row.cells for row in read(right)]


def put(cell: str, value: object) -> Callable[[Any], None]:
    """Return a change that puts a value into a cell."""

    def change(book: Any) -> None:
        book.worksheets[0][cell] = value

    return change


ODD = {
    "cell B3 contains a formula without its result": put("B3", "=A3&A2"),
    "cell A3 contains a formula without its result": put("A3", ArrayFormula("A3", "=A2")),
    "cell B3 contains the error #N/A": put("B3", "#N/A"),
    "cell C3 cannot be read: a time cannot be the value of a cell": put("C3", time(9, 30)),
    "cell B3 cannot be read: a timedelta cannot be the value of a cell": put("B3", timedelta(hours=30)),
    "has values beyond the 3 columns": put("E3", "x"),
    "the cells B3:B3 are merged": lambda book: book.worksheets[0].merge_cells("B3:C3"),
}


@pytest.mark.parametrize("fault", ODD)
def test_what_is_no_plain_value_is_a_fault_of_its_row_alone(tmp_path: Path, fault: str) -> None:
    found = faults(saved(tmp_path / "t.xlsx", ODD[fault]))
    assert [each is None for each in found] == [True, False, True]
    assert (found[1] or "").startswith(fault.replace("B3:B3", "B3:C3"))


def test_merged_cells_of_several_rows_are_a_fault_of_each(tmp_path: Path) -> None:
    found = faults(saved(tmp_path / "t.xlsx", lambda book: book.worksheets[0].merge_cells("B3:B4")))
    assert [each is None for each in found] == [True, False, False]


def test_title_rows_merged_cells_in_them_and_empty_rows_do_no_harm(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Реестр тем"
        sheet.merge_cells("A1:C1")
        sheet["D9"] = None
        sheet.append([None, None, None, None])

    rows = read(saved(tmp_path / "t.xlsx", change))
    assert [(row.line, row.fault) for row in rows] == [(5, None), (6, None), (7, None)]


def test_a_hidden_sheet_is_left_out_and_an_empty_one_does_not_count(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        hidden = book.create_sheet("Справочник", 0)
        hidden.append(["nothing", "of", "this"])
        hidden.sheet_state = "hidden"
        book.create_sheet("Лист2", 0)
        book.active = 2

    assert len(read(saved(tmp_path / "t.xlsx", change))) == 3


def test_several_sheets_with_rows_are_refused_by_name(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book.create_sheet("Архив").append(["x"])

    with pytest.raises(TableError, match=r"t.xlsx has several sheets with rows: 'Sheet', 'Архив'\. Keep the sheet"):
        read(saved(tmp_path / "t.xlsx", change))


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"no archive")
    with pytest.raises(TableError, match="is not a readable spreadsheet"):
        read(tmp_path / "t.xlsx")


def test_a_day_without_a_time_stays_a_day(tmp_path: Path) -> None:
    assert read(saved(tmp_path / "t.xlsx", put("C2", date(2020, 2, 29))))[0].cells["day"] == "2020-02-29"
