"""Tests that tables are read in the formats that programs and people produce, and that truncated files add no rows."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from tables.files import FileForm, TableFile, examine
from tables.problems import TableError
from tables.rows import Row
from tests.profiles import examples

COLUMNS = ("code", "name", "section", "note")
# letters and signs that exist in all of the encodings
WORDS = (
    "Школа N 5",
    "Гимназия имени М.Ю. Лермонтова",
    "Йошкар-Ола",
    "Ёлка; зима",
    'кавычки "лапки"',
    "с, запятой",
    "",
)
CODES = ("A1", "16", "007", "K-9", "Б 2")
# enough letters for the detection of the encoding
NOTE = "Региональный институт развития образования, центр непрерывного повышения мастерства"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866", "koi8-r")


class Odd(NamedTuple):
    """The format of a generated file."""

    encoding: str
    delimiter: str
    newline: str
    titles: int
    blank: int
    hint: bool
    trailing: int
    decomposed: bool


rows = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(WORDS), st.sampled_from(["I", "II"]), st.just(NOTE)),
    min_size=1,
    max_size=6,
)
odd = st.builds(
    Odd,
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from([",", ";", "\t"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    titles=st.integers(0, 3),
    blank=st.integers(0, 2),
    hint=st.booleans(),
    trailing=st.integers(0, 3),
    decomposed=st.booleans(),
)


def content_of(table: Sequence[Sequence[str]], how: Odd) -> bytes:
    """Return a table as bytes."""
    text = io.StringIO()
    lines = csv.writer(text, delimiter=how.delimiter, lineterminator=how.newline)
    text.write(how.newline * how.blank)
    if how.hint:
        text.write(f"sep={how.delimiter}{how.newline}")
    empty = [""] * how.trailing
    for number in range(how.titles):
        lines.writerow([f"Реестр {number}", *[""] * (len(COLUMNS) - 1), *empty])
    for row in (COLUMNS, *table):
        lines.writerow([*row, *empty])
    single = how.encoding in ("cp1251", "cp866", "koi8-r")
    written = text.getvalue()
    if how.decomposed and not single:
        written = unicodedata.normalize("NFD", written)
    return written.encode(how.encoding)


class Found(NamedTuple):
    """The result of reading a file."""

    header: Sequence[str]
    rows: list[Row]
    cut_off: bool
    doubt: str | None


def read(content: bytes, suffix: str = ".csv") -> Found:
    """Return the result of reading a file."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / f"Theme{suffix}"
        path.write_bytes(content)
        form = FileForm("xlsx" if suffix == ".xlsx" else "csv")
        file = TableFile(path, form, examine(path, form), COLUMNS)
        rows = [*file]
        return Found(file.header, rows, file.cut_off, file.doubt)


def cells(found: Sequence[Row]) -> list[tuple[str, ...]]:
    return [tuple(row.cells[name].strip() for name in COLUMNS) for row in found]


@given(table=rows, how=odd)
@examples(60)
def test_a_table_is_read_as_it_is_meant_however_it_is_written(table: list[tuple[str, ...]], how: Odd) -> None:
    file = read(content_of(table, how))
    assert [row.fault for row in file.rows] == [None] * len(table)
    assert cells(file.rows) == [tuple(cell.strip() for cell in row) for row in table]
    assert (file.cut_off, file.doubt) == (False, None)


@given(table=rows, how=odd, share=st.floats(0.05, 0.99))
@examples(60)
def test_a_cut_file_makes_up_no_row_and_says_that_it_may_be_cut(
    table: list[tuple[str, ...]], how: Odd, share: float
) -> None:
    content = content_of(table, how)
    kept = content[: max(int(len(content) * share), 1)]
    try:
        file = read(kept)
    except TableError:
        return
    if file.header != list(COLUMNS):
        return
    complete, last = file.rows[:-1], file.rows[-1:]
    expected = [tuple(cell.strip() for cell in row) for row in table]
    assert all(row.fault is None for row in complete)
    assert cells(complete) == expected[: len(complete)]
    if last and last[0].fault is None and cells(last) != expected[len(complete) : len(complete) + 1]:
        assert file.doubt == "its last line has no line ending"


@given(table=rows, size=st.sampled_from(["A1:D1", "A1:D900", "A1:Z900"]), titles=st.integers(0, 2))
@examples(15)
def test_a_sheet_is_read_whatever_size_it_claims(table: list[tuple[str, ...]], size: str, titles: int) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number in range(titles):
        sheet.append([f"Реестр {number}"])
    for row in (COLUMNS, *table):
        sheet.append(list(row))
    saved = io.BytesIO()
    book.save(saved)
    file = read(with_dimension(saved.getvalue(), size), ".xlsx")
    assert cells(file.rows) == [tuple(cell.strip() for cell in row) for row in table]
    assert (file.cut_off, bool(file.doubt and "900" in file.doubt)) == (False, "900" in size)


def with_dimension(content: bytes, size: str) -> bytes:
    """Return a workbook with a wrong size of its sheet."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{size}"'.encode(), part)
            new.writestr(name, part)
    return changed.getvalue()
