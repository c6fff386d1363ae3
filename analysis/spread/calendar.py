"""Calendar periods: years, half-years, quarters and months, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from analysis.spread.vocabulary import Period

MONTHS = {Period.YEAR: 12, Period.HALF_YEAR: 6, Period.QUARTER: 3, Period.MONTH: 1}


@dataclass(frozen=True)
class Calendar:
    """The periods from the one that holds `first` to the one that holds `last`."""

    period: Period
    first: date
    last: date

    def __len__(self) -> int:
        """How many there are; 0 where `last` comes before `first`."""
        return max(self.number(self.last) - self.number(self.first) + 1, 0) if self.first <= self.last else 0

    def number(self, day: date) -> int:
        """The number of the period that holds a day, counted from the beginning of the calendar."""
        return (day.year * 12 + day.month - 1) // MONTHS[self.period]

    def step(self, day: date) -> int:
        """The number of the period that holds a day, counted from the first one, which is 0."""
        return self.number(day) - self.number(self.first)

    def since(self, step: int) -> date:
        """The first day of a period."""
        months = (self.number(self.first) + step) * MONTHS[self.period]
        return date(months // 12, months % 12 + 1, 1)

    def until(self, step: int) -> date:
        """The last day of a period, whether or not it was observed to its end."""
        # there is no day after the last one of the calendar
        return date.max if self.since(step).year == date.max.year else self.since(step + 1) - timedelta(days=1)

    def label(self, step: int) -> str:
        """The name of a period: 2021, 2021-H1, 2021-Q3, 2021-05."""
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
        """Whether a period was observed to its end."""
        return self.until(step) <= self.last
