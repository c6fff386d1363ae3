"""Reading the first sheet of an XLSX file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl

from tables.problems import TableError
from tables.rows import Line
from tables.texts import text_of


def xlsx_lines(path: Path, heard: Callable[[float], None]) -> Iterator[Line]:
    """Yield the rows that are not empty, the header first; `heard` gets the share of the rows that has been read.

    Cells beyond the header are left out, and cells that a row lacks are empty. Raises a `TableError`.
    """
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl has no class for a file that is no spreadsheet
        msg = f"{path.name} is no spreadsheet that can be read. Save it as XLSX or as CSV."
        raise TableError(msg) from error
    sheet = book.worksheets[0]
    total = max(sheet.max_row or 1, 1)
    width = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        heard(number / total)
        line = line_of(number, values)
        if line.fault or any(line.cells):
            width = width or len(line.cells)
            yield line._replace(cells=[*line.cells[:width], *[""] * (width - len(line.cells))])
    book.close()


def line_of(number: int, values: tuple[object, ...]) -> Line:
    """Return the cells of a row as texts; a value that has none is a fault."""
    try:
        return Line(number, [text_of(value) for value in values])
    except TypeError as error:
        return Line(number, (), str(error))
