"""Tests of the arrays of country links over a hand-made graph: declared sources, days and large projects."""

from __future__ import annotations

from datetime import date

from analysis.vocabulary import LinkKind
from resolvers.running.engine import Engine
from tests.resolvers.fields.country_reading import read, ties

DAY = date(2020, 3, 15)


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


async def test_an_organisation_exists_from_its_first_day_to_its_last(spread_engine: Engine) -> None:
    found = (await read(spread_engine.database)).organisations
    ended = found.numbers["Organisation:S10"]
    assert [found.existing(date(2020, 6, each).toordinal())[ended] for each in (29, 30)] == [True, True]
    assert not found.existing(date(2020, 7, 1).toordinal())[ended]
