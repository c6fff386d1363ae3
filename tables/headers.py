"""The header of a table: found below title rows, and the cells of the rows fitted to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, islice

from tables.rows import Line

# the header is looked for in so many rows: a report has its title, day and author above it
TITLE_ROWS = 20


def header_among(lines: Iterator[Line], columns: Collection[str]) -> tuple[Line, Iterator[Line]]:
    """Return the line that names the columns, and those after it.

    It is the first of which half of the cells are `columns`; where there is none, it is the first line.
    """
    first = list(islice(lines, TITLE_ROWS))
    place = next((place for place, line in enumerate(first) if names_columns(line, columns)), 0)
    header = first[place] if first else Line(1, ())
    return header, chain(first[place + 1 :], lines)


def names_columns(line: Line, columns: Collection[str]) -> bool:
    """Say whether at least half of the cells of a line that hold something are names of columns."""
    filled = [cell.strip() for cell in line.cells if cell.strip()]
    known = sum(cell in columns for cell in filled)
    return known > 0 and 2 * known >= len(filled)


def named(line: Line) -> list[str]:
    """Return the names of columns, without empty ones at the end."""
    names = [cell.strip() for cell in line.cells]
    return names[: last_filled(names)]


def fitted(line: Line, width: int, padded: bool) -> Line:
    """Return a line without the empty cells beyond the header; `padded`, with empty ones where it ends early."""
    beyond = last_filled(line.cells) > width
    if beyond and padded and line.fault is None:
        return line._replace(fault=f"has values beyond the {width} columns that the header names")
    cells = line.cells if beyond else line.cells[:width]
    return line._replace(cells=[*cells, *[""] * (width - len(cells))] if padded else cells)


def last_filled(cells: Collection[str]) -> int:
    """Return how many cells there are up to the last that holds something."""
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
