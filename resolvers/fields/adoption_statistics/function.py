"""The arguments and the function of adoption statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.diffusion.sample import Integers
from analysis.spread.adoption_counts import NO_YEAR, STAGES, AdoptionCounts, Counting
from analysis.vocabulary import AdoptionGroup
from resolvers.compiling.computed_field import ArgumentValues, Steps, share
from resolvers.fields.adoption_statistics.arrays import ADOPTIONS, MEMBERS
from resolvers.fields.adoption_statistics.rows import AdoptionStatistic, NarrowedRow
from resolvers.requests.errors import RequestError, bad_input

MOST_ROWS = 20_000


@dataclass(frozen=True)
class AdoptionStatisticsArguments:
    """The groups to count by, without duplicates."""

    group_by: tuple[AdoptionGroup, ...]


def validated(given: ArgumentValues) -> AdoptionStatisticsArguments:
    """Validate and return the arguments. Raises a `RequestError` if there is no group."""
    groups = tuple(dict.fromkeys(AdoptionGroup[each] for each in given.values["groupBy"]))
    if not groups:
        raise bad_input("groupBy is empty. Name at least one of REGION, YEAR, THEME, STAGE.")
    return AdoptionStatisticsArguments(groups)


def adoption_statistics(
    arguments: AdoptionStatisticsArguments, rows: list[NarrowedRow]
) -> Steps[list[AdoptionStatistic]]:
    """Return the rows in the order of the groups. Raises a `RequestError` for more than `MOST_ROWS` rows."""
    (row,) = rows
    table, members = (yield from share(ADOPTIONS)), {}
    for each in arguments.group_by:
        if each in MEMBERS:
            members[each] = yield from share(MEMBERS[each])
    counting = Counting(table, members)
    found = counting.counts(table.narrowed(nodes(row.adoptions), nodes(row.practices)), arguments.group_by)
    if len(found.adoptions) > MOST_ROWS:
        message = f"These groups make more than {MOST_ROWS:,} rows. Use fewer groups, or filter adoptions with where."
        raise RequestError("TOO_COSTLY", message)
    return statistics(found, counting)


def nodes(read: Sequence[int] | None) -> Integers | None:
    """Return the nodes that pass a filter as an array, or None if all pass."""
    return None if read is None else np.array(read, dtype=np.int64)


def statistics(found: AdoptionCounts, counting: Counting) -> list[AdoptionStatistic]:
    """Return the combinations as rows."""
    nothing = dict.fromkeys(AdoptionGroup, [None] * len(found.adoptions))
    columns = nothing | {each: values(each, places.tolist(), counting) for each, places in found.groups.items()}
    return [
        AdoptionStatistic(region, year, theme, stage, adoptions, organisations)
        for region, year, theme, stage, adoptions, organisations in zip(
            columns[AdoptionGroup.REGION],
            columns[AdoptionGroup.YEAR],
            columns[AdoptionGroup.THEME],
            columns[AdoptionGroup.STAGE],
            found.adoptions.tolist(),
            found.organisations.tolist(),
            strict=True,
        )
    ]


def values(group: AdoptionGroup, places: Sequence[int], counting: Counting) -> list[Any]:
    """Return the values of a group by their numbers, with None for an unknown value."""
    match group:
        case AdoptionGroup.YEAR:
            return [None if each == NO_YEAR else each for each in places]
        case AdoptionGroup.STAGE:
            named: Sequence[object] = STAGES
        case _:
            named = counting.members[group].ids
    known = [*named, None]
    return [known[each] for each in places]
