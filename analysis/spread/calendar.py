"""Consecutive calendar periods: years, half-years, quarters and months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from analysis.spread.vocabulary import Period

MONTHS = {Period.YEAR: 12, Period.HALF_YEAR: 6, Period.QUARTER: 3, Period.MONTH: 1}


@dataclass(frozen=True)
class Calendar:
    """The periods from the one that contains `first` to the one that contains `last`."""

    period: Period
    first: date
    last: date

    def __len__(self) -> int:
        """Return the number of periods: 0 if `last` is before `first`."""
        return max(self.number(self.last) - self.number(self.first) + 1, 0) if self.first <= self.last else 0

    def number(self, day: date) -> int:
        """Return the number of the period that contains a day, counted from year 0."""
        return (day.year * 12 + day.month - 1) // MONTHS[self.period]

    def step(self, day: date) -> int:
        """Return the number of the period that contains a day, counted from the first period, which is 0."""
        return self.number(day) - self.number(self.first)

    def since(self, step: int) -> date:
        """Return the first day of a period."""
        months = (self.number(self.first) + step) * MONTHS[self.period]
        return date(months // 12, months % 12 + 1, 1)

    def until(self, step: int) -> date:
        """Return the last day of a period, even if the period was not observed to its end."""
        # `date` cannot represent a day after `date.max`
        return date.max if self.since(step).year == date.max.year else self.since(step + 1) - timedelta(days=1)

    def label(self, step: int) -> str:
        """Return the name of a period: 2021, 2021-H1, 2021-Q3, 2021-05."""
        begin = self.since(step)
        part = (begin.month - 1) // MONTHS[self.period] + 1
        names = {
            Period.YEAR: "",
            Period.HALF_YEAR: f"-H{part}",
            Period.QUARTER: f"-Q{part}",
            Period.MONTH: f"-{part:02}",
        }
        return f"{begin.year:04}{names[self.period]}"

    def finished(self, step: int) -> bool:
        """Return whether a period was observed to its end."""
        return self.until(step) <= self.last
