"""The function of `whereToReplicate`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analysis.answers import Wording
from analysis.replication import replication_wording as wording
from analysis.replication.plan import Plan, plan_of
from analysis.replication.situation import Situation
from analysis.vocabulary import Fairness
from resolvers.computed import Given
from resolvers.days import day_asked, today
from resolvers.fields.stored_model import model_of
from resolvers.fields.where_to_replicate.rows import SituationRow, situation_of
from resolvers.limits import limited

DEFAULT_TARGETS, MOST_TARGETS = 10, 100


@dataclass(frozen=True)
class Arguments:
    """The arguments of the field."""

    first: int
    fairness: Fairness
    as_of: date


def arguments(given: Given) -> Arguments:
    """Return the arguments of the field; raises a `RequestError` where `first` is out of its limits."""
    first = limited("first", given.get("first"), DEFAULT_TARGETS, MOST_TARGETS)
    return Arguments(first, Fairness[given.get("fairness") or Fairness.NONE], day_asked(given.get("asOf")))


def where_to_replicate(arguments: Arguments, rows: list[SituationRow]) -> Plan:
    """Return the plan for a practice."""
    (row,) = rows
    situation = situation_of(row, arguments.as_of)
    return plan_of(situation, model_of(row.model), arguments.first, arguments.fairness, [*notes(situation)])


def notes(situation: Situation) -> Iterator[Wording]:
    """Yield what must be known to read the plan."""
    if situation.day > today():
        yield wording.future_day()
    if not len(situation.adopters.organisations):
        yield wording.nobody_known()
