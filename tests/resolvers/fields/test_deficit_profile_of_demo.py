"""Profiles of deficits of a region of the demo country: the protection of small groups, and the numbers that remain."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.deficits.counts import RegionCounts
from analysis.deficits.profile import profile
from analysis.deficits.rounding import GROUP
from graph_model.database.driver import Database
from resolvers.fields.deficit_profile.statement import REGION_COUNTS
from tests.analysis.attacker import Attacker, true_values
from tests.analysis.territories import places_of, rounded_territory
from tests.resolvers.fields.reading import shared

REGION, MATHEMATICS = "Region:16", "SubjectArea:MAT"
CHOSEN = 4
DAYS = (date(2026, 5, 31), date(2026, 6, 30))


async def territory_on(database: Database, day: date) -> RegionCounts:
    return await shared(database, REGION_COUNTS, region=REGION, day=day, by_subject=True)


@pytest.mark.parametrize("day", DAYS)
async def test_the_rounded_region_has_the_same_profiles(demo_graph: Database, day: date) -> None:
    true = await territory_on(demo_graph, day)
    rounded = rounded_territory(true)
    for place in places_of(true):
        for subject in (None, MATHEMATICS):
            assert profile(rounded, place, day, subject) == profile(true, place, day, subject)


async def test_no_attacker_bounds_a_group_or_a_change_within_one_to_four(demo_graph: Database) -> None:
    attacker = Attacker([await territory_on(demo_graph, day) for day in DAYS], MATHEMATICS)
    secrets = [*attacker.secrets()]
    # a few of the numbers and changes, since each takes two integer programs over the whole region
    for name, number in secrets[:: len(secrets) // CHOSEN]:
        low, high = attacker.bounds(number)
        assert not 1 <= low <= high < GROUP, f"{name} is {low} to {high}"
        assert not -GROUP < low <= high <= -1, f"{name} is {low} to {high}"


async def test_the_attacker_assumes_nothing_false(demo_graph: Database) -> None:
    attacker = Attacker([await territory_on(demo_graph, day) for day in DAYS], MATHEMATICS)
    for cell, value in true_values(attacker).items():
        attacker.model.add(attacker.unknown[cell] == value)
    attacker.bounds(0)


async def test_a_region_and_some_of_its_municipalities_show_numbers(demo_graph: Database) -> None:
    counts = await territory_on(demo_graph, DAYS[0])
    towns = sorted({each.municipality for each in counts.workplaces if each.municipality})
    region, *parts = (profile(counts, place, DAYS[0]) for place in (REGION, *towns))
    assert region.people is not None
    assert any(each.people is not None for each in region.competences)
    assert any(each.mean_score is not None for each in region.results)
    assert any(each.people is not None for each in parts)
