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
from resolvers.compiling.computed_field import ArgumentValues, Steps, fetch, share
from resolvers.fields.days import requested_day, today
from resolvers.fields.stored_model import StoredModelRow, model_of
from resolvers.fields.where_to_replicate.country import COUNTRY
from resolvers.fields.where_to_replicate.rows import PlannedPracticeRow, situation_of
from resolvers.fields.where_to_replicate.statement import SURROUNDINGS
from resolvers.requests.limits import limited

DEFAULT_TARGETS, MOST_TARGETS = 10, 100


@dataclass(frozen=True)
class TargetsArguments:
    """The arguments of the field."""

    first: int
    fairness: Fairness
    as_of: date


def arguments(given: ArgumentValues) -> TargetsArguments:
    """Validate and return the arguments. Raises a `RequestError` if `first` is outside its limits."""
    first = limited("first", given.get("first"), DEFAULT_TARGETS, MOST_TARGETS)
    return TargetsArguments(first, Fairness[given.get("fairness") or Fairness.NONE], requested_day(given.get("asOf")))


def where_to_replicate(arguments: TargetsArguments, rows: list[PlannedPracticeRow]) -> Steps[Plan]:
    """Return the plan for a practice."""
    (practice,) = rows
    situation, model = yield from situation_read(practice, arguments.as_of)
    return plan_of(situation, model_of(model), arguments.first, arguments.fairness, [*notes(situation)])


def situation_read(practice: PlannedPracticeRow, day: date) -> Steps[tuple[Situation, StoredModelRow | None]]:
    """Read and return the situation of a practice on a day, and the stored model."""
    country = yield from share(COUNTRY)
    (row,) = yield from fetch(SURROUNDINGS, practice=practice.node, day=day, largest=country.largest)
    return situation_of(practice, row, country, day), row.model


def notes(situation: Situation) -> Iterator[Wording]:
    """Yield remarks on the interpretation of the plan."""
    if situation.day > today():
        yield wording.future_day()
    if not len(situation.adopters.organisations):
        yield wording.no_adopters()
