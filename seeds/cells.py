"""Cells of reference tables: written in one way only, and columns that mean more than their text says."""

import re
from datetime import date

from graph_model.terms import BorderMethod, Confidence
from tables.cells import CellError, CellFormat, day, matching, trimmed

CELLS = CellFormat(
    whole=re.compile(r"-?[0-9]{1,18}"),
    decimal=re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?"),
    flags={"1": True, "0": False},
    flag_words="1 or 0",
    any_case=False,
    trimmed_text=True,
)
YEAR = re.compile(r"[0-9]{4}")
YEAR_AVERAGE = re.compile(r"([0-9]{4})-avg")

# the first year of the directory of municipalities: the beginnings of its first entries are unknown
DIRECTORY_BEGINS = "2018"

border_method = CELLS.parser_of_codes(BorderMethod)


def capital_code(text: str) -> str:
    """A code of no closed vocabulary, kept in capitals like those that have one."""
    return trimmed(text).upper()


def first_day(text: str) -> date:
    """Return the first day of validity: a day, or a year as its 1 January."""
    return date(year_number(text), 1, 1) if YEAR.fullmatch(text) else day(text)


def last_day(text: str) -> date:
    """Return the last day of validity: a day, or a year as its 31 December."""
    return date(year_number(text), 12, 31) if YEAR.fullmatch(text) else day(text)


def year_of_record(text: str) -> date | None:
    """Return the first year of a municipality in the directory; None for the first year of the directory."""
    year = matching(YEAR, text, "a year")
    return None if year == DIRECTORY_BEGINS else date(year_number(year), 1, 1)


def day_of_count(text: str) -> date:
    """Return a day; an average over a year (2022-avg) has the day in its middle, 1 July."""
    average = YEAR_AVERAGE.fullmatch(text)
    return date(year_number(average[1]), 7, 1) if average else day(text)


def confidence_of_border(text: str) -> Confidence:
    """How sure a border is that was found by the method in the cell; a graph of centres only approximates it."""
    return Confidence.ASSUMED if border_method(text) is BorderMethod.CENTRE_GABRIEL else Confidence.HIGH


def year_number(text: str) -> int:
    """A year of the calendar; there is no year 0."""
    if int(text) == 0:
        msg = "expected a year"
        raise CellError(msg)
    return int(text)
