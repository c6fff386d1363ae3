"""The functions of suggested internships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.internships.scoring import InternshipSuggestion
from analysis.internships.suggesting_internships import InternshipRequest, InternshipSearch, search_internships
from resolvers.compiling.computed_field import ArgumentValues, Steps, fetch
from resolvers.fields.days import requested_day
from resolvers.fields.internship_suggestions.statement import RECORDS
from resolvers.fields.person_itself import AskedPerson
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFAULT_INTERNSHIPS, MOST_SUGGESTED = 10, 100


@dataclass(frozen=True)
class InternshipArguments:
    """The arguments of the fields: the number of internships, the period, the largest distance, and the day."""

    first: int
    from_: date | None
    until: date | None
    max_km: float | None
    as_of: date


def arguments(given: ArgumentValues) -> InternshipArguments:
    """Validate and return the arguments.

    Raises a `RequestError` for a `first` outside of its limits, an empty or past period, or an invalid distance.
    """
    since, until, most_km = (given.get(name) for name in ("from", "until", "maxKm"))
    day = requested_day(given.get("asOf"))
    if since is not None and until is not None and until < since:
        raise bad_input(f"until is {until}, before from, {since}. Give a later day.")
    if until is not None and until < day:
        raise bad_input(f"until is {until}, before {day}. Internships that have begun are not suggested.")
    if most_km is not None and most_km <= 0:
        raise bad_input(f"maxKm is {most_km}. Give more than 0 kilometres.")
    first = limited("first", given.get("first"), DEFAULT_INTERNSHIPS, MOST_SUGGESTED)
    return InternshipArguments(first, since, until, most_km, day)


def internship_search(arguments: InternshipArguments, rows: list[AskedPerson]) -> Steps[InternshipSearch]:
    """Return the suggested internships of the person with the field."""
    (row,), day = rows, arguments.as_of
    (records,) = yield from fetch(RECORDS, person=row.id, day=day)
    request = InternshipRequest(arguments.first, arguments.from_, arguments.until, arguments.max_km, day)
    return search_internships(records, request)


def internship_suggestions(
    arguments: InternshipArguments, rows: list[AskedPerson]
) -> Steps[tuple[InternshipSuggestion, ...]]:
    """Return the suggestions alone."""
    found = yield from internship_search(arguments, rows)
    return found.suggestions
