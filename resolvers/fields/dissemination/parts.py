"""Parts of the result: the pages of the cascade, and the first adoption of each adopter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from analysis.spread.cascade import PracticeSpread, SpreadStep
from analysis.spread.forest import CascadeStep
from analysis.spread.timeline import Starts
from resolvers.compiling.listing import Key, Listing


def listing_of(practice: str, spread: PracticeSpread) -> Listing[SpreadStep]:
    """Return the cascade as a list with pages."""
    return Listing(spread.steps, key_of, 2, f"steps of {practice} as of {spread.as_of}")


def key_of(step: SpreadStep) -> Key:
    """Return the key of a step in the order of starts: its first day and its adoption."""
    return step.started_on.isoformat() if step.started_on else None, step.adoption


def starts_of(uptakes: Sequence[CascadeStep], until: date) -> Starts:
    """Return the first day on which each organisation adopted the practice. Starts after `until` are omitted."""
    adopters = [(each.organisation, each.started_on) for each in uptakes if each.organisation is not None]
    known = firsts((each, day) for each, day in adopters if day is not None)
    unknown = dict.fromkeys(each for each, _ in adopters if each not in known)
    return Starts({each: day for each, day in known.items() if day <= until}, [*unknown])


def firsts(days: Iterable[tuple[str, date]]) -> dict[str, date]:
    """Return the first day of each id."""
    found: dict[str, date] = {}
    for each, day in days:
        found[each] = min(day, found.get(each, day))
    return found
