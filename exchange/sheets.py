"""Reading the rows of a file, whatever its format, as texts with the lines on which they stand."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO

import openpyxl
import orjson

from exchange.cells import joined
from exchange.packages import ImportRefusedError, Source

CHUNK = 1 << 20
DELIMITERS = ",;"
Cells = Sequence[str]


@dataclass(frozen=True)
class Line:
    """One row: its line, and its cells or what is wrong with it."""

    number: int
    cells: Cells
    problem: str | None = None


@dataclass(frozen=True)
class Examined:
    """What the bytes of a file are."""

    sha256: str
    size: int
    utf8: bool


def examine(file: Path) -> Examined:
    """Read a file once for its digest and its encoding."""
    digest, decoder, utf8, size = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True, 0
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if utf8:
                utf8 = _decodes(decoder, chunk)
    return Examined(digest.hexdigest(), size, utf8 and _decodes(decoder, b"", final=True))


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


class Sheet:
    """The rows of a source. `header` names the columns; iterating gives the lines after it."""

    def __init__(self, source: Source, examined: Examined) -> None:
        self.source = source
        self.examined = examined
        self.header: Cells = ()
        self.read = 0.0
        lines = {"csv": self._csv, "xlsx": self._xlsx, "jsonl": self._jsonl}[source.format]()
        self.header = next(lines).cells
        self._lines = lines

    def __iter__(self) -> Iterator[Line]:
        """The lines after the header; `read` says which share of the file has been read."""
        return self._lines

    def _csv(self) -> Iterator[Line]:
        encoding = self.source.encoding or ("utf-8" if self.examined.utf8 else "cp1251")
        encoding = "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
        with self.source.file.open("rb") as opened:
            try:
                text = io.TextIOWrapper(opened, encoding=encoding, newline="")
                yield from self._rows(opened, text)
            except (UnicodeDecodeError, LookupError) as error:
                msg = f"{self.source.file.name} cannot be read as {encoding}. Save it as UTF-8, or name its encoding."
                raise ImportRefusedError(msg) from error

    def _rows(self, opened: BinaryIO, text: io.TextIOWrapper) -> Iterator[Line]:
        first = text.readline()
        delimiter = self.source.delimiter or _delimiter_of(first)
        yield Line(1, [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])])
        lines = csv.reader(text, delimiter=delimiter, quotechar=self.source.quote, strict=True)
        before = 0
        while True:
            number, before = before + 2, before
            try:
                cells = next(lines)
            except StopIteration:
                return
            except csv.Error as error:
                yield Line(number, (), f"not a row of cells: {error}")
                cells = []
            before = lines.line_num
            if not number % 1024:
                self.read = opened.tell() / max(self.examined.size, 1)
            if cells:
                yield self._of_width(number, cells)

    def _of_width(self, number: int, cells: Cells) -> Line:
        if len(cells) == len(self.header):
            return Line(number, cells)
        return Line(number, cells, f"expected {len(self.header)} cells, got {len(cells)}")

    def _xlsx(self) -> Iterator[Line]:
        try:
            book = openpyxl.load_workbook(self.source.file, read_only=True, data_only=True)
        except Exception as error:  # openpyxl names no class for what is no spreadsheet
            msg = f"{self.source.file.name} is no spreadsheet that can be read."
            raise ImportRefusedError(msg) from error
        sheet = book.worksheets[0]
        total = max(sheet.max_row or 1, 1)
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells = [text_of(value) for value in row]
            self.read = number / total
            if any(cells):
                width = len(self.header) if self.header else len(cells)
                yield Line(number, [*cells[:width], *[""] * (width - len(cells))])
        book.close()

    def _jsonl(self) -> Iterator[Line]:
        names = [*self.source.table.columns]
        with self.source.file.open("rb") as opened:
            first = True
            for number, line in enumerate(opened, start=1):
                self.read = opened.tell() / max(self.examined.size, 1)
                if not line.strip():
                    continue
                row = _object(line)
                if first:
                    yield Line(0, [*dict.fromkeys([*names, *(row or {})])] if row is not None else names)
                    first = False
                yield _line_of(number, row, names)
            if first:
                yield Line(0, names)


def _line_of(number: int, row: dict[str, object] | None, names: Sequence[str]) -> Line:
    if row is None:
        return Line(number, (), "not a JSON object")
    if unknown := [name for name in row if name not in names]:
        return Line(number, (), f"unknown columns {', '.join(unknown)}")
    try:
        return Line(number, [text_of(row.get(name)) for name in names])
    except TypeError as error:
        return Line(number, (), str(error))


def _object(line: bytes) -> dict[str, object] | None:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _delimiter_of(header: str) -> str:
    return max(DELIMITERS, key=header.count)


def text_of(value: object) -> str:
    """The value of a spreadsheet or of JSON as the text that a cell of it would be."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return str(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case list():
            return joined([text_of(each) for each in value])
    msg = f"a {type(value).__name__} has no place in a cell"
    raise TypeError(msg)
