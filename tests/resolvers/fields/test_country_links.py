"""Tests of the arrays of country links, compared with the written records and with a hand-made graph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from analysis.answers import ValidityPeriod
from analysis.ties.common_projects import LARGEST_PROJECT
from analysis.ties.country_links import LINKED, NOWHERE, RECORDED_BY_NODES, CountryLinks
from analysis.ties.links import Tie
from analysis.vocabulary import LinkKind
from graph_model.cypher import text_for
from graph_model.database.driver import Database
from graph_model.kinds.organisations import LocatedIn
from graph_model.kinds.territory import Municipality, Region
from graph_model.terms import Level, OrganisationKind
from graph_model.visibility import ANYONE
from resolvers.fields.country_links.arrays import COUNTRY_LINKS, RECORDS
from resolvers.running.engine import Engine
from tests.resolvers.written_organisations import BY_ID, ORGANISATIONS, full_network, links

DAY = date(2020, 3, 15)


async def read(database: Database) -> CountryLinks:
    statement = COUNTRY_LINKS.statement
    return COUNTRY_LINKS.read(statement.decoded(await database.read(text_for(statement.text, ANYONE), {})))


def day(value: float) -> date | None:
    return date.fromordinal(int(value)) if np.isfinite(value) else None


def lasts(tie: Tie) -> bool:
    """Return whether a tie has days. The common period of two participations can have none."""
    since, until = tie.period
    return tie.kind is not LinkKind.PROJECT or since is None or until is None or since <= until


async def ties(database: Database, country: CountryLinks) -> list[Tie]:
    """Return all links as ties."""
    nodes = {node for kind in RECORDED_BY_NODES for node in country.links[kind].records.tolist()}
    rows = RECORDS.decoded(await database.read(text_for(RECORDS.text, ANYONE), {"nodes": [*nodes]}))
    return sorted(ties_of(country, {each.node: each.id for each in rows}), key=repr)


def ties_of(country: CountryLinks, named: dict[int, str]) -> Iterator[Tie]:
    ids = country.organisations.ids
    for kind, columns in country.links.items():
        names: Any = named if kind in RECORDED_BY_NODES else {NOWHERE: None} | dict(enumerate(country.sources))
        for one, other, since, until, record in zip(
            columns.one, columns.other, columns.since, columns.until, columns.records, strict=True
        ):
            yield Tie(kind, ids[one], ids[other], names[record], ValidityPeriod(day(since), day(until)))


async def test_the_links_are_those_of_the_written_records(small: Database) -> None:
    found = [each for each in await ties(small, await read(small)) if each.kind is not LinkKind.LEARNED_FROM]
    expected = full_network(("", ""), set(LINKED)).ties
    assert found == sorted((each for each in expected if each.start != each.end and lasts(each)), key=repr)
    assert {each.kind for each in found} == {*LINKED} - {LinkKind.LEARNED_FROM}


async def test_organisations_have_the_properties_of_their_records(small: Database) -> None:
    found = (await read(small)).organisations
    written = sorted(ORGANISATIONS, key=lambda each: each.id)
    assert [*found.ids] == [each.id for each in written]
    assert [[*OrganisationKind][each] for each in found.kinds] == [each.kind for each in written]
    assert [[*Level][each] for each in found.levels] == [each.level for each in written]
    assert [day(each) for each in found.first_days] == [each.valid_from for each in written]
    assert [day(each) for each in found.last_days] == [each.valid_to for each in written]


async def test_organisations_lie_in_their_first_region_and_municipality(small: Database) -> None:
    found = (await read(small)).organisations
    for number, identifier in enumerate(found.ids):
        places = sorted(link.end for link, _ in links(LocatedIn, identifier) if link.end in BY_ID)
        for kind, numbers, ids in (
            (Region, found.regions, found.region_ids),
            (Municipality, found.municipalities, found.municipality_ids),
        ):
            expected = next((each for each in places if isinstance(BY_ID[each], kind)), None)
            assert (None if numbers[number] == NOWHERE else ids[numbers[number]]) == expected


async def test_an_organisation_without_coordinates_lies_in_its_municipality(small: Database) -> None:
    found = (await read(small)).organisations
    towns = {
        link.start: BY_ID[link.end].location  # type: ignore[attr-defined] # a municipality has coordinates
        for link, _ in links(LocatedIn)
        if isinstance(BY_ID[link.end], Municipality)
    }
    for each in ORGANISATIONS:
        place = each.location or towns.get(each.id)
        expected = (place.lat, place.lon) if place else (np.nan, np.nan)
        np.testing.assert_array_equal(found.places[found.numbers[each.id]], expected)


async def test_only_declared_sources_of_other_organisations_link_adopters(spread_engine: Engine) -> None:
    database = spread_engine.database
    found = [each for each in await ties(database, await read(database)) if each.kind is LinkKind.LEARNED_FROM]
    named = {(each.start[-2:], each.end[-2:], each.record, each.period.since) for each in found}
    assert named == {
        ("S1", "S2", "Adoption:B", date(2020, 2, 1)),
        ("S1", "S3", "Adoption:C", date(2020, 3, 1)),
        ("S3", "S4", "Adoption:D", date(2020, 3, 1)),
        ("S2", "S4", "Adoption:D", date(2020, 3, 1)),
        ("S4", "S5", "Adoption:E", None),
        ("S7", "S6", "Adoption:F", date(2020, 5, 1)),
        ("S8", "S7", "Adoption:H", date(2021, 6, 1)),
        ("S7", "S8", "Adoption:I", date(2021, 6, 1)),
        ("S1", "S8", "Adoption:J", date(2022, 1, 1)),
        ("S1", "S3", "Adoption:Y", date(2022, 1, 1)),
    }


async def test_the_links_of_a_day_hold_on_it(spread_engine: Engine) -> None:
    country = await read(spread_engine.database)
    held = country.between([LinkKind.LEARNED_FROM, LinkKind.PARTNERSHIP], DAY.toordinal())
    ids = [each.removeprefix("Organisation:") for each in country.organisations.ids]
    found = {
        (LinkKind.PARTNERSHIP if kind == [*LinkKind].index(LinkKind.PARTNERSHIP) else LinkKind.LEARNED_FROM, *ends)
        for kind, *ends in zip(
            held.kinds, [ids[each] for each in held.one], [ids[each] for each in held.other], strict=True
        )
    }
    partners = {("S1", "S2"), ("S2", "S3"), ("S3", "S9"), ("S7", "S8"), ("S5", "S6"), ("S6", "S7"), ("C1", "S1")}
    learned = {("S1", "S2"), ("S1", "S3"), ("S3", "S4"), ("S2", "S4"), ("S4", "S5")}
    assert found == {(LinkKind.PARTNERSHIP, *each) for each in partners} | {
        (LinkKind.LEARNED_FROM, *each) for each in learned
    }


async def test_each_record_is_found_at_both_of_its_ends(small: Database) -> None:
    country = await read(small)
    everywhere = np.arange(len(country.organisations))
    for kind, columns in country.links.items():
        records, at = country.incidence[kind].at(everywhere)
        expected = [(end, each) for ends in (columns.one, columns.other) for each, end in enumerate(ends.tolist())]
        assert sorted(zip(at.tolist(), records.tolist(), strict=True)) == sorted(expected)


async def test_no_project_of_the_small_graph_is_too_large(small: Database) -> None:
    assert LARGEST_PROJECT == 300
    assert (await read(small)).large_projects == 0


async def test_an_organisation_exists_from_its_first_day_to_its_last(spread_engine: Engine) -> None:
    found = (await read(spread_engine.database)).organisations
    ended = found.numbers["Organisation:S10"]
    assert [found.existing(date(2020, 6, each).toordinal())[ended] for each in (29, 30)] == [True, True]
    assert not found.existing(date(2020, 7, 1).toordinal())[ended]
