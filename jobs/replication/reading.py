"""Input of the model of replication: the country as arrays, with the deficits of people.

Only publicly visible people are counted. They are read as numbers per municipality, and no personal data are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.replication.rows import floats, integers, numbered, ties_of_participations
from analysis.replication.surroundings import NOWHERE, Organisations, Surroundings, Ties
from graph_model.database.driver import Database
from graph_model.progress import Reporter, silent
from jobs.country.statements import BORDERS, DEFICITS, PARTNERS, DeficitRow
from jobs.country.tables import (
    AdoptionTable,
    OrganisationTable,
    PracticeTable,
    placed,
    read_adoptions,
    read_links,
    read_organisations,
    read_participations,
    read_practices,
    rows_of,
)
from jobs.country.version import one_version
from jobs.replication.country import Country, Needs, Uptakes


async def read_country(database: Database, reporter: Reporter = silent) -> Country:
    """Read the input of the features.

    Raises:
        ChangedMeanwhileError: The data changed during the read.
    """
    async with one_version(database) as version:
        organisations = await read_organisations(database, reporter)
        practices = await read_practices(database, organisations.numbers, reporter)
        adoptions = await read_adoptions(database, practices.numbers, organisations.numbers, reporter)
        return Country(
            ids=organisations.ids,
            municipalities=organisations.municipality_ids,
            regions=organisations.regions,
            last_days=organisations.last_days,
            around=await read_surroundings(database, organisations),
            practices=practices,
            uptakes=uptakes_of(adoptions),
            needs=await read_needs(database, placed(organisations.municipality_ids), practices, reporter),
            data_version=version,
        )


async def read_surroundings(database: Database, organisations: OrganisationTable) -> Surroundings:
    """Read the ties between organisations."""
    towns, numbers = placed(organisations.municipality_ids), organisations.numbers
    borders = await read_links(database, BORDERS, towns.get, towns.get)
    partners = await read_links(database, PARTNERS, numbers.get, numbers.get)
    pairs = np.column_stack([borders.one, borders.other])
    homes = organisations.municipalities
    return Surroundings(
        organisations=Organisations(organisations.kinds, homes, organisations.places, organisations.teachers),
        members=np.bincount(homes[homes != NOWHERE], minlength=len(towns)).astype(float),
        borders=np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0),
        partners=Ties.both_directions(partners.one, partners.other, partners.since, partners.until),
        projects=ties_of_participations(await read_participations(database, numbers)),
        size=len(organisations.ids),
    )


def uptakes_of(adoptions: AdoptionTable) -> Uptakes:
    """Return all adoptions, grouped by practice in the order of their starts; unknown starts come last."""
    starts = np.where(np.isnan(adoptions.started), np.inf, adoptions.started)
    order = np.lexsort((starts, adoptions.practices))
    ended = np.where(np.isnan(adoptions.ended), np.inf, adoptions.ended)
    return Uptakes(
        practices=adoptions.practices[order],
        organisations=adoptions.organisations[order],
        began=adoptions.started[order],
        left=ended[order],
        failed=adoptions.abandoned[order],
    )


async def read_needs(
    database: Database, towns: Mapping[str, int], practices: PracticeTable, reporter: Reporter
) -> Needs:
    """Read the deficits by competence; competences that no practice addresses are omitted."""
    addressed = frozenset(each for one in practices.competences for each in one)
    rows = [
        row
        async for row in rows_of(database, DEFICITS, "Deficits read", reporter)
        if row.competence in addressed and row.municipality in towns and row.found_on is not None
    ]
    return needs_of(rows, towns)


def needs_of(rows: Sequence[DeficitRow], towns: Mapping[str, int]) -> Needs:
    """Return the needs of deficits with a known competence, municipality and day."""
    people = numbered(row.person for row in rows)
    return Needs.of(
        [str(row.competence) for row in rows],
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
