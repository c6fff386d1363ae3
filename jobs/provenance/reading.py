"""Input of the inference of provenance: the graph as arrays, without inferred sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.provenance.records import (
    NOTHING,
    NOWHERE,
    OUTSIDE,
    UNUSABLE,
    AdoptionRecords,
    Floats,
    Integers,
    Links,
    Places,
    Practices,
    Records,
    TieRecords,
)
from graph_model.database.driver import Database
from graph_model.progress import Reporter, silent
from graph_model.terms import Provenance
from jobs.country.statements import BORDERS, PARTNERS, UNITS, LearningRow
from jobs.country.tables import (
    AdoptionTable,
    LinkTable,
    OrganisationTable,
    PracticeTable,
    placed,
    read_adoptions,
    read_links,
    read_organisations,
    read_participations,
    read_practices,
)
from jobs.country.version import one_version

# day 0 of records
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Found:
    """The records, and the data of each adoption that results need: id, whether it is generated, data sources."""

    records: Records
    ids: Sequence[str]
    synthetic: Sequence[bool]
    sources: Sequence[tuple[str, ...]]
    data_version: int


async def read_records(database: Database, reporter: Reporter = silent) -> Found:
    """Read all input.

    Raises:
        ChangedMeanwhileError: The data changed during the read.
    """
    async with one_version(database) as version:
        organisations = await read_organisations(database, reporter)
        practices = await read_practices(database, organisations.numbers, reporter)
        adoptions = await read_adoptions(database, practices.numbers, organisations.numbers, reporter, learning=True)
        ties = await read_ties(database, organisations)
    records = Records(recorded(adoptions), places_of(organisations), ties, practices_of(practices))
    return Found(
        records,
        adoptions.ids,
        [row.synthetic for row in adoptions.learning],
        [tuple(row.source_ids) for row in adoptions.learning],
        version,
    )


async def read_ties(database: Database, organisations: OrganisationTable) -> TieRecords:
    """Read the ties of organisations, and the borders between their municipalities."""
    numbers, towns = organisations.numbers, placed(organisations.municipality_ids)
    members = await read_participations(database, numbers)
    return TieRecords(
        partners=links_of(await read_links(database, PARTNERS, numbers.get, numbers.get)),
        units=links_of(await read_links(database, UNITS, numbers.get, numbers.get)),
        members=links_of(LinkTable(*members)),
        borders=links_of(await read_links(database, BORDERS, towns.get, towns.get)),
    )


def links_of(table: LinkTable) -> Links:
    """Return links whose days count from 1970-01-01."""
    return Links(table.one, table.other, table.since - EPOCH, table.until - EPOCH)


def places_of(organisations: OrganisationTable) -> Places:
    """Return the locations of organisations: their own coordinates, or else the centre of their municipality."""
    latitude, longitude = np.where(np.isnan(organisations.places), organisations.centres, organisations.places).T
    return Places(numbers_of(organisations.regions), organisations.municipalities, latitude, longitude)


def numbers_of(names: Sequence[str | None]) -> Integers:
    """Return numbers of names in the order of their first occurrence; NOWHERE for None."""
    met: dict[str, int] = {}
    return np.array([NOWHERE if each is None else met.setdefault(each, len(met)) for each in names], dtype=np.int64)


def practices_of(practices: PracticeTable) -> Practices:
    """Return the practices with a table of their themes [practices, themes]."""
    themes = placed(sorted(frozenset[str]().union(*practices.themes)))
    table = np.zeros((len(practices.ids), max(len(themes), 1)), dtype=np.bool_)
    for practice, about in enumerate(practices.themes):
        table[practice, [themes[each] for each in about]] = True
    return Practices(practices.published - EPOCH, table)


def recorded(adoptions: AdoptionTable) -> AdoptionRecords:
    """Return the adoptions with the declarations of their adopters."""
    start, learning = adoptions.started - EPOCH, adoptions.learning
    return AdoptionRecords(
        practice=adoptions.practices,
        organisation=adoptions.organisations,
        start=start,
        end=adoptions.ended - EPOCH,
        own=np.array([row.provenance == Provenance.OWN for row in learning], dtype=np.bool_),
        declared=declared_of(learning, placed(adoptions.ids), adoptions.practices, start),
    )


def declared_of(
    learning: Sequence[LearningRow], numbers: Mapping[str, int], practice: Integers, start: Floats
) -> Integers:
    """Return the declared source of each adopter; of several possible adoptions, the one that started earliest."""
    found = np.full(len(learning), NOTHING, dtype=np.int64)
    for learner, row in enumerate(learning):
        if row.declared:
            found[learner] = declaration(learner, row.declared, numbers, practice, start)
    return found


def declaration(
    learner: int,
    named: Sequence[Sequence[str | None]],
    numbers: Mapping[str, int],
    practice: Integers,
    start: Floats,
) -> int:
    """Return the declared source of one adopter.

    A source that did not start earlier or belongs to another practice is not possible. Without a possible source, the
    result is UNUSABLE, or OUTSIDE if no adoption is named.
    """
    adoptions = [numbers.get(each, UNUSABLE) for [each] in named if each is not None]
    if not adoptions:
        return OUTSIDE
    possible = [
        each
        for each in adoptions
        if each != UNUSABLE and practice[each] == practice[learner] and not start[each] >= start[learner]
    ]
    return min(possible, key=lambda each: (np.isnan(start[each]), start[each], each), default=UNUSABLE)
