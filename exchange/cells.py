"""One cell of a table: from its text to the value that the model declares, and back."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum

CellValue = str | int | float | bool | date | datetime | Enum
Parse = Callable[[str], CellValue]

WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
DECIMAL = re.compile(r"[+-]?[0-9]{1,18}([.,][0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FLAGS = {"true": True, "false": False, "1": True, "0": False}
# what parts the elements of a list; inside of an element it is written as \|
SEPARATOR = "|"
_TOKENS = re.compile(r"\\(.)|(\|)|([^|\\]+)", re.DOTALL)


class CellError(ValueError):
    """The text of a cell is not what its column holds; the message says what was expected, never what was met."""


def parser_of(declared: type) -> Parse:
    """How the cells of a property of the type `declared` are read."""
    return one_of(declared) if issubclass(declared, Enum) else PARSERS[declared]


def written(value: object) -> str:
    """The text of a value, as `parser_of` its type reads it back."""
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
    """The elements of a list."""
    if not text:
        return ()
    if "\\" not in text:
        return tuple(text.split(SEPARATOR))
    found = [""]
    for escaped, separator, plain in _TOKENS.findall(text):
        if separator:
            found.append("")
        else:
            found[-1] += escaped or plain
    return tuple(found)


def joined(texts: list[str] | tuple[str, ...]) -> str:
    """The list as one text."""
    return SEPARATOR.join(text.replace("\\", "\\\\").replace(SEPARATOR, "\\|") for text in texts)


def whole(text: str) -> int:
    """A whole number."""
    if not WHOLE.fullmatch(text):
        msg = "expected a whole number"
        raise CellError(msg)
    return int(text)


def decimal(text: str) -> float:
    """A number; the comma of Russian tables is taken as well as the point."""
    number = float(text.replace(",", ".")) if DECIMAL.fullmatch(text) else math.nan
    if not math.isfinite(number):
        msg = "expected a number"
        raise CellError(msg)
    return number


def flag(text: str) -> bool:
    """True or false."""
    found = FLAGS.get(text.lower())
    if found is None:
        msg = "expected true or false"
        raise CellError(msg)
    return found


def day(text: str) -> date:
    """A day as 2024-01-31."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # a day that no calendar has is told like any other text
    msg = "expected a day like 2024-01-31"
    raise CellError(msg)


def moment(text: str) -> datetime:
    """A moment as 2024-01-31T12:00:00+03:00."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        msg = "expected a time with its offset, like 2024-01-31T12:00:00+03:00"
        raise CellError(msg)
    return found


def one_of(terms: type[Enum]) -> Parse:
    """How a code of the vocabulary `terms` is read; small letters are taken as well."""
    codes: dict[str, Enum] = {str(term.value): term for term in terms}
    small = {code.lower(): term for code, term in codes.items()}

    def parse(text: str) -> Enum:
        found = codes.get(text) or small.get(text.lower())
        if found is None:
            msg = f"expected one of {', '.join(codes)}"
            raise CellError(msg)
        return found

    return parse


PARSERS: dict[type, Parse] = {str: str, int: whole, float: decimal, bool: flag, date: day, datetime: moment}
