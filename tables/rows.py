"""Rows of a table: cells by column, with the line in the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tables.problems import Problem


class Line(NamedTuple):
    """The cells of a row in a file, the number of its first line, and a fault of the whole row."""

    number: int
    cells: Sequence[str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. If it has a `fault`, which concerns the whole row, `cells` can be incomplete."""

    file: str
    line: int
    cells: Mapping[str, str]
    fault: str | None = None

    def problem(self, column: str | None, reason: str) -> Problem:
        """Return a problem of this row."""
        return Problem(self.file, self.line, column, reason)


def rows_of(file: str, header: Sequence[str], lines: Iterable[Line]) -> Iterator[Row]:
    """Yield lines as rows, with texts in composed form. A line with more or fewer cells than the header has a fault."""
    for number, cells, fault in lines:
        if fault is None and len(cells) != len(header):
            fault = f"expected {len(header)} cells, got {len(cells)}"
        yield Row(file, number, dict(zip(header, map(composed, cells), strict=False)), fault)


def composed(text: str) -> str:
    """Return a text in Unicode's composed form (NFC), so that й is one character in every file."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def wrong_columns(header: Sequence[str], known: Collection[str], required: Collection[str]) -> str | None:
    """Return a message about missing, unknown and repeated columns, or None if there are none."""
    parts = {
        "missing": [name for name in required if name not in header],
        "unknown": [name for name in header if name not in known],
        "repeated": sorted({name for name in header if header.count(name) > 1}),
    }
    named = [f"{what} columns {', '.join(map(repr, names))}" for what, names in parts.items() if names]
    return "; ".join(named) or None
