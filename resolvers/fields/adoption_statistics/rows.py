"""The rows of the statements of adoption statistics, their conversion to arrays, and the rows of the result.

Nodes are named by the numbers that the database gives them, which are far shorter than ids. They hold for one version
of the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.replication.rows import integers
from analysis.spread.adoption_counts import NO_YEAR, STAGES, AdoptionArrays, Members, members_of, numbered
from graph_model.terms import AdoptionStage

# an adoption is read as one number: (node * YEARS + year) * STAGE_PLACES + stage
YEARS, STAGE_PLACES = NO_YEAR + 1, len(STAGES) + 1


class NarrowedRow(NamedTuple):
    """The adoptions and the practices that pass the filter; None where all of them do."""

    adoptions: list[int] | None
    practices: list[int] | None


class AdoptionsRow(NamedTuple):
    """Adoptions as numbers with year and stage, the organisation of each, and its practice (`NOWHERE`: none)."""

    adoptions: list[int]
    organisations: list[int]
    practices: list[int]


class GroupMembersRow(NamedTuple):
    """A region with its organisations, or a theme with its practices."""

    id: str
    nodes: list[int]


class AdoptionStatistic(NamedTuple):
    """How many adoptions and organisations one combination of the groups has.

    Region and theme are global ids. A group is None where it was not asked for, or is not known.
    """

    region: str | None
    year: int | None
    theme: str | None
    stage: AdoptionStage | None
    adoptions: int
    organisations: int


def adoptions_of(rows: Sequence[AdoptionsRow]) -> AdoptionArrays:
    """Return the table of adoptions."""
    with_years, stages = np.divmod(integers([each for row in rows for each in row.adoptions]), STAGE_PLACES)
    nodes, years = np.divmod(with_years, YEARS)
    return AdoptionArrays(
        adoptions=numbered(nodes),
        organisations=numbered([each for row in rows for each in row.organisations]),
        practices=numbered([each for row in rows for each in row.practices]),
        years=years.astype(np.int16),
        stages=stages.astype(np.int8),
    )


def members(rows: Sequence[GroupMembersRow]) -> Members:
    """Return the members of regions or themes."""
    return members_of([(row.id, row.nodes) for row in rows])
