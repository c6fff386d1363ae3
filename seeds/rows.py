"""Reader of a reference table: comma-separated cells in UTF-8 with exactly the columns of the table."""

from __future__ import annotations

import io
from collections.abc import Sequence

from tables.csv_lines import csv_lines
from tables.problems import Complain, Problem
from tables.rows import Line, Row, rows_of, wrong_columns


def read_rows(file: str, content: bytes, columns: Sequence[str], complain: Complain) -> list[Row]:
    """Return the valid rows of a table with exactly `columns`; `complain` receives a problem for each other row."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        complain(Problem(file, line, None, f"byte {content[error.start]:#04x} is not UTF-8"))
        return []
    lines = csv_lines(io.StringIO(text, newline=""))
    header = next(lines, Line(1, ()))
    if wrong := header.fault or wrong_columns(header.cells, columns, columns):
        complain(Problem(file, 1, None, wrong))
        return []
    rows = [*rows_of(file, header.cells, lines)]
    for row in rows:
        if row.fault is not None:
            complain(row.problem(None, row.fault))
    return [row for row in rows if row.fault is None]
