"""The parser of CSV text: lines of cells, and faults of lines that cannot be parsed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from tables.rows import Line

# the line before the header in which Excel names the delimiter
EXCEL_HINT = re.compile(r"sep=([,;\t|])", re.IGNORECASE)
NAMES = {",": "comma-separated cells", ";": "semicolon-separated cells", "\t": "tab-separated cells"}


def csv_lines(text: Iterable[str], delimiters: str = ",", quote: str = '"') -> Iterator[Line]:
    """Yield the lines of a text. An empty line has no cells; empty lines at the start are skipped.

    The delimiter is the one of `delimiters` that occurs most often outside of quotes in the first line, unless a line
    such as `sep=;` before it, as Excel writes it, names the delimiter. A quoted cell can extend over several lines. The
    number of such a row is the number of its first line.
    """
    lines = iter(text)
    skipped, first = first_line(lines)
    delimiter = delimiter_of(first, delimiters, quote)
    if named := EXCEL_HINT.fullmatch(first.strip()):
        more, first = first_line(lines)
        skipped += more + 1
        delimiter = named[1] if len(delimiters) > 1 else delimiters
    reader = csv.reader(chain([first] if first else [], lines), delimiter=delimiter, quotechar=quote, strict=True)
    while True:
        number = skipped + reader.line_num + 1
        try:
            line = Line(number, next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            line = Line(number, (), fault_of(error, delimiter, number, skipped + reader.line_num))
        yield line


def first_line(lines: Iterator[str]) -> tuple[int, str]:
    """Return the number of empty lines at the start, and the line after them. The line is empty if there is none."""
    skipped = 0
    for line in lines:
        if line.strip():
            return skipped, line
        skipped += 1
    return skipped, ""


def delimiter_of(line: str, delimiters: str, quote: str) -> str:
    """Return the delimiter that occurs most often outside of quotes, or the first of `delimiters` if none occurs."""
    plain = "".join(line.split(quote)[::2])
    return max(delimiters, key=plain.count)


def fault_of(error: csv.Error, delimiter: str, number: int, last: int) -> str:
    """Return the fault of a row that extends from the line `number` to the line `last`."""
    cells = NAMES.get(delimiter, f"cells separated by {delimiter!r}")
    fault = f"not a row of {cells}: {error}"
    if last <= number:
        return fault
    return f"{fault}; a quotation mark on this line is not closed, so the lines up to {last} belong to its cell"
