"""The functions of suggested mentors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.mentoring.records import MentorRecord
from analysis.mentoring.scoring import MentorSuggestion
from analysis.mentoring.suggesting_mentors import MentorSearch, search_mentors
from resolvers.compiling.computed_field import ArgumentValues, Steps, fetch, share
from resolvers.fields.days import today
from resolvers.fields.mentor_suggestions.statement import MENTEE, REGION_MENTORS
from resolvers.fields.person_itself import AskedPerson
from resolvers.requests.limits import limited

DEFAULT_MENTORS, MOST_SUGGESTED = 10, 100


@dataclass(frozen=True)
class MentorArguments:
    """The arguments of the fields: the number of mentors."""

    first: int


def arguments(given: ArgumentValues) -> MentorArguments:
    """Validate and return the arguments. Raises a `RequestError` for a `first` outside of its limits."""
    return MentorArguments(limited("first", given.get("first"), DEFAULT_MENTORS, MOST_SUGGESTED))


def mentor_search(arguments: MentorArguments, rows: list[AskedPerson]) -> Steps[MentorSearch]:
    """Return the suggested mentors of the person with the field, as of today."""
    (row,), day = rows, today()
    (mentee,) = yield from fetch(MENTEE, person=row.id, day=day)
    mentors: Sequence[MentorRecord] = []
    if mentee.region is not None:
        mentors = yield from share(REGION_MENTORS, region=mentee.region, day=day)
    return search_mentors(mentee, mentors, arguments.first, day)


def mentor_suggestions(arguments: MentorArguments, rows: list[AskedPerson]) -> Steps[tuple[MentorSuggestion, ...]]:
    """Return the suggestions alone."""
    found = yield from mentor_search(arguments, rows)
    return found.suggestions
