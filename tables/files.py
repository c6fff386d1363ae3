"""Files that hold a table: CSV, XLSX and JSON Lines, read row by row in bounded memory."""

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
# how far a file is read is found out once in so many rows
ROWS_BETWEEN = 1024


@dataclass(frozen=True)
class Examined:
    """The digest and the size of a file, and the encoding that was found out; where none is certain, the `doubt`.

    `ends_a_line`: the last byte ends a line, as in a file that is written to its end.
    """

    sha256: str
    size: int
    encoding: str | None
    doubt: str = ""
    ends_a_line: bool = True


@dataclass(frozen=True)
class FileForm:
    """How a file is written; `encoding` and `delimiter` are found out where they are None."""

    format: str
    encoding: str | None = None
    delimiter: str | None = None
    quote: str = '"'


def examine(path: Path, form: FileForm) -> Examined:
    """Read a file once for its digest, and, where it is CSV of an encoding that nothing names, for its encoding."""
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
        doubt = f"{error.message} datapackage.json can name an encoding, too."
        return Examined(digest.hexdigest(), size, None, doubt, ended)


class TableFile:
    """The rows of a file. `header` names the columns, `share` is the share of the file that has been read.

    `columns` are those that the table can have. Raises a `TableError` where a file cannot be read.
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
        """Yield the rows after the header; they can be read once."""
        for row in rows_of(self.path.name, self.header, self._lines):
            self._last = row
            yield row

    @property
    def cut_off(self) -> bool:
        """Whether the last row is incomplete, once all rows have been read."""
        return self._last is not None and self._last.fault is not None

    @property
    def doubt(self) -> str | None:
        """Return the reason why a file may have lost rows at its end; None if there is no sign of it."""
        if not self._ends_a_line:
            return "its last line does not end"
        last = self._last.line if self._last else 0
        declared = declared_rows(self.path) if self._format == "xlsx" else 0
        return (
            f"the sheet says that it has {declared:,} rows, and its last is row {last:,}" if declared > last else None
        )

    def _opened(self, form: FileForm, examined: Examined, columns: Sequence[str]) -> Iterator[Line]:
        if form.format == "xlsx":
            return xlsx_lines(self.path, self._heard)
        if form.format == "jsonl":
            return json_lines(self.path, columns, self._heard)
        return csv_file_lines(self.path, form, examined, self._heard)

    def _heard(self, share: float) -> None:
        self.share = share


def csv_file_lines(path: Path, form: FileForm, examined: Examined, heard: Callable[[float], None]) -> Iterator[Line]:
    """Yield the lines of a CSV file that are not empty; raises a `TableError` where its bytes are not text."""
    encoding = form.encoding or examined.encoding
    if encoding is None:
        raise TableError(examined.doubt)
    # a byte order mark belongs to no cell
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
