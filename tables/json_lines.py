"""The reader of JSON Lines: one object for each row, with the names of columns as keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import orjson

from tables.rows import Line
from tables.texts import text_of


def json_lines(path: Path, columns: Sequence[str], heard: Callable[[float], None]) -> Iterator[Line]:
    """Yield the header, then a line for each object. `heard` is called with the share of the file that was read.

    The header contains all `columns`, and the other keys of the first object.
    """
    size = max(path.stat().st_size, 1)
    header = [*columns]
    with path.open("rb") as opened:
        lines = ((number, line) for number, line in enumerate(opened, start=1) if line.strip())
        begun = False
        for number, line in lines:
            heard(opened.tell() / size)
            row = object_of(line)
            if not begun:
                begun = True
                yield Line(0, [*dict.fromkeys([*header, *(row or {})])])
            yield line_of(number, row, header)
        if not begun:
            yield Line(0, header)


def object_of(line: bytes) -> dict[str, object] | None:
    """Return the object of a line, or None if the line is not a JSON object."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def line_of(number: int, row: dict[str, object] | None, header: Sequence[str]) -> Line:
    """Return the cells of an object in the order of the header."""
    if row is None:
        return Line(number, (), "not a JSON object")
    if unknown := [name for name in row if name not in header]:
        return Line(number, (), f"unknown columns {', '.join(unknown)}")
    try:
        return Line(number, [text_of(row.get(name)) for name in header])
    except TypeError as error:
        return Line(number, (), str(error))
