"""Plain reference implementation of the timeline of a practice, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from analysis.answers import ValidityPeriod as Life


class Figures(NamedTuple):
    """The figures of one period."""

    new: int
    at_risk: int
    censored: int


def timeline(
    organisations: Mapping[str, Life], starts: Mapping[str, date], unknown: set[str], bounds: list[tuple[date, date]]
) -> list[Figures]:
    """Return the figures of periods with the given first and last days. Each organisation is counted separately."""
    found = []
    for number, (since, until) in enumerate(bounds):
        new = {each for each, day in starts.items() if since <= day <= until}
        before = {each for each, day in starts.items() if day < since}
        present = {
            each
            for each, (begin, end) in organisations.items()
            if (begin is None or begin <= until) and (end is None or end >= since)
        }
        at_risk = (present - before - unknown) | new
        leaving = {
            each for each in at_risk - new if (end := organisations[each].until) is not None and since <= end <= until
        }
        last = number == len(bounds) - 1
        found.append(Figures(len(new), len(at_risk), len(at_risk - new) if last else len(leaving)))
    return found
