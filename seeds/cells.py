"""Formats of cells of reference tables: one spelling for each value, and parsers of columns with special values."""

import re
from datetime import date

from graph_model.terms import BorderMethod, Confidence
from tables.cells import CellError, CellFormat, day, matching, trimmed

CELLS = CellFormat(
    integer_pattern=re.compile(r"-?[0-9]{1,18}"),
    decimal=re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?"),
    flags={"1": True, "0": False},
    flag_words="1 or 0",
    any_case=False,
    trimmed_text=True,
)
YEAR = re.compile(r"[0-9]{4}")
YEAR_AVERAGE = re.compile(r"([0-9]{4})-avg")

# the first year of the directory of municipalities: the true start of its first entries is unknown
DIRECTORY_BEGINS = "2018"

border_method = CELLS.parser_of_codes(BorderMethod)


def capital_code(text: str) -> str:
    """Return a code in capitals; for codes of no closed vocabulary."""
    return trimmed(text).upper()


def first_day(text: str) -> date:
    """Return the first day of validity: a day, or 1 January of a year."""
    return date(year_number(text), 1, 1) if YEAR.fullmatch(text) else day(text)


def last_day(text: str) -> date:
    """Return the last day of validity: a day, or 31 December of a year."""
    return date(year_number(text), 12, 31) if YEAR.fullmatch(text) else day(text)


def year_of_record(text: str) -> date | None:
    """Return the first year of a municipality in the directory; None for the first year of the directory."""
    year = matching(YEAR, text, "a year")
    return None if year == DIRECTORY_BEGINS else date(year_number(year), 1, 1)


def day_of_count(text: str) -> date:
    """Return the day of a count; an average over a year (2022-avg) is dated to 1 July of the year."""
    average = YEAR_AVERAGE.fullmatch(text)
    return date(year_number(average[1]), 7, 1) if average else day(text)


def confidence_of_border(text: str) -> Confidence:
    """Return the confidence of a border by its method; a graph of centres only approximates borders."""
    return Confidence.ASSUMED if border_method(text) is BorderMethod.CENTRE_GABRIEL else Confidence.HIGH


def year_number(text: str) -> int:
    """Return the year as a number; year 0 is rejected."""
    if int(text) == 0:
        msg = "expected a year"
        raise CellError(msg)
    return int(text)
