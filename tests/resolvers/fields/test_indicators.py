"""Tests of `kpis` on planted records: the people who count, refused arguments, reasons for missing values."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.data_state import record_change
from resolvers.running.engine import Engine
from tests.resolvers.findings_graph import change
from tests.resolvers.indicator_groups import GROUPS, PERSON, PLANTED, USUAL
from tests.resolvers.planted_groups import planted_groups
from tests.resolvers.requesting import response_data

ASK = """query ($on: Date!) { kpis(on: $on) {
  code value numerator denominator met reason reported { numerator difference }
  byRegion {
    region { code } value numerator denominator target met suppressed reason reported { numerator difference }
  }
} }"""


@pytest_asyncio.fixture(scope="module")
async def planted(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over two regions with known teachers."""
    async with planted_groups(scratch_connection, PLANTED, PERSON, ({**USUAL, **each} for each in GROUPS)) as engine:
        yield engine


async def kpis(engine: Engine, on: str = "2024-12-31") -> dict[str, Any]:
    """Return the indicators of a day by code, with their regions by code."""
    data = await response_data(engine, ASK, {"on": on})
    return {
        each["code"]: {**each, "byRegion": {one["region"]["code"]: one for one in each["byRegion"]}}
        for each in data["kpis"]
    }


async def test_a_teacher_counts_once_in_each_region_and_once_in_the_country(planted: Engine) -> None:
    found = (await kpis(planted))["KPI2a"]
    assert (found["numerator"], found["denominator"]) == (17, 98)
    regions = {code: (each["numerator"], each["denominator"]) for code, each in found["byRegion"].items()}
    assert regions == {"16": (17, 68), "72": (7, 37)}


async def test_an_indicator_without_graduates_says_so(planted: Engine) -> None:
    found = await kpis(planted)
    assert "Выпускники педвузов не учтены" in found["KPI2a"]["reason"]
    assert "Выпускники" not in (found["KPI4"]["reason"] or "")


async def test_a_reported_value_is_compared_with_the_count_unless_it_is_of_a_small_group(planted: Engine) -> None:
    regions = (await kpis(planted))["KPI2a"]["byRegion"]
    assert regions["16"]["reported"] == {"numerator": 10, "difference": 20.0 - 25.0}
    assert regions["72"]["reported"] is None
    assert "Сообщённое значение скрыто" in regions["72"]["reason"]


async def test_nothing_is_counted_from_records_that_the_graph_does_not_have(planted: Engine) -> None:
    found = await kpis(planted)
    assert (found["KPI1"]["value"], found["KPI1"]["reason"]) == (None, "В графе нет записей об обучении или маршрутов.")
    assert (found["KPI9"]["value"], found["KPI9"]["reason"]) == (None, "Для этого показателя нет правила подсчёта.")


async def test_a_sign_that_is_not_known_is_not_compared(planted: Engine) -> None:
    found = (await kpis(planted))["KPI4"]
    assert found["met"] is None
    assert "знак сравнения не известен" in found["reason"]


async def test_the_least_number_of_teams_is_of_the_regions_with_teams_and_says_so(planted: Engine) -> None:
    found = (await kpis(planted))["KPI3b"]
    assert (found["value"], found["met"]) == (1, False)
    assert found["reason"] == "Наименьшее по субъектам с данными; по 1 субъекту нет данных о командах."
    assert (found["byRegion"]["72"]["value"], found["byRegion"]["72"]["suppressed"]) == (None, False)


async def test_a_day_before_all_employments_has_no_data(planted: Engine) -> None:
    found = (await kpis(planted, "2019-12-31"))["KPI2a"]
    assert (found["value"], found["denominator"]) == (None, None)
    assert "нет педагогов" in found["reason"]


async def test_a_day_in_the_future_is_refused(planted: Engine) -> None:
    before = planted.database.statements
    answer = await planted.answer('{ kpis(on: "2999-01-01") { code } }', None)
    assert planted.database.statements == before
    (error,) = answer.body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "future" in error["message"]


async def test_an_unknown_region_is_refused(planted: Engine) -> None:
    text = '{ kpis(on: "2024-12-31") { byMunicipality(region: "99") { value } } }'
    answer = await planted.answer(text, None)
    assert answer.body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "99" in answer.body["errors"][0]["message"]


CENTRES = [
    "MATCH (region:Region {code: '16'}) CREATE (:Municipality {id: 'Municipality:M', territoryId: 'M', name: 'M', "
    "oktmo: 'M'})-[:IN_REGION]->(region)",
    """UNWIND [['C1', 'CNPPM', null], ['C2', 'CNPPM', null], ['C3', 'CNPPM', '2024-12-30'],
      ['MS', 'MUNICIPAL_METHOD_SERVICE', null], ['MX', 'MUNICIPAL_METHOD_SERVICE', null],
      ['FC', 'FEDERAL_COORDINATOR', null]] AS each
    MATCH (region:Region {code: '16'})
    CREATE (one:Organisation {id: 'Organisation:' + each[0], orgId: each[0], name: each[0], kind: each[1],
      validTo: date(each[2])})-[:LOCATED_IN]->(region)
    WITH one WHERE one.orgId = 'MS' MATCH (town:Municipality {oktmo: 'M'}) CREATE (one)-[:LOCATED_IN]->(town)""",
]
OF_CENTRE = """query ($id: String!) {
  organisation(orgId: $id) { indicators(on: "2024-12-31") {
    region { code } municipality { id } others reason values { code value numerator denominator } } }
  region(code: "16") { indicators(on: "2024-12-31") { code value numerator denominator } }
  country: kpis(on: "2024-12-31") { code value numerator denominator }
}"""


@pytest_asyncio.fixture(scope="module")
async def with_centres(scratch_connection: Connection, planted: Engine) -> Engine:
    """Return the engine over the planted graph with organisations that serve its region."""
    for text in CENTRES:
        await change(planted.database, text)
    await planted.database.write(record_change)
    return planted


async def centre(engine: Engine, org_id: str) -> Any:
    """Return the indicators of an organisation, and those of its region and of the country."""
    data = await response_data(engine, OF_CENTRE, {"id": org_id})
    return data["organisation"]["indicators"], data["region"]["indicators"], data["country"]


async def test_a_centre_has_the_indicators_of_its_region_and_names_how_many_share_them(with_centres: Engine) -> None:
    found, region, _ = await centre(with_centres, "C1")
    assert found["values"] == region
    assert any(each["numerator"] == 17 for each in region)
    assert (found["region"], found["municipality"], found["others"]) == ({"code": "16"}, None, 1)


async def test_a_municipal_service_has_the_indicators_of_its_municipality(with_centres: Engine) -> None:
    found, region, _ = await centre(with_centres, "MS")
    assert found["municipality"] == {"id": "Municipality:M"}
    assert {each["code"] for each in found["values"]} == {each["code"] for each in region}
    assert (found["others"], found["values"][0]["numerator"]) == (0, None)


async def test_the_coordinator_has_the_indicators_of_the_country(with_centres: Engine) -> None:
    found, _, country = await centre(with_centres, "FC")
    assert (found["values"], found["region"], found["others"]) == (country, None, None)


@pytest.mark.parametrize(
    ("org_id", "says"), [("S1", "вида «школа»"), ("C3", "не работала"), ("MX", "не указана"), ("U", "вида «вуз»")]
)
async def test_an_organisation_without_territory_has_a_reason(with_centres: Engine, org_id: str, says: str) -> None:
    found, _, _ = await centre(with_centres, org_id)
    assert found["values"] is None
    assert says in found["reason"]
