"""Periods of the tables of `analyse spread`: whole numbers, or dates that are grouped by year or another length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from analysis.spread.calendar import Calendar
from analysis.spread.vocabulary import Period
from metodgraph.commands.analyse.tables import NUMBER, Floats, Table
from tables.problems import TableError

DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(-(?P<day>\d{1,2})([T ].*)?)?", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})( .*)?", re.ASCII),
)
WHOLE = re.compile(r"[+-]?\d+(\.0*)?", re.ASCII)
FIRST_DAY = date(1, 1, 1)


class PeriodLength(StrEnum):
    """The length of the periods into which dates are grouped."""

    YEAR = "year"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"

    @property
    def calendar(self) -> Calendar:
        """Return the calendar from year 1 on. Raises `KeyError` for weeks and days, which are counted instead."""
        return Calendar(Period[self.name], FIRST_DAY, FIRST_DAY)


@dataclass(frozen=True)
class Periods:
    """The periods of a table: whole numbers (`length` None), or numbers of calendar periods."""

    length: PeriodLength | None = None

    def label(self, number: int) -> str | int:
        """Return the name of a period: its number, or as in 2021, 2021-H1, 2021-Q3, 2021-05, 2021-05-17.

        The name of a week is its Monday.
        """
        match self.length:
            case None:
                return number
            case PeriodLength.DAY:
                return str(date.fromordinal(number))
            case PeriodLength.WEEK:
                return str(date.fromordinal(7 * number + 1))
        return self.length.calendar.label(number)

    def number(self, text: str) -> float:
        """Return the number of the period that a text names, or NaN if it names none."""
        if self.length is None:
            return float(text) if WHOLE.fullmatch(text) else np.nan
        day = self._day(text)
        if day is None:
            return np.nan
        match self.length:
            case PeriodLength.DAY:
                return float(day.toordinal())
            case PeriodLength.WEEK:
                # day 1 is a Monday
                return float((day.toordinal() - 1) // 7)
        return float(self.length.calendar.step(day))

    def column(self, table: Table, name: str) -> Floats:
        """Return a column of periods of shape (rows,), NaN for empty cells. Raises `TableError` for other texts."""
        if self.length is None:
            return table.numbers(name)
        texts = table.texts(name)
        found = np.array([self.number(each) if each else np.nan for each in texts.tolist()])
        table.refuse(name, np.flatnonzero((texts != "") & np.isnan(found)), f"is not {self.expected}")
        return found

    def option(self, text: str | int | None, name: str) -> int | None:
        """Return the number of the period that an option names. Raises `TableError` if it names none."""
        if text is None:
            return None
        found = self.number(str(text).strip())
        if np.isnan(found):
            msg = f"{name} {text} is not {self.expected}."
            raise TableError(msg)
        return int(found)

    @property
    def expected(self) -> str:
        """Return the form of a period as the end of an error message."""
        match self.length:
            case None:
                return "a whole number, as the periods of the table are"
            case PeriodLength.DAY | PeriodLength.WEEK:
                return "a date with a day, as in 2021-09-01 or 01.09.2021"
            case PeriodLength.YEAR:
                return "a date, as in 2021-09-01, 01.09.2021, 2021-09 or 2021"
        return "a date with a month, as in 2021-09-01, 01.09.2021 or 2021-09"

    def _day(self, text: str) -> date | None:
        parts = next((found for each in DATES if (found := each.fullmatch(text))), None)
        if parts is None:
            years = self.length is PeriodLength.YEAR and re.fullmatch(r"\d{4}", text, re.ASCII)
            return valid_day(text, "1", "1") if years else None
        if parts["day"] is None and self.length in (PeriodLength.DAY, PeriodLength.WEEK):
            return None
        return valid_day(parts["year"], parts["month"], parts["day"] or "1")


def valid_day(year: str, month: str, day: str) -> date | None:
    """Return a day, or None if the calendar does not contain it."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def periods_of(table: Table, length: PeriodLength | None) -> Periods:
    """Return the periods of a table of adoptions: dates if some cell of the column `period` is a date.

    Dates are grouped by year if no length is given. Raises `TableError` if a length is given for numbers.
    """
    texts = [each for each in table.texts("period").tolist() if each]
    if any(each.fullmatch(text) for text in texts for each in DATES):
        return Periods(length or PeriodLength.YEAR)
    if length and texts and all(NUMBER.fullmatch(each) for each in texts):
        msg = f"--by {length} groups dates, but the periods in {table.path.name} are numbers. Leave --by out."
        raise TableError(msg)
    return Periods(length if length and texts else None)


def tie_periods(periods: Periods, ties: Table) -> tuple[Floats, Floats] | None:
    """Return the first and last periods of ties of shape (ties,), or None if the table has no such columns."""
    given = [name for name in ("since", "until") if ties.has(name)]
    if not given:
        return None
    empty = np.full(len(ties), np.nan)
    found: Sequence[Floats] = [periods.column(ties, name) if name in given else empty for name in ("since", "until")]
    return found[0], found[1]
