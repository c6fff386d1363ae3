"""The reader of XLSX files: the rows of the sheet that contains the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook import Workbook

from tables.problems import TableError
from tables.rows import Line
from tables.texts import text_of

Values = tuple[object, ...]
# openpyxl's `ReadOnlyWorksheet`; its stubs name another class
Sheet = Any
# the values of cells whose formula failed
ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)
# some programs write the XML elements of a sheet with a namespace prefix
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+([0-9]+):[A-Z]+([0-9]+))"')
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
CHUNK = 1 << 20
# longer than any match, so that the end of a chunk cuts no match
OVERLAP = 200


def xlsx_lines(path: Path, heard: Callable[[float], None]) -> Iterator[Line]:
    """Yield the rows that are not empty. `heard` is called with the share of the rows that has been read, 0 to 1.

    The share is an estimate from the declared size of the sheet. A row has a fault if a cell has no plain value: a
    formula without its result, an error, merged cells, or a time without a day. Raises `TableError` if the file is not
    a spreadsheet, if it has no visible sheet, or if several visible sheets have rows.
    """
    with closing(opened(path)) as book:
        line_counts = {each.title: each.max_row or 1 for each in book.worksheets}
        sheet = sheet_of(book, path.name)
        merged, formulas = looked_through(sheet)
        texts = chain(every_formula(path, sheet.title) if formulas else (), repeat(()))
        for number, (values, written) in enumerate(zip(every_row(sheet), texts, strict=False), start=1):
            heard(min(number / line_counts[sheet.title], 1.0))
            line = line_of(number, values, written, merged)
            if line.fault or any(line.cells):
                yield line


def declared_rows(path: Path) -> int:
    """Return the number of the last row that the sheet declares, or 0 if it declares none."""
    with closing(opened(path)) as book:
        claimed = {each.title: each.max_row or 0 for each in book.worksheets}
        return claimed[sheet_of(book, path.name).title]


def opened(path: Path, results: bool = True) -> Workbook:
    """Open a workbook with the results of its formulas, or with the formulas."""
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=results)
    except Exception as error:  # openpyxl raises no specific error for other files
        msg = f"{path.name} is not a readable spreadsheet. Save it as XLSX or as CSV."
        raise TableError(msg) from error


def sheet_of(book: Workbook, file: str) -> Sheet:
    """Return the only visible sheet that has rows, or the first visible sheet if none has."""
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    filled = [sheet for sheet in visible if any(value is not None for row in every_row(sheet) for value in row)]
    if len(filled) > 1:
        names = ", ".join(repr(sheet.title) for sheet in filled)
        msg = f"{file} has several sheets with rows: {names}. Keep the sheet with the table, or hide the other sheets."
        raise TableError(msg)
    if not visible:
        msg = f"{file} has no visible sheet. Show the sheet with the table."
        raise TableError(msg)
    return (filled or visible)[0]


def every_row(sheet: Sheet) -> Iterator[Values]:
    """Yield all rows of a sheet. The declared size is ignored, because some programs declare a wrong size."""
    sheet.reset_dimensions()
    rows: Iterator[Values] = sheet.iter_rows(values_only=True)
    return rows


def every_formula(path: Path, title: str) -> Iterator[Values]:
    """Yield all rows of a sheet, with formulas instead of their results."""
    with closing(opened(path, results=False)) as book:
        yield from every_row(book[title])


def looked_through(sheet: Sheet) -> tuple[dict[int, str], bool]:
    """Return the merged ranges by row, and whether the sheet has formulas."""
    merged: dict[int, str] = {}
    formulas, tail = False, b""
    # openpyxl does not report merged cells in read-only mode, because they follow the rows in the file
    with sheet._get_source() as part:
        while chunk := part.read(CHUNK):
            looked_at = tail + chunk
            formulas = formulas or FORMULA.search(looked_at) is not None
            for cells, first, last in MERGED.findall(looked_at):
                merged.update(dict.fromkeys(range(int(first), int(last) + 1), cells.decode()))
            tail = looked_at[-OVERLAP:]
    return merged, formulas


def line_of(number: int, values: Values, formulas: Values, merged: dict[int, str]) -> Line:
    """Return the cells of a row as texts. The fault names each cell without a plain value."""
    faults = [f"the cells {merged[number]} are merged: unmerge them"] if number in merged else []
    cells: list[str] = []
    for place, (value, formula) in enumerate(zip(values, chain(formulas, repeat(None)), strict=False), start=1):
        fault, text = read_cell(value, formula)
        if fault:
            faults.append(f"cell {get_column_letter(place)}{number} {fault}")
        cells.append(text)
    return Line(number, cells, "; ".join(faults) or None)


def read_cell(value: object, formula: object) -> tuple[str | None, str]:
    """Return the fault of a cell, or None, and its text.

    `formula` is the content of the cell before evaluation: a text, or an object for a formula of several cells.
    """
    if value is None and formula is not None:
        return "contains a formula without its result: open the file in Excel and save it, or enter the value", ""
    if isinstance(value, str) and value in ERRORS:
        return f"contains the error {value}: correct its formula", ""
    try:
        return None, text_of(value)
    except TypeError as error:
        return f"cannot be read: {error}", ""
