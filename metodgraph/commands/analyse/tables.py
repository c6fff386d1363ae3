"""Reading the tables that analyses are given: columns by name, cells as texts, and sentences for what does not fit."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Callable, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TextIO, cast
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from tables.csv_lines import csv_lines
from tables.encodings import encoding_of
from tables.problems import TableError
from tables.rows import Line

DELIMITERS = ",;\t"
# infinities are no numbers, nor are the underscores that `float` allows
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
Texts = NDArray[np.str_]
Floats = NDArray[np.float64]


class Table:
    """A table as texts; `renamed` leads from the names that an analysis uses to those of the columns."""

    def __init__(self, path: Path, renamed: Mapping[str, str] | None = None) -> None:
        self.path = path
        self._renamed = dict(renamed or {})
        self._names, self._lines = read(path)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._lines)

    @property
    def names(self) -> list[str]:
        """The columns as the file names them."""
        return self._names

    def has(self, name: str) -> bool:
        """Whether there is such a column, under its own name or a renamed one."""
        return self._renamed.get(name, name) in self._names

    def texts(self, name: str) -> Texts:
        """A column; raises a `TableError` that names the columns there are."""
        column = self._renamed.get(name, name)
        if column not in self._names:
            hint = f"Name the column that holds it with --map {name}=COLUMN." if name == column else ""
            msg = f"{self.path.name} has no column {column!r}, only {', '.join(self.names)}. {hint}"
            raise TableError(msg.strip())
        if self._names.count(column) > 1:
            msg = f"{self.path.name} has several columns {column!r}. Rename those that are not meant."
            raise TableError(msg)
        place = self._names.index(column)
        return np.array([cell(line, place) for line in self._lines], dtype=np.str_)

    def keys(self, name: str) -> Texts:
        """A column of which no cell is empty."""
        found = self.texts(name)
        self._refuse(name, np.flatnonzero(found == ""), "is empty")
        return found

    def numbers(self, name: str) -> Floats:
        """A column of numbers, NaN where the cell is empty."""
        found = self.texts(name)
        values = np.full(len(found), np.nan)
        given = found != ""
        values[given] = [float(each) if NUMBER.fullmatch(each) else np.nan for each in found[given].tolist()]
        self._refuse(name, np.flatnonzero(given & ~np.isfinite(values)), "is no number")
        return values

    def _refuse(self, name: str, rows: NDArray[np.intp], problem: str) -> None:
        if len(rows):
            lines = ", ".join(str(self._lines[each].number) for each in rows[:3].tolist())
            more = f" and {len(rows) - 3} more" if len(rows) > 3 else ""
            column = self._renamed.get(name, name)
            msg = f"{self.path.name}: {column} {problem} in line {lines}{more}."
            raise TableError(msg)


def cell(line: Line, place: int) -> str:
    """Return a cell without the spaces around it; a line that ends early has empty cells."""
    return line.cells[place].strip() if place < len(line.cells) else ""


def read(path: Path) -> tuple[list[str], list[Line]]:
    """Read the names of columns and the rows of a CSV file, plain or compressed (.gz, .bz2, .xz, .zip), as texts.

    Raises a `TableError` where it is none.
    """
    if not path.is_file():
        msg = f"There is no file {path}."
        raise TableError(msg)
    try:
        with opened(path) as file:
            encoding = encoding_of(file, path.name)
        with opened(path) as file, TextIOWrapper(file, encoding=encoding, newline="") as text:
            return parsed(text)
    except (ValueError, OSError, EOFError, lzma.LZMAError, BadZipFile) as error:
        msg = f"{path.name} is no table that can be read: {error}"
        raise TableError(msg) from error


def opened(path: Path) -> IO[bytes]:
    """Open the bytes of a file; the end of its name says whether it is compressed."""
    by_ending: Mapping[str, Callable[[Path], IO[bytes]]] = {
        ".gz": cast("Callable[[Path], IO[bytes]]", gzip.open),
        ".bz2": bz2.open,
        ".xz": lzma.open,
        ".zip": unzipped,
    }
    known = by_ending.get(path.suffix.lower())
    return known(path) if known else path.open("rb")


def unzipped(path: Path) -> IO[bytes]:
    """Open the only file of an archive; raises a `ValueError` where there are several."""
    archive = ZipFile(path)
    if len(names := archive.namelist()) != 1:
        raise ValueError(f"it holds {len(names)} files. Leave the table alone in it.")
    return archive.open(names[0])


def parsed(file: TextIO) -> tuple[list[str], list[Line]]:
    """Read names and rows without empty lines; raises a `ValueError` where they do not make a table."""
    header, *lines = [*csv_lines(file, DELIMITERS)] or [Line(1, ())]
    names = [each.strip() for each in header.cells]
    if header.fault or not names:
        raise ValueError(f"line 1 is {header.fault}" if header.fault else "it has no line that names the columns.")
    for line in lines:
        if line.fault:
            raise ValueError(f"line {line.number} is {line.fault}")
        if len(line.cells) > len(names):
            count = len(line.cells)
            raise ValueError(f"line {line.number} has {count} cells, the line that names the columns {len(names)}.")
    return names, [line for line in lines if line.cells]


def mapping(pairs: Sequence[str]) -> dict[str, str]:
    """`id=doctor_id,period=adoption_period` as a mapping; several options add up. Raises a `TableError`."""
    found: dict[str, str] = {}
    for pair in (each for option in pairs for each in option.split(",") if each.strip()):
        name, equals, column = (each.strip() for each in pair.partition("="))
        if not (name and equals and column):
            msg = f"--map {pair!r} says nothing. Write NAME=COLUMN, as in id=doctor_id."
            raise TableError(msg)
        found[name] = column
    return found
