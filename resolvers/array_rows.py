"""From the rows of the named statements in `resolvers.arrays` to what the analyses take."""

from __future__ import annotations

from datetime import date
from typing import Any

from analysis.answers import Period
from analysis.links import Tie
from analysis.network import Arrays, Border, Ending, Seat
from analysis.vocabulary import LinkKind

Row = list[Any]


def arrays_of(rows: list[Row]) -> Arrays:
    """The network of organisations, from the single row of `network`."""
    ((endings, seats, borders, ties),) = rows
    return Arrays(
        endings=[Ending(organisation, day_of(last_day)) for organisation, last_day in endings],
        seats=[Seat(region, each, record) for region, record, organisations in seats for each in organisations],
        borders=[Border(region, other, record) for record, pairs in borders for region, other in pairs],
        ties=[tie_of(LinkKind[kind], start, end, *rest) for kind, *rest, pairs in ties for start, end in pairs],
    )


def tie_of(kind: LinkKind, start: str, end: str, record: str | None, since: str | None, until: str | None) -> Tie:
    """A tie between two organisations."""
    return Tie(kind, start, end, record, period_of(since, until))


def period_of(since: str | None, until: str | None) -> Period:
    """A period from two days as text."""
    return Period(day_of(since), day_of(until))


def day_of(text: str | None) -> date | None:
    """A day from its text."""
    return None if text is None else date.fromisoformat(text)
