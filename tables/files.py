"""Files that hold a table: CSV, XLSX and JSON Lines, read row by row in bounded memory."""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tables.csv_lines import csv_lines
from tables.json_lines import json_lines
from tables.problems import TableError
from tables.rows import Line, Row, rows_of
from tables.spreadsheets import xlsx_lines

FORMATS = {".csv": "csv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl"}
CHUNK = 1 << 20
DELIMITERS = ",;"
# tables that are not in UTF-8 come from Windows in Russian
OTHER_ENCODING = "cp1251"
# how far a file is read is found out once in so many rows
ROWS_BETWEEN = 1024


@dataclass(frozen=True)
class Examined:
    """The digest, the size and the encoding of the bytes of a file."""

    sha256: str
    size: int
    utf8: bool


@dataclass(frozen=True)
class FileForm:
    """How a file is written; `encoding` and `delimiter` are found out where they are None."""

    format: str
    encoding: str | None = None
    delimiter: str | None = None
    quote: str = '"'


def examine(path: Path) -> Examined:
    """Read a file once for its digest and its encoding."""
    digest, decoder, utf8, size = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True, 0
    with path.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            utf8 = utf8 and decodes(decoder, chunk)
    return Examined(digest.hexdigest(), size, utf8 and decodes(decoder, b"", final=True))


def decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    """Say whether a decoder can read the next bytes."""
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


class TableFile:
    """The rows of a file. `header` names the columns, `share` is the share of the file that has been read.

    `columns` are the columns that a row of JSON Lines can have. Raises a `TableError` where a file cannot be read.
    """

    def __init__(self, path: Path, form: FileForm, examined: Examined, columns: Sequence[str]) -> None:
        self.path = path
        self.share = 0.0
        self._lines = self._opened(form, examined, columns)
        first = next(self._lines, Line(1, ()))
        if first.fault:
            msg = f"{path.name}, line {first.number}: {first.fault}. Correct the line that names the columns."
            raise TableError(msg)
        self.header: Sequence[str] = [name.strip() for name in first.cells]

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows after the header; they can be read once."""
        return rows_of(self.path.name, self.header, self._lines)

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
    encoding = form.encoding or ("utf-8" if examined.utf8 else OTHER_ENCODING)
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
