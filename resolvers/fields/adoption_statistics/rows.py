"""The rows of the statements of adoption statistics, their conversion to arrays, and the rows of the result.

Nodes are identified by the internal numbers of the database, which are far shorter than ids. The numbers are valid for
one version of the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.replication.rows import integers
from analysis.spread.adoption_counts import NO_YEAR, STAGES, AdoptionArrays, Members, members_of, numbered
from graph_model.terms import AdoptionStage

# the encoding of an adoption as one number: (node * YEARS + year) * STAGE_PLACES + stage
YEARS, STAGE_PLACES = NO_YEAR + 1, len(STAGES) + 1


class NarrowedRow(NamedTuple):
    """The adoptions and the practices that pass the filter; None if all pass."""

    adoptions: list[int] | None
    practices: list[int] | None


class AdoptionsRow(NamedTuple):
    """Adoptions encoded with year and stage, with the organisation and the practice (`NOWHERE`: none) of each."""

    adoptions: list[int]
    organisations: list[int]
    practices: list[int]


class GroupMembersRow(NamedTuple):
    """A region with its organisations, or a theme with its practices."""

    id: str
    nodes: list[int]


class AdoptionStatistic(NamedTuple):
    """The numbers of adoptions and organisations in one combination of the groups.

    Region and theme are global ids. A group is None if it was not requested or is unknown.
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
