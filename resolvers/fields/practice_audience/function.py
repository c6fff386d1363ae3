"""The function of the audience of a practice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analysis.replication.practice_audience import PracticeAudience, practice_audience
from resolvers.compiling.computed_field import ArgumentValues
from resolvers.fields.days import requested_day
from resolvers.fields.practice_audience.rows import AudienceRow


@dataclass(frozen=True)
class AudienceArguments:
    """The arguments of `Practice.audience`."""

    as_of: date


def arguments(given: ArgumentValues) -> AudienceArguments:
    """Return the arguments of the field."""
    return AudienceArguments(requested_day(given.get("asOf")))


def audience(arguments: AudienceArguments, rows: list[AudienceRow]) -> PracticeAudience:
    """Return the declared and the inferred audience of the practice on a day."""
    (row,) = rows
    adopters = row.adopters(arguments.as_of)
    return practice_audience(
        declared=row.declared(),
        subject_stages=row.subject_stages(),
        adopters=[adopters[each].traits() for each in sorted(adopters)],
        undated=sum(each.started_on is None for each in adopters.values()),
        day=arguments.as_of,
    )
