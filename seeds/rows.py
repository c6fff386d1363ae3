"""Reading a table: its rows with the lines on which they stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.problems import Problem

if TYPE_CHECKING:
    # the csv module names the type of its readers only since Python 3.13
    from _csv import Reader

Complain = Callable[[Problem], None]


@dataclass(frozen=True)
class Row:
    """One row: where it stands, and its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def problem(self, column: str | None, reason: str) -> Problem:
        """What is wrong with this row."""
        return Problem(self.file, self.line, column, reason)


def read_rows(file: str, content: bytes, columns: Sequence[str], complain: Complain) -> list[Row]:
    """The rows of a comma-separated table in UTF-8 that has exactly `columns`; what does not fit is complained of."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        complain(Problem(file, line, None, f"byte {content[error.start]:#04x} is not UTF-8"))
        return []
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return list(_rows(file, lines, columns, complain))
    except csv.Error as error:
        complain(Problem(file, lines.line_num, None, f"not a row of comma-separated cells: {error}"))
        return []


def _rows(file: str, lines: Reader, columns: Sequence[str], complain: Complain) -> Iterator[Row]:
    header: list[str] = next(lines, [])
    if wrong := _wrong_header(header, columns):
        complain(Problem(file, 1, None, wrong))
        return
    before = lines.line_num
    for cells in lines:
        # a quoted cell may go over several lines: the row begins after the end of the one before
        first, before = before + 1, lines.line_num
        if len(cells) == len(header):
            yield Row(file, first, dict(zip(header, cells, strict=True)))
        else:
            complain(Problem(file, first, None, f"expected {len(header)} cells, got {len(cells)}"))


def _wrong_header(header: Sequence[str], columns: Sequence[str]) -> str | None:
    missing = [name for name in columns if name not in header]
    unknown = [name for name in header if name not in columns]
    repeated = {name for name in header if header.count(name) > 1}
    parts = {"missing": missing, "unknown": unknown, "repeated": sorted(repeated)}
    told = [f"{what} columns {', '.join(map(repr, names))}" for what, names in parts.items() if names]
    return "; ".join(told) or None
