"""Tests of the indicators of the demo: they equal a direct count in the generated records, or are withheld."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from generator.drawing.indicators import YEARS
from graph_model.cypher import text_for
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from graph_model.kinds.catalogue import KpiIndicator, KpiValue
from graph_model.visibility import ANYONE
from resolvers.fields.indicators.statement import COUNTED
from resolvers.running.engine import Engine
from tests.generator.counted_indicators import counted, trained_teams
from tests.generator.stored_graph import ends, nodes_of, only
from tests.resolvers.requesting import operation, response_data, variables

NAME = "federal-center/indicators"
NUMBERS = "value numerator denominator suppressed met reason reported { record { id } value difference }"
MUNICIPALITIES = f"""query ($on: Date!, $region: String!) {{
  kpis(on: $on) {{
    indicator {{ id }} {NUMBERS}
    byRegion {{ region {{ id }} {NUMBERS} }}
    byMunicipality(region: $region) {{ municipality {{ id }} {NUMBERS} }}
  }}
}}"""
READINGS = "query ($on: Date!) { kpis(on: $on) { code numerator ofParticipants { value numerator denominator } } }"
TEAMS = """query ($on: Date!) {
  kpis(on: $on) {
    code managementTeams { trainedOn }
    byRegion { region { id } value managementTeams { region { id } } }
  }
}"""
PARTS = """{
  region(code: "16") { indicators(on: "2024-12-31") { code value region { code } municipality { id } } }
  municipality(oktmo: "92701000") { indicators(on: "2024-12-31") { code value numerator region { code } } }
}"""
REGIONS = ("16", "72", "75")


@pytest_asyncio.fixture(scope="module", autouse=True)
async def planned(demo_connection: Connection) -> None:
    """Plan the statement of all counts before the tests: a loaded machine needs longer for it than the deadline."""
    database = Database(demo_connection, deadline=300)
    await database.read(text_for(COUNTED.statement.text, ANYONE), {"day": date(2020, 12, 31)})
    await database.close()


def area_of(value: KpiValue) -> str | None:
    """Return the id of the area of a value; None for the country."""
    return next((end for kind in ("Region", "Municipality") for end, _ in ends(f"KpiValue FOR {kind}")[value.id]), None)


def values_on(year: int) -> Iterator[tuple[tuple[str, str | None], tuple[int, int | None]]]:
    """Yield the numbers that the records give for each reported value of a year, by indicator and area."""
    for each in nodes_of(KpiValue):
        if each.measured_on.year == year:
            yield (only(ends("KpiValue OF KpiIndicator")[each.id]), area_of(each)), counted(each)


async def answered(engine: Engine, year: int) -> dict[tuple[str, str | None], Mapping[str, Any]]:
    """Return the answers for the last day of a year by indicator and area."""
    found: dict[tuple[str, str | None], Mapping[str, Any]] = {}
    for region in REGIONS:
        data = await response_data(engine, MUNICIPALITIES, {"on": f"{year}-12-31", "region": region})
        for each in data["kpis"]:
            found[each["indicator"]["id"], None] = each
            for part in (*each["byRegion"], *each["byMunicipality"]):
                area = part.get("region") or part["municipality"]
                found[each["indicator"]["id"], area["id"]] = part
    return found


def small(numbers: tuple[int, int | None]) -> bool:
    numerator, denominator = numbers
    groups = () if denominator is None else (numerator, denominator, denominator - numerator)
    return any(0 < each < 5 for each in groups)


@pytest.mark.parametrize("year", YEARS)
async def test_each_value_is_the_count_of_the_records_or_withheld(demo_engine: Engine, year: int) -> None:
    answers = await answered(demo_engine, year)
    shown = 0
    for (indicator, area), numbers in values_on(year):
        found = answers[indicator, area]
        if found["suppressed"]:
            assert (found["value"], found["numerator"], found["denominator"], found["reported"]) == (None,) * 4
            assert "менее пяти" in found["reason"]
        else:
            assert (found["numerator"], found["denominator"]) == numbers, (indicator, area)
            assert not small(numbers)
            shown += 1
    assert shown > 10


@pytest.mark.parametrize("year", YEARS)
async def test_a_difference_to_the_reported_value_is_shown_exactly_where_it_was_misreported(
    demo_engine: Engine, year: int
) -> None:
    answers = {
        each["reported"]["record"]["id"]: each["reported"]["difference"]
        for each in (await answered(demo_engine, year)).values()
        if each["reported"]
    }
    truths = {each.id: (each.numerator, each.denominator) == counted(each) for each in nodes_of(KpiValue)}
    assert answers
    for record, difference in answers.items():
        assert (difference == 0) is truths[record], record


async def test_the_operation_of_the_federal_centre_has_values_of_the_country_and_its_regions(
    demo_engine: Engine,
) -> None:
    data = await response_data(demo_engine, operation(NAME), variables(NAME))
    kpis = {each["code"]: each for each in data["kpis"]}
    assert [*kpis] == sorted(each.code for each in nodes_of(KpiIndicator))
    assert {code: (each["target"], each["unit"]) for code, each in kpis.items()} == {
        each.code: (each.target, each.unit) for each in nodes_of(KpiIndicator)
    }
    assert [each["numerator"] for each in kpis.values()] == [271, 962, 376, 11, 2, 461]
    assert kpis["KPI4"]["value"] == pytest.approx(100 * 461 / 732)
    assert [each["met"] for each in kpis.values()] == [False, False, False, False, None, False]
    regions = {each["region"]["code"]: each["value"] for each in kpis["KPI1"]["byRegion"]}
    assert len(regions) == 89
    assert {code for code, value in regions.items() if value is not None} == {*REGIONS}


async def test_an_area_without_data_has_a_reason_and_no_number(demo_engine: Engine) -> None:
    answers = await answered(demo_engine, 2024)
    empty = [each for (_, area), each in answers.items() if area == "Region:77"]
    assert len(empty) == 6
    for each in empty:
        assert (each["value"], each["numerator"], each["denominator"], each["met"]) == (None,) * 4
        assert each["reason"]
        assert not each["suppressed"]


async def test_there_is_no_target_before_the_year_of_the_deadline(demo_engine: Engine) -> None:
    data = await response_data(demo_engine, '{ kpis(on: "2023-12-31") { code target met reason } }')
    by_code = {each["code"]: each for each in data["kpis"]}
    assert (by_code["KPI1"]["target"], by_code["KPI1"]["met"]) == (None, None)
    assert by_code["KPI1"]["reason"] == "Цели на 2023 год нет: она установлена к 31.12.2024."
    assert (by_code["KPI3a"]["target"], by_code["KPI3a"]["met"]) == (200, False)


async def test_the_second_reading_is_the_share_of_the_participants(demo_engine: Engine) -> None:
    data = await response_data(demo_engine, READINGS, {"on": "2024-12-31"})
    readings = {each["code"]: each["ofParticipants"] for each in data["kpis"] if each["ofParticipants"]}
    assert readings == {"KPI2b": {"value": pytest.approx(100 * 376 / 962), "numerator": 376, "denominator": 962}}


async def test_the_number_of_teams_leads_to_the_teams(demo_engine: Engine) -> None:
    data = await response_data(demo_engine, TEAMS, {"on": "2022-12-31"})
    kpis = {each["code"]: each for each in data["kpis"]}
    assert len(kpis["KPI3a"]["managementTeams"]) == len(trained_teams(date(2022, 12, 31)))
    assert all(each["trainedOn"] <= "2022-12-31" for each in kpis["KPI3a"]["managementTeams"])
    assert kpis["KPI1"]["managementTeams"] is None
    for each in kpis["KPI3b"]["byRegion"]:
        teams = each["managementTeams"]
        assert each["value"] == (None if teams is None else len(teams))
        assert {team["region"]["id"] for team in teams or ()} <= {each["region"]["id"]}


async def test_a_region_and_a_municipality_show_their_own_values(demo_engine: Engine) -> None:
    data = await response_data(demo_engine, PARTS)
    country = await answered(demo_engine, 2024)
    of_region = data["region"]["indicators"]
    assert {each["code"]: each["value"] for each in of_region} == {
        indicator.removeprefix("KpiIndicator:"): each["value"]
        for (indicator, area), each in country.items()
        if area == "Region:16"
    }
    assert all((each["region"]["code"], each["municipality"]) == ("16", None) for each in of_region)
    assert {each["region"]["code"] for each in data["municipality"]["indicators"]} == {"16"}


async def test_values_that_were_counted_before_need_two_statements(demo_engine: Engine) -> None:
    await response_data(demo_engine, operation(NAME), variables(NAME))
    before = demo_engine.database.statements
    await response_data(demo_engine, operation(NAME), variables(NAME))
    assert demo_engine.database.statements - before == 2
