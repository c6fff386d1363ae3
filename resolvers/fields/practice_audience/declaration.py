"""The declaration of `Practice.audience`, its statement and its function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from analysis.replication.described_audience import PracticeAudience, described_audience
from graph_model.kinds.practices import Practice
from resolvers.compiling.computed_field import ArgumentValues, ComputedField, FieldStatement, Steps, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.days import today
from resolvers.fields.replication_country.country import country_and_model


class AudienceRow(NamedTuple):
    """A practice by global id."""

    id: str


@dataclass(frozen=True)
class AudienceArguments:
    """The arguments of the field, which has none."""


def arguments(given: ArgumentValues) -> AudienceArguments:
    """Return the arguments."""
    del given
    return AudienceArguments()


def practice_itself(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
    """Write the statement: one `AudienceRow`."""
    del condition, parameter, visible
    return f"RETURN {returned(AudienceRow, id=f'{variable}.id')}"


def audience(arguments: AudienceArguments, rows: list[AudienceRow]) -> Steps[PracticeAudience]:
    """Return the declared and the inferred audience of a practice today."""
    del arguments
    (row,) = rows
    country, _ = yield from country_and_model()
    return described_audience(country, country.practices.numbers[row.id], today())


PRACTICE_AUDIENCE = ComputedField(
    Practice.__name__,
    "audience",
    arguments=arguments,
    statement=FieldStatement(AudienceRow, practice_itself),
    compute=audience,
)
