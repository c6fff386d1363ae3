"""The arguments and the function of adoption statistics."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.vocabulary import AdoptionGroup
from graph_model.terms import AdoptionStage
from resolvers.computed import Given
from resolvers.errors import RequestError
from resolvers.fields.adoption_statistics.rows import AdoptionStatistic
from resolvers.fields.adoption_statistics.statement import MOST_ROWS, groups_asked

STAGES = {stage: place for place, stage in enumerate(AdoptionStage)}


@dataclass(frozen=True)
class AdoptionStatisticsArguments:
    """The groups to count by, each once."""

    group_by: tuple[AdoptionGroup, ...]


def validated(given: Given) -> AdoptionStatisticsArguments:
    """Validate the arguments; raises a `RequestError` where no group is named."""
    return AdoptionStatisticsArguments(groups_asked(given))


def adoption_statistics(
    arguments: AdoptionStatisticsArguments, rows: list[AdoptionStatistic]
) -> list[AdoptionStatistic]:
    """Return the rows in the order of the groups; raises a `RequestError` where there are more than `MOST_ROWS`."""
    if len(rows) > MOST_ROWS:
        message = f"These groups make more than {MOST_ROWS:,} rows. Group by less, or narrow the adoptions with where."
        raise RequestError("TOO_COSTLY", message)
    return sorted(rows, key=lambda row: [place(row, each) for each in arguments.group_by])


def place(row: AdoptionStatistic, group: AdoptionGroup) -> tuple[bool, str | int]:
    """Return the sort key of a row within a group: ascending, stages in the order of adoption, unknown ones last."""
    match group:
        case AdoptionGroup.REGION:
            return row.region is None, row.region or ""
        case AdoptionGroup.YEAR:
            return row.year is None, row.year or 0
        case AdoptionGroup.THEME:
            return row.theme is None, row.theme or ""
        case AdoptionGroup.STAGE:
            return row.stage is None, STAGES[row.stage] if row.stage else 0
