"""Reading a cell: from its text to the value that the model declares."""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum

from graph_model.terms import BorderMethod, Confidence

Value = str | int | float | bool | date | Enum
Parse = Callable[[str], "Value | None"]

WHOLE = re.compile(r"-?[0-9]{1,18}")
DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR = re.compile(r"[0-9]{4}")
YEAR_AVERAGE = re.compile(r"([0-9]{4})-avg")

# the first year of the directory of municipalities: what stands there from the start began at a time not known
DIRECTORY_BEGINS = "2018"


class CellError(ValueError):
    """The text of a cell is not what its column holds."""


def parser_of(declared: type) -> Parse:
    """How the cells of a property of the type `declared` are read."""
    if issubclass(declared, Enum):
        return lambda text: one_of(declared, text)
    return PARSERS[declared]


def words(text: str) -> str:
    """Text as it stands."""
    if text != text.strip() or not text.isprintable():
        msg = "expected text with no space around it and no control characters"
        raise CellError(msg)
    return text


def whole(text: str) -> int:
    """A whole number."""
    return int(_matching(WHOLE, text, "a whole number"))


def decimal(text: str) -> float:
    """A number with a decimal point."""
    return float(_matching(DECIMAL, text, "a number"))


def yes_or_no(text: str) -> bool:
    """1 for yes and 0 for no."""
    return _matching(re.compile("[01]"), text, "1 or 0") == "1"


def day(text: str) -> date:
    """A day as 2024-01-31."""
    try:
        return date.fromisoformat(_matching(DAY, text, "a day like 2024-01-31"))
    except ValueError as error:
        msg = "expected a day like 2024-01-31"
        raise CellError(msg) from error


def one_of(terms: type[Enum], text: str) -> Enum:
    """A code of the vocabulary `terms`, written in small letters."""
    codes = {str(term.value).lower(): term for term in terms}
    if text not in codes:
        msg = f"expected one of {', '.join(codes)}"
        raise CellError(msg)
    return codes[text]


def capital_code(text: str) -> str:
    """A code of no closed vocabulary, kept in capitals like those that have one."""
    return words(text).upper()


def first_day(text: str) -> date:
    """A day, or a year, which stands for its 1 January: since when something holds."""
    return date(year_number(text), 1, 1) if YEAR.fullmatch(text) else day(text)


def last_day(text: str) -> date:
    """A day, or a year, which stands for its 31 December: until when something holds."""
    return date(year_number(text), 12, 31) if YEAR.fullmatch(text) else day(text)


def year_of_record(text: str) -> date | None:
    """The year since which a municipality stands in the directory; its first year says nothing of the beginning."""
    year = _matching(YEAR, text, "a year")
    return None if year == DIRECTORY_BEGINS else date(year_number(year), 1, 1)


def day_of_count(text: str) -> date:
    """A day, or the average over a year (2022-avg), which stands for the middle of it, 1 July."""
    average = YEAR_AVERAGE.fullmatch(text)
    return date(year_number(average[1]), 7, 1) if average else day(text)


def confidence_of_border(text: str) -> Confidence:
    """How sure a border is that was found by the method in the cell; a graph of centres only approximates it."""
    return Confidence.ASSUMED if one_of(BorderMethod, text) is BorderMethod.CENTRE_GABRIEL else Confidence.HIGH


def year_number(text: str) -> int:
    """A year of the calendar; there is no year 0."""
    if int(text) == 0:
        msg = "expected a year"
        raise CellError(msg)
    return int(text)


def _matching(pattern: re.Pattern[str], text: str, expected: str) -> str:
    if not pattern.fullmatch(text):
        msg = f"expected {expected}"
        raise CellError(msg)
    return text


PARSERS: dict[type, Parse] = {str: words, int: whole, float: decimal, bool: yes_or_no, date: day}
