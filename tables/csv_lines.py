"""Reading CSV from text: the lines of cells, and those that cannot be read as cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from tables.rows import Line

NAMES = {",": "comma-separated cells", ";": "semicolon-separated cells", "\t": "tab-separated cells"}


def csv_lines(text: Iterable[str], delimiters: str = ",", quote: str = '"') -> Iterator[Line]:
    """Yield the lines of a text, the header first; an empty line has no cells.

    Of `delimiters` the one is used that the first line has most of. A quoted cell can extend over several lines; the
    number is that of the first of them.
    """
    lines = iter(text)
    first = next(lines, "")
    delimiter = max(delimiters, key=first.count)
    reader = csv.reader(chain([first] if first else [], lines), delimiter=delimiter, quotechar=quote, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            line = Line(number, next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            cells = NAMES.get(delimiter, f"cells separated by {delimiter!r}")
            line = Line(number, (), f"not a row of {cells}: {error}")
        yield line
