"""The header of a table: detection below title rows, and adjustment of rows to its width."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, islice

from tables.rows import Line

# number of rows searched for the header: reports have a title, a day and an author above it
TITLE_ROWS = 20


def header_among(lines: Iterator[Line], columns: Collection[str]) -> tuple[Line, Iterator[Line]]:
    """Return the line with the names of the columns, and the lines after it.

    The header is the first line in which at least half of the cells that are not empty are `columns`. If there is no
    such line among the first `TITLE_ROWS`, the header is the first line.
    """
    first = list(islice(lines, TITLE_ROWS))
    place = next((place for place, line in enumerate(first) if names_columns(line, columns)), 0)
    header = first[place] if first else Line(1, ())
    return header, chain(first[place + 1 :], lines)


def names_columns(line: Line, columns: Collection[str]) -> bool:
    """Return whether at least half of the cells of a line that are not empty are names of columns."""
    filled = [cell.strip() for cell in line.cells if cell.strip()]
    known = sum(cell in columns for cell in filled)
    return known > 0 and 2 * known >= len(filled)


def named(line: Line) -> list[str]:
    """Return the names of the columns, without empty names at the end."""
    names = [cell.strip() for cell in line.cells]
    return names[: last_filled(names)]


def fitted(line: Line, width: int, padded: bool) -> Line:
    """Return a line without empty cells beyond the header. If `padded` is true, fill a short line with empty cells."""
    beyond = last_filled(line.cells) > width
    if beyond and padded and line.fault is None:
        return line._replace(fault=f"has values beyond the {width} columns of the header")
    cells = line.cells if beyond else line.cells[:width]
    return line._replace(cells=[*cells, *[""] * (width - len(cells))] if padded else cells)


def last_filled(cells: Collection[str]) -> int:
    """Return the number of cells up to the last one that is not empty."""
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
