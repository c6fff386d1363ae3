"""The function of people reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.replication.people_reached import PeopleReached, people_reached
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.fields.days import requested_day
from resolvers.fields.people_reached.rows import ReachRow


@dataclass(frozen=True)
class ReachArguments:
    """The arguments of `Practice.peopleReached`."""

    as_of: date


def arguments(given: ArgumentValues) -> ReachArguments:
    """Return the arguments of the field."""
    return ReachArguments(requested_day(given.get("asOf")))


def reached(arguments: ReachArguments, rows: list[ReachRow]) -> PeopleReached:
    """Return the people whom the practice reached by a day. An adoption with an unknown first day is included."""
    begun = [each for each in rows if each.started_on is None or each.started_on <= arguments.as_of]
    return people_reached([each.report() for each in begun], arguments.as_of)
