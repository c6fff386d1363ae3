"""Files that contain a table in CSV, XLSX or JSON Lines, read row by row in bounded memory."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tables.csv_lines import csv_lines
from tables.encodings import EncodingFinder
from tables.headers import fitted, header_among, named
from tables.json_lines import json_lines
from tables.problems import TableError
from tables.rows import Line, Row, rows_of
from tables.spreadsheets import declared_rows, xlsx_lines

FORMATS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
OTHER_SPREADSHEETS = frozenset({".xls", ".xlsb", ".ods"})
CHUNK = 1 << 20
DELIMITERS = ",;\t"
# number of rows between two calls of `heard`
ROWS_BETWEEN = 1024


@dataclass(frozen=True)
class Examined:
    """The digest, size and encoding of a file.

    `encoding` is the detected encoding. If it is uncertain, `doubt` is the reason. `ends_a_line` is true if the last
    byte ends a line, as in a completely written file.
    """

    sha256: str
    size: int
    encoding: str | None
    doubt: str = ""
    ends_a_line: bool = True


@dataclass(frozen=True)
class FileForm:
    """The format of a file. `encoding` and `delimiter` are detected if they are None."""

    format: str
    encoding: str | None = None
    delimiter: str | None = None
    quote: str = '"'


def examine(path: Path, form: FileForm) -> Examined:
    """Read a file once for its digest. Detect the encoding of a CSV file if `form` does not name it."""
    digest, size, last = hashlib.sha256(), 0, b""
    finder = EncodingFinder() if form.format == "csv" and form.encoding is None else None
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
            size, last = size + len(chunk), chunk[-2:]
            if finder:
                finder.feed(chunk)
    ended = form.format == "xlsx" or not size or last.strip(b"\0")[-1:] in (b"\n", b"\r")
    try:
        return Examined(digest.hexdigest(), size, finder.encoding(path.name) if finder else None, ends_a_line=ended)
    except TableError as error:
        doubt = f"{error.message} Alternatively, name the encoding in datapackage.json."
        return Examined(digest.hexdigest(), size, None, doubt, ended)


class TableFile:
    """The rows of a file.

    `header` are the names of the columns. `share` is the share of the file that has been read, 0 to 1. `columns` are
    the columns that the table can have. Raises `TableError` if the file cannot be read.
    """

    def __init__(self, path: Path, form: FileForm, examined: Examined, columns: Sequence[str]) -> None:
        self.path = path
        self.share = 0.0
        self._format = form.format
        self._ends_a_line = examined.ends_a_line
        self._last: Row | None = None
        header, lines = header_among(self._opened(form, examined, columns), columns)
        if header.fault:
            msg = f"{path.name}, line {header.number}: {header.fault}. Correct the line that names the columns."
            raise TableError(msg)
        self.header: Sequence[str] = named(header)
        width, padded = len(self.header), form.format == "xlsx"
        self._lines = (fitted(line, width, padded) for line in lines)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows after the header. The rows can be read only once."""
        for row in rows_of(self.path.name, self.header, self._lines):
            self._last = row
            yield row

    @property
    def cut_off(self) -> bool:
        """Return whether the last row is incomplete. Valid after all rows have been read."""
        return self._last is not None and self._last.fault is not None

    @property
    def doubt(self) -> str | None:
        """Return the sign that rows may be missing at the end of the file, or None if there is none."""
        if not self._ends_a_line:
            return "its last line has no line ending"
        last = self._last.line if self._last else 0
        declared = declared_rows(self.path) if self._format == "xlsx" else 0
        return f"the sheet declares {declared:,} rows, but its last row is {last:,}" if declared > last else None

    def _opened(self, form: FileForm, examined: Examined, columns: Sequence[str]) -> Iterator[Line]:
        if form.format == "xlsx":
            return xlsx_lines(self.path, self._heard)
        if form.format == "jsonl":
            return json_lines(self.path, columns, self._heard)
        return csv_file_lines(self.path, form, examined, self._heard)

    def _heard(self, share: float) -> None:
        self.share = share


def csv_file_lines(path: Path, form: FileForm, examined: Examined, heard: Callable[[float], None]) -> Iterator[Line]:
    """Yield the lines of a CSV file that are not empty. Raises `TableError` if its bytes cannot be decoded."""
    encoding = form.encoding or examined.encoding
    if encoding is None:
        raise TableError(examined.doubt)
    # skip a byte order mark, so that it is not part of the first cell
    encoding = "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
    with path.open("rb") as opened:
        try:
            text = io.TextIOWrapper(opened, encoding=encoding, newline="")
            for line in csv_lines(text, form.delimiter or DELIMITERS, form.quote):
                if not line.number % ROWS_BETWEEN:
                    heard(opened.tell() / max(examined.size, 1))
                if line.cells or line.fault:
                    yield line
        except (UnicodeDecodeError, LookupError) as error:
            msg = f"{path.name} cannot be read as {encoding}. Save it as UTF-8, or name its encoding."
            raise TableError(msg) from error
