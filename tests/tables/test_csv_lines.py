"""Tests that CSV lines are read back as written, and that invalid rows are reported with their line number."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tables.csv_lines import csv_lines
from tables.rows import Line, rows_of, wrong_columns

# CSV readers keep every line break in a quoted cell; null characters are not valid text
CELLS = st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), max_size=8)
DELIMITERS = ",;\t"


def written(rows: list[list[str]], delimiter: str) -> io.StringIO:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    text.seek(0)
    return text


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=5), delimiter=st.sampled_from(DELIMITERS))
def test_what_is_written_is_read_as_it_was(rows: list[list[str]], delimiter: str) -> None:
    header = ["code", "name"]
    found = [*csv_lines(written([header, *rows], delimiter), DELIMITERS)]
    assert [each.cells for each in found] == [header, *rows]
    assert all(each.fault is None for each in found)


def test_a_line_has_the_number_at_which_it_begins() -> None:
    found = [*csv_lines(io.StringIO('a,b\n"x\ny",1\n\nz,2\n', newline=""))]
    assert found == [Line(1, ["a", "b"]), Line(2, ["x\ny", "1"]), Line(4, []), Line(5, ["z", "2"])]


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_is_the_one_that_the_first_line_has_most_of(delimiter: str) -> None:
    others = "".join(each for each in DELIMITERS if each != delimiter)
    text = f"a{others}{delimiter}{delimiter}b\n"
    assert next(csv_lines(io.StringIO(text), DELIMITERS)).cells == [f"a{others}", "", "b"]


def test_what_is_no_row_is_named_with_its_line_and_the_next_is_read() -> None:
    header, wrong, right = csv_lines(io.StringIO('a;b\n"x"y;1\nz;2\n'), DELIMITERS)
    assert (header.fault, wrong.number, right.cells) == (None, 2, ["z", "2"])
    assert str(wrong.fault).startswith("not a row of semicolon-separated cells: ")


def test_an_empty_text_has_no_lines() -> None:
    assert [*csv_lines([])] == []


def test_a_row_with_too_few_or_too_many_cells_has_a_fault() -> None:
    lines = [Line(2, ["1"]), Line(3, ["1", "2"]), Line(4, ["1", "2", "3"])]
    found = [*rows_of("T.csv", ["a", "b"], lines)]
    assert [each.fault for each in found] == ["expected 2 cells, got 1", None, "expected 2 cells, got 3"]
    assert str(found[0].problem(None, "x")) == "T.csv, line 2: x"


def test_missing_unknown_and_repeated_columns_are_named_together() -> None:
    found = wrong_columns(["a", "c", "c"], known=("a", "b"), required=("a", "b"))
    assert found == "missing columns 'b'; unknown columns 'c', 'c'; repeated columns 'c'"
    assert wrong_columns(["b", "a"], known=("a", "b"), required=("a",)) is None


@pytest.mark.parametrize("first", ["sep=;\n", "\n\nSEP=;\r\n", "\n \n"])
def test_empty_lines_and_the_hint_of_excel_come_before_the_header(first: str) -> None:
    header, row = csv_lines(io.StringIO(f"{first}a;b,c;d\n1;2;3\n", newline=""), DELIMITERS)
    before = first.count("\n")
    assert (header, row) == (Line(before + 1, ["a", "b,c", "d"]), Line(before + 2, ["1", "2", "3"]))


def test_a_delimiter_within_quotes_does_not_count() -> None:
    assert next(csv_lines(io.StringIO('"a,b,c";d\n'), DELIMITERS)).cells == ["a,b,c", "d"]


def test_a_quotation_mark_that_stays_open_is_named_with_the_lines_that_it_swallows() -> None:
    _, right, wrong = csv_lines(io.StringIO('a;b\n1;2\n"x;1\ny;2\nz;3\n'), DELIMITERS)
    assert (right.cells, wrong.number) == (["1", "2"], 3)
    assert "a quotation mark on this line is not closed, so the lines up to 5 belong to its cell" in str(wrong.fault)


def test_texts_are_composed_however_they_were_written() -> None:
    [row] = rows_of("T.csv", ["name"], [Line(2, [unicodedata.normalize("NFD", "Йошкар-Ола, посёлок")])])
    assert row.cells == {"name": "Йошкар-Ола, посёлок"}


def test_a_delimiter_that_is_given_wins_over_the_hint_of_excel() -> None:
    assert [line.cells for line in csv_lines(io.StringIO("sep=,\na;b\n"), ";")] == [["a", "b"]]
