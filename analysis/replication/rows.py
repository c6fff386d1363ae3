"""Conversion of statement rows to the arrays of `surroundings`; days are ordinals, None if unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from analysis.replication.surroundings import NOWHERE, Floats, Integers, Ties
from analysis.ties.common_projects import Participations, linked_by_projects
from graph_model.terms import OrganisationKind

Row = Sequence[Any]

KINDS = tuple(OrganisationKind)
NUMBER_OF_KIND = {kind.value: number for number, kind in enumerate(KINDS)}


def numbered(names: Iterable[str | None]) -> dict[str, int]:
    """Return the names that are not None, each with its number in sorted order."""
    return {each: number for number, each in enumerate(sorted({name for name in names if name is not None}))}


def floats(values: Sequence[Any], absent: float = np.nan) -> Floats:
    """Return numbers as an array, with `absent` in place of None."""
    return np.array([absent if each is None else each for each in values], dtype=np.float64)


def integers(values: Sequence[int]) -> Integers:
    """Return whole numbers as an array."""
    return np.array(values, dtype=np.int64)


def ties_of(rows: Sequence[Row], numbers: Mapping[str, int]) -> Ties:
    """Return the ties of rows [start, end, since, until]; ties with an end outside `numbers` are left out."""
    kept = [row for row in rows if row[0] in numbers and row[1] in numbers]
    return Ties.both_directions(
        integers([numbers[row[0]] for row in kept]),
        integers([numbers[row[1]] for row in kept]),
        floats([row[2] for row in kept], -np.inf),
        floats([row[3] for row in kept], np.inf),
    )


def project_ties(rows: Sequence[Row], numbers: Mapping[str, int]) -> Ties:
    """Return ties by common projects (`analysis.ties.common_projects`) of rows [project, organisation, since, until].

    Organisations that are not in `numbers` count as participants and have no ties.
    """
    projects = numbered(row[0] for row in rows)
    return ties_of_participations(
        Participations(
            integers([numbers.get(row[1], NOWHERE) for row in rows]),
            integers([projects[row[0]] for row in rows]),
            floats([row[2] for row in rows], -np.inf),
            floats([row[3] for row in rows], np.inf),
        )
    )


def ties_of_participations(parts: Participations) -> Ties:
    """Return ties by common projects; organisations `NOWHERE` count as participants and have no ties."""
    found = linked_by_projects(parts)
    known = (found.one != NOWHERE) & (found.other != NOWHERE)
    return Ties.both_directions(
        found.one[known], found.other[known], found.since[known], found.until[known], found.left_out
    )


def borders_of(pairs: Iterable[tuple[str, str]], numbers: Mapping[str, int]) -> Integers:
    """Return bordering municipalities [b, 2] in both directions, each pair once."""
    kept = [(numbers[one], numbers[other]) for one, other in pairs if one in numbers and other in numbers]
    table = np.array(kept, dtype=np.int64).reshape(-1, 2)
    return np.unique(np.concatenate([table, table[:, ::-1]]), axis=0)
