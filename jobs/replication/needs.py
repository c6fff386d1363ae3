"""The needs of municipalities on any day, from the deficits of people.

Only publicly visible people are counted. They are read as numbers by municipality, and no personal data are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.models.numbers import distinct
from analysis.replication.country import ReplicationCountry
from analysis.replication.graph_features import NEEDING
from analysis.replication.rows import floats, integers, numbered
from analysis.replication.surroundings import NOWHERE, Floats, Integers, Truths
from graph_model.database.driver import Database
from graph_model.progress import Reporter, silent
from jobs.country.statements import DEFICITS, DeficitRow
from jobs.country.tables import rows_of


class DeficitColumns(NamedTuple):
    """Deficits: municipalities, people (as numbers), and days [d, 4].

    The days are when the deficit was found and closed, and when the person began and stopped working there.
    """

    municipalities: Integers
    people: Integers
    days: Floats

    def lacking(self, day: float, count: int) -> Floats:
        """Return how many people of each municipality [count] had an open deficit on a day."""
        found, closed, since, until = self.days.T
        open_ = (found <= day) & (closed > day) & (since <= day) & (until >= day)
        most = int(self.people.max(initial=0)) + 1
        each_once = distinct(self.municipalities[open_] * most + self.people[open_]) // most
        return np.bincount(each_once, minlength=count).astype(np.float64)


@dataclass(frozen=True, eq=False)
class DatedNeeds:
    """Deficits by competence, and the numbers of teachers of the municipalities [m]."""

    by_competence: Mapping[str, DeficitColumns]
    teachers: Floats

    def needing(self, day: float) -> Mapping[str, Truths]:
        """Return, by competence, which municipalities [m] needed it on a day, as `graph_features` defines it."""
        return {name: self._needing(columns, day) for name, columns in self.by_competence.items()}

    def _needing(self, columns: DeficitColumns, day: float) -> Truths:
        lacking = columns.lacking(day, len(self.teachers))
        # without the numbers of teachers, the number of people decides alone
        share = lacking.sum() / max(float(self.teachers.sum()), 1.0)
        return np.asarray((lacking >= NEEDING) & (lacking >= share * self.teachers))


async def read_needs(database: Database, country: ReplicationCountry, reporter: Reporter = silent) -> DatedNeeds:
    """Read the deficits by competence; competences that no practice addresses are omitted."""
    addressed = frozenset(each for one in country.practices.competences for each in one)
    towns = {each: number for number, each in enumerate(country.municipalities)}
    rows = [
        row
        async for row in rows_of(database, DEFICITS, "Deficits read", reporter)
        if row.competence in addressed and row.municipality in towns and row.found_on is not None
    ]
    return needs_of(rows, towns, teachers_of(country))


def teachers_of(country: ReplicationCountry) -> Floats:
    """Return the known numbers of teachers by municipality [m]."""
    organisations = country.around.organisations
    placed = organisations.municipalities != NOWHERE
    teachers = np.nan_to_num(organisations.teachers[placed])
    counts = np.bincount(organisations.municipalities[placed], weights=teachers, minlength=len(country.municipalities))
    return counts.astype(np.float64)


def needs_of(rows: Sequence[DeficitRow], towns: Mapping[str, int], teachers: Floats) -> DatedNeeds:
    """Return the needs of deficits with a known competence, municipality and day."""
    people = numbered(row.person for row in rows)
    competences = np.array([str(row.competence) for row in rows], dtype=np.str_)
    columns = DeficitColumns(
        integers([towns[str(row.municipality)] for row in rows]),
        integers([people[str(row.person)] for row in rows]),
        np.column_stack(
            [
                floats([row.found_on for row in rows]),
                floats([row.closed_on for row in rows], np.inf),
                floats([row.since for row in rows], -np.inf),
                floats([row.until for row in rows], np.inf),
            ]
        ),
    )
    names, places = np.unique(competences, return_inverse=True)
    selected = (places == number for number in range(len(names)))
    return DatedNeeds(
        {
            name: DeficitColumns(*(column[mine] for column in columns))
            for name, mine in zip(names.tolist(), selected, strict=True)
        },
        teachers,
    )
