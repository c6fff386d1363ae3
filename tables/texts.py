"""Writing a cell: values and lists as texts that are read back as the same values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from enum import Enum

# separates the elements of a list; inside of an element it is written as \|
SEPARATOR = "|"
TOKENS = re.compile(r"\\(.)|(\|)|([^|\\]+)", re.DOTALL)


def written(value: object) -> str:
    """Return the text of a value, which the parser of its type reads back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value)
    msg = f"a {type(value).__name__} has no place in a cell"
    raise TypeError(msg)


def elements(text: str) -> tuple[str, ...]:
    """Return the elements of a list."""
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
    """Return a list as one text."""
    return SEPARATOR.join(text.replace("\\", "\\\\").replace(SEPARATOR, "\\|") for text in texts)


def text_of(value: object) -> str:
    """Return a value of a spreadsheet or of JSON as the text of a cell; raises a `TypeError` where it has none."""
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
