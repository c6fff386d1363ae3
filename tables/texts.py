"""Texts of cells for values and lists, from which the parsers of `cells` read the same values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from enum import Enum

# separator of the elements of a list; it is escaped as \| within an element
SEPARATOR = "|"
TOKENS = re.compile(r"\\(.)|(\|)|([^|\\]+)", re.DOTALL)


def written(value: object) -> str:
    """Return the text of a value. Raises `TypeError` if a cell cannot contain values of this type."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value)
    msg = f"a {type(value).__name__} cannot be the value of a cell"
    raise TypeError(msg)


def elements(text: str) -> tuple[str, ...]:
    """Return the elements of a list that is written in one cell."""
    if not text:
        return ()
    if "\\" not in text:
        return tuple(text.split(SEPARATOR))
    found = [""]
    for escaped, separator, plain in TOKENS.findall(text):
        if separator:
            found.append("")
        else:
            found[-1] += escaped or plain
    return tuple(found)


def joined(texts: Sequence[str]) -> str:
    """Return the text of a cell for the elements of a list."""
    return SEPARATOR.join(text.replace("\\", "\\\\").replace(SEPARATOR, "\\|") for text in texts)


def text_of(value: object) -> str:
    """Return the cell text of a value from a spreadsheet or from JSON. Raises `TypeError` if there is none."""
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case list():
            return joined([text_of(each) for each in value])
    return written(value)
