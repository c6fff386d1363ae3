"""Tests of the arrays of country links, compared with the written records of the small graph."""

from __future__ import annotations

import numpy as np

from analysis.ties.common_projects import LARGEST_PROJECT
from analysis.ties.country_links import LINKED, NOWHERE
from analysis.ties.links import Tie
from analysis.vocabulary import LinkKind
from graph_model.database.driver import Database
from graph_model.kinds.organisations import LocatedIn
from graph_model.kinds.territory import Municipality, Region
from graph_model.terms import Level, OrganisationKind
from resolvers.fields.country_links.arrays import links_of_country
from resolvers.fields.country_links.rows import CountryLinksRow, MembershipColumns, OrganisationColumns
from tests.resolvers.fields.country_reading import day, read, ties
from tests.resolvers.written_organisations import BY_ID, ORGANISATIONS, full_network, links


def lasts(tie: Tie) -> bool:
    """Return whether a tie has days. The common period of two participations can have none."""
    since, until = tie.period
    return tie.kind is not LinkKind.PROJECT or since is None or until is None or since <= until


async def test_the_links_are_those_of_the_written_records(small: Database) -> None:
    found = [each for each in await ties(small, await read(small)) if each.kind is not LinkKind.LEARNED_FROM]
    expected = [each for each in full_network(("", ""), set(LINKED)).ties if each.kind is not LinkKind.LEARNED_FROM]
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


async def test_each_record_is_found_at_both_of_its_ends(small: Database) -> None:
    country = await read(small)
    everywhere = np.arange(len(country.organisations))
    for kind, columns in country.links.items():
        records, at = country.incidence[kind].at(everywhere)
        expected = [(end, each) for ends in (columns.one, columns.other) for each, end in enumerate(ends.tolist())]
        assert sorted(zip(at.tolist(), records.tolist(), strict=True)) == sorted(expected)


def test_a_project_with_too_many_participants_makes_no_links_and_is_counted() -> None:
    count = LARGEST_PROJECT + 1
    kinds, levels = [OrganisationKind.SCHOOL] * count, [Level.LOCAL] * count
    ids, nodes, nothing = [f"Organisation:{each:03}" for each in range(count)], [*range(50, 50 + count)], [0] * count
    organisations = OrganisationColumns(ids, nodes, kinds, levels, [None] * count, [None] * count, nothing, nothing)
    small = [(9, 50), (9, 52)]
    projects = MembershipColumns(
        [8] * count + [project for project, _ in small],
        nodes + [each for _, each in small],
        [*nothing, 5, 7],
        [0] * (count + 2),
    )
    empty = CountryLinksRow(*[None] * len(CountryLinksRow._fields))
    found = links_of_country([empty._replace(organisations=organisations), empty._replace(participations=projects)])
    assert found.large_projects == 1
    links = found.links[LinkKind.PROJECT]
    assert (links.one.tolist(), links.other.tolist(), links.since.tolist()) == ([0], [2], [7.0])
    assert (links.until.tolist(), links.records.tolist()) == ([np.inf], [9])
