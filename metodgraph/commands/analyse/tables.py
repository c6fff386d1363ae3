"""Input tables of analyses: columns by name, cells as text, and error messages for invalid tables."""

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
# infinities, and the underscores that `float` accepts, are invalid
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
# a comma that may separate thousands as well as decimals, as in 1,250
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
Texts = NDArray[np.str_]
Floats = NDArray[np.float64]


class Table:
    """A table with its cells as text; `renamed` maps the names that an analysis uses to those of the columns."""

    def __init__(self, path: Path, renamed: Mapping[str, str] | None = None) -> None:
        self.path = path
        self._renamed = dict(renamed or {})
        self._names, self._lines = read(path)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._lines)

    @property
    def names(self) -> list[str]:
        """The names of the columns in the file."""
        return self._names

    def has(self, name: str) -> bool:
        """Return whether the table has a column of this name, or the column to which the name is mapped."""
        return self._renamed.get(name, name) in self._names

    def texts(self, name: str) -> Texts:
        """Return a column of shape (rows,). Raises `TableError` if the column is missing or not unique."""
        column = self._renamed.get(name, name)
        if column not in self._names:
            hint = f"Specify the column with --map {name}=COLUMN." if name == column else ""
            msg = f"{self.path.name} has no column {column!r}, only {', '.join(self.names)}. {hint}"
            raise TableError(msg.strip())
        if self._names.count(column) > 1:
            msg = f"{self.path.name} has several columns {column!r}. Rename all but one."
            raise TableError(msg)
        place = self._names.index(column)
        return np.array([cell(line, place) for line in self._lines], dtype=np.str_)

    def keys(self, name: str) -> Texts:
        """Return a column of shape (rows,). Raises `TableError` if a cell is empty."""
        found = self.texts(name)
        self.refuse(name, np.flatnonzero(found == ""), "is empty")
        return found

    def numbers(self, name: str) -> Floats:
        """Return a column of numbers of shape (rows,), NaN for empty cells. Raises `TableError` for other texts.

        A comma separates decimals. A column is refused if the comma may separate thousands in all cells that have one,
        or if other cells have a point.
        """
        found = self.texts(name)
        commas = np.char.find(found, ",") >= 0
        self._refuse_commas(name, found, np.flatnonzero(commas))
        values = np.full(len(found), np.nan)
        given = found != ""
        values[given] = [number_or_nan(each) for each in found[given].tolist()]
        self.refuse(name, np.flatnonzero(given & ~np.isfinite(values)), "is not a number")
        return values

    def _refuse_commas(self, name: str, cells: Texts, commas: NDArray[np.intp]) -> None:
        if not len(commas):
            return
        points = np.flatnonzero(np.char.find(cells, ".") >= 0)
        if len(points):
            with_comma, with_point = cells[commas[0]], cells[points[0]]
            problem = f"has decimal commas ({with_comma}) and decimal points ({with_point}): write all in the same way"
            self.refuse(name, commas, f"{problem}. The commas are")
        if all(AMBIGUOUS.fullmatch(each) for each in cells[commas].tolist()):
            problem = f"has a comma that may separate thousands or decimals ({cells[commas[0]]})"
            self.refuse(name, commas, f"{problem}: write a decimal point. The commas are")

    def refuse(self, name: str, rows: NDArray[np.intp], problem: str) -> None:
        """Raise `TableError` with the lines of rows whose cell in a column has a problem, if there are any."""
        if len(rows):
            lines = ", ".join(str(self._lines[each].number) for each in rows[:3].tolist())
            more = f" and {len(rows) - 3} more" if len(rows) > 3 else ""
            column = self._renamed.get(name, name)
            msg = f"{self.path.name}: {column} {problem} in line {lines}{more}."
            raise TableError(msg)


def number_or_nan(text: str) -> float:
    """Return the number of a cell with a decimal point or a decimal comma, or NaN for another text."""
    plain = text.replace(",", ".")
    return float(plain) if NUMBER.fullmatch(plain) else np.nan


def cell(line: Line, place: int) -> str:
    """Return a cell without surrounding spaces. Missing cells at the end of a line are empty."""
    return line.cells[place].strip() if place < len(line.cells) else ""


def read(path: Path) -> tuple[list[str], list[Line]]:
    """Return the column names and the rows of a CSV file, plain or compressed (.gz, .bz2, .xz, .zip).

    Raises `TableError` if the file does not exist or is not a table.
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
        msg = f"{path.name} cannot be read as a table: {error}"
        raise TableError(msg) from error


def opened(path: Path) -> IO[bytes]:
    """Open a file in binary mode, decompressed according to its suffix."""
    by_ending: Mapping[str, Callable[[Path], IO[bytes]]] = {
        ".gz": cast("Callable[[Path], IO[bytes]]", gzip.open),
        ".bz2": bz2.open,
        ".xz": lzma.open,
        ".zip": unzipped,
    }
    known = by_ending.get(path.suffix.lower())
    return known(path) if known else path.open("rb")


def unzipped(path: Path) -> IO[bytes]:
    """Open the only file of an archive. Raises `ValueError` if the archive does not contain exactly one."""
    archive = ZipFile(path)
    if len(names := archive.namelist()) != 1:
        raise ValueError(f"it contains {len(names)} files. Keep only the table in it.")
    return archive.open(names[0])


def parsed(file: TextIO) -> tuple[list[str], list[Line]]:
    """Return the column names and the non-empty rows. Raises `ValueError` if they are not a table."""
    header, *lines = [*csv_lines(file, DELIMITERS)] or [Line(1, ())]
    names = [each.strip() for each in header.cells]
    if header.fault or not names:
        raise ValueError(f"line 1 is {header.fault}" if header.fault else "it has no header line with column names.")
    for line in lines:
        if line.fault:
            raise ValueError(f"line {line.number} is {line.fault}")
        if len(line.cells) > len(names):
            count = len(line.cells)
            raise ValueError(f"line {line.number} has {count} cells, the header line {len(names)}.")
    return names, [line for line in lines if line.cells]


def mapping(pairs: Sequence[str]) -> dict[str, str]:
    """Return options such as `id=doctor_id,period=adoption_period` as a mapping; several options are merged.

    Raises `TableError` if an option has another form.
    """
    found: dict[str, str] = {}
    for pair in (each for option in pairs for each in option.split(",") if each.strip()):
        name, equals, column = (each.strip() for each in pair.partition("="))
        if not (name and equals and column):
            msg = f"--map {pair!r} is invalid. Write NAME=COLUMN, as in id=doctor_id."
            raise TableError(msg)
        found[name] = column
    return found
