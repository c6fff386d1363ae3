"""The rule for the closing of deficits, which separates the open and the overcome deficits of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Closing:
    """An event on the day `on` that can close deficits of one person in one competence. It began on `began_on`.

    `began_on` is None if the start day is irrelevant.
    """

    on: date
    began_on: date | None = None


def closed_on(found_on: date | None, closings: Iterable[Closing]) -> date | None:
    """Return the day on which a deficit was closed; None while it is open.

    A deficit of a person in a competence, found on a day, is closed on the earliest day, not before `found_on`, of

    - `endedOn` of an enrolment of the person with the status COMPLETED in a version of a program that DEVELOPS exactly
      this competence, where `beganOn` is known and not before `found_on`;
    - `endedOn` of a placement of the person with the status COMPLETED in an internship that DEVELOPS exactly this
      competence;
    - `takenOn` of another attempt of the person, after `found_on`, at a diagnostic that MEASURES exactly this
      competence, which REVEALED no deficit in it.

    Parents and children of a competence do not count. An unknown end day closes nothing, and a deficit with an unknown
    `found_on` stays open. A person HAS_DEFICIT while the deficit is open, and OVERCAME it once it is closed.
    """
    if found_on is None:
        return None
    days = [each.on for each in closings if _closes(each, found_on)]
    return min(days, default=None)


def by_training(began_on: date | None, ended_on: date | None) -> Iterable[Closing]:
    """Yield the closing by a completed enrolment, if its days are known."""
    if began_on is not None and ended_on is not None:
        yield Closing(ended_on, began_on)


def by_placement(ended_on: date | None) -> Iterable[Closing]:
    """Yield the closing by a completed placement, if its end day is known."""
    if ended_on is not None:
        yield Closing(ended_on)


def by_attempt(taken_on: date | None) -> Iterable[Closing]:
    """Yield the closing by an attempt that revealed no deficit. It closes only deficits found on earlier days."""
    if taken_on is not None:
        yield Closing(taken_on, date.fromordinal(taken_on.toordinal() - 1))


def _closes(closing: Closing, found_on: date) -> bool:
    return closing.on >= found_on and (closing.began_on is None or closing.began_on >= found_on)
