"""Tests that rows are read with their line numbers, and that invalid tables are reported."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.rows import read_rows
from tables.problems import Problem
from tables.rows import Row

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


def read(content: bytes, columns: tuple[str, ...] = ("a", "b")) -> tuple[list[Row], list[str]]:
    problems: list[Problem] = []
    rows = read_rows("t.csv", content, columns, problems.append)
    return rows, [str(each) for each in problems]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_cells_come_back_as_they_were_written_with_the_line_of_their_row(
    table: list[tuple[str, str]],
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    lines = []
    for cells in [("a", "b"), *table]:
        lines.append(len(naive_lines(text.getvalue())))
        writer.writerow(cells)
    rows, problems = read(text.getvalue().encode())
    assert problems == []
    assert [(row.cells["a"], row.cells["b"]) for row in rows] == table
    assert [row.line for row in rows] == lines[1:]


def naive_lines(text: str) -> list[str]:
    """Return the lines of a text with the unfinished last one; a lone carriage return also ends a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "t.csv, line 1: missing columns 'a', 'b'"),
        (b"a\n1\n", "t.csv, line 1: missing columns 'b'"),
        (b"a,b,c\n1,2,3\n", "t.csv, line 1: unknown columns 'c'"),
        (b"a,b,b\n1,2,3\n", "t.csv, line 1: repeated columns 'b'"),
        (b"\xef\xbb\xbfa,b\n1,2\n", "t.csv, line 1: missing columns 'a'; unknown columns '\\ufeffa'"),
        (b"a,b\n1,2\n1\n", "t.csv, line 3: expected 2 cells, got 1"),
        (b"a,b\n1,2,3\n", "t.csv, line 2: expected 2 cells, got 3"),
        (b"a,b\n\n1,2\n", "t.csv, line 2: expected 2 cells, got 0"),
        (b"a,b\n1,2\n\xff,2\n", "t.csv, line 3: byte 0xff is not UTF-8"),
        (b'a,b\n1,"2\n', "t.csv, line 2: not a row of comma-separated cells: unexpected end of data"),
        (b'a,b\n1,"2"x\n', "t.csv, line 2: not a row of comma-separated cells: ',' expected after '\"'"),
    ],
)
def test_what_is_no_table_is_named(content: bytes, problem: str) -> None:
    assert read(content)[1] == [problem]


def test_rows_that_fit_are_read_beside_rows_that_do_not() -> None:
    rows, problems = read(b"a,b\n1,2\n3\n4,5\n6\n")
    assert [row.line for row in rows] == [2, 4]
    assert len(problems) == 2


def test_columns_may_stand_in_any_order() -> None:
    [row], problems = read(b"b,a\n1,2\n")
    assert (row.cells["a"], row.cells["b"], problems) == ("2", "1", [])
