"""The function of suggested routes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.routes.suggesting import RouteRequest, RouteSuggestion, suggest
from graph_model.terms import StudyForm
from resolvers.compiling.computed_field import ArgumentValues, Steps, fetch
from resolvers.fields.days import requested_day
from resolvers.fields.person_itself import AskedPerson
from resolvers.fields.route_suggestion.statement import RECORDS
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

MOST_HOURS = 2_000


@dataclass(frozen=True)
class RouteArguments:
    """The arguments of `Person.routeSuggestion`."""

    hours: int
    forms: frozenset[StudyForm] | None
    as_of: date


def arguments(given: ArgumentValues) -> RouteArguments:
    """Validate and return the arguments. Raises a `RequestError` for hours outside of their limits, or no forms."""
    forms = given.get("forms")
    if forms is not None and not forms:
        raise bad_input("forms is empty. Give at least one form, or omit it to use all.")
    return RouteArguments(
        hours=limited("hours", given.get("hours"), MOST_HOURS, MOST_HOURS),
        forms=None if forms is None else frozenset(StudyForm[each] for each in forms),
        as_of=requested_day(given.get("asOf")),
    )


def route_suggestion(arguments: RouteArguments, rows: list[AskedPerson]) -> Steps[RouteSuggestion]:
    """Return the route of the person with the field."""
    (row,) = rows
    (records,) = yield from fetch(RECORDS, person=row.id, day=arguments.as_of)
    return suggest(records, RouteRequest(arguments.hours, arguments.forms, arguments.as_of))
