"""The arrays of country links, read from a database and turned into ties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from analysis.answers import ValidityPeriod
from analysis.ties.country_links import NOWHERE, RECORDED_BY_NODES, CountryLinks
from analysis.ties.links import Tie
from graph_model.cypher import text_for
from graph_model.database.driver import Database
from graph_model.visibility import ANYONE
from resolvers.fields.country_links.arrays import COUNTRY_LINKS, RECORDS


async def read(database: Database) -> CountryLinks:
    statement = COUNTRY_LINKS.statement
    return COUNTRY_LINKS.read(statement.decoded(await database.read(text_for(statement.text, ANYONE), {})))


def day(value: float) -> date | None:
    return date.fromordinal(int(value)) if np.isfinite(value) else None


async def ties(database: Database, country: CountryLinks) -> list[Tie]:
    """Return all links as ties."""
    nodes = {node for kind in RECORDED_BY_NODES for node in country.links[kind].records.tolist()}
    rows = RECORDS.decoded(await database.read(text_for(RECORDS.text, ANYONE), {"nodes": [*nodes]}))
    named = {node: name for row in rows for node, name in zip(row.nodes, row.ids, strict=True)}
    return sorted(ties_of(country, named), key=repr)


def ties_of(country: CountryLinks, named: dict[int, str]) -> Iterator[Tie]:
    ids = country.organisations.ids
    for kind, columns in country.links.items():
        names: Any = named if kind in RECORDED_BY_NODES else {NOWHERE: None} | dict(enumerate(country.sources))
        for one, other, since, until, record in zip(
            columns.one, columns.other, columns.since, columns.until, columns.records, strict=True
        ):
            yield Tie(kind, ids[one], ids[other], names[record], ValidityPeriod(day(since), day(until)))
