"""Tests of the meaning of filters, orders and counts, with examples from the reference data."""

from __future__ import annotations

from typing import Any

import pytest

from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data

COUNT = "query ($where: RegionWhere) { regions(where: $where) { totalCount } }"
EVERY = 89
NO_DISTRICT = 4
NO_MUNICIPALITIES = 4


async def count(engine: Engine, where: dict[str, Any]) -> int:
    return int((await response_data(engine, COUNT, {"where": where}))["regions"]["totalCount"])


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, EVERY),
        ({"and": []}, EVERY),
        ({"or": []}, 0),
        ({"not": {}}, 0),
        ({"not": {"or": []}}, EVERY),
        ({"name": {}}, EVERY),
        ({"code": {"in": []}}, 0),
        ({"municipalities": {}}, EVERY),
        ({"municipalities": {"some": {}}}, EVERY - NO_MUNICIPALITIES),
        ({"municipalities": {"none": {}}}, NO_MUNICIPALITIES),
        ({"municipalities": {"every": {"or": []}}}, NO_MUNICIPALITIES),
        ({"municipalities": {"every": {}}}, EVERY),
        ({"municipalities": {"some": {}, "none": {}}}, 0),
        ({"municipalities": {"count": {}}}, EVERY),
        ({"municipalities": {"count": {"eq": 0}}}, NO_MUNICIPALITIES),
        ({"not": {"municipalities": {"count": {"gt": 0}}}}, NO_MUNICIPALITIES),
        ({"municipalities": {"count": {"in": []}}}, 0),
        ({"parent": {}}, 3),
        ({"not": {"parent": {}}}, EVERY - 3),
    ],
    ids=str,
)
async def test_nothing_asked_and_nothing_there(engine: Engine, where: dict[str, Any], expected: int) -> None:
    assert await count(engine, where) == expected


@pytest.mark.parametrize(
    "condition",
    [
        {"federalDistrict": {"eq": "Уральский"}},
        {"federalDistrict": {"in": ["Уральский", "Сибирский"]}},
        {"federalDistrict": {"startsWith": "С"}},
        {"federalDistrict": {"contains": "аль"}},
        {"federalDistrict": {"gt": "П"}},
        {"federalDistrict": {"isNull": True}},
        {"parent": {"federalDistrict": {"eq": "Уральский"}}},
        {"okrugs": {"some": {"federalDistrict": {"lte": "Я"}}}},
    ],
    ids=str,
)
async def test_not_is_the_complement_though_values_are_absent(engine: Engine, condition: dict[str, Any]) -> None:
    passed, failed = await count(engine, condition), await count(engine, {"not": condition})
    assert passed + failed == EVERY
    assert 0 < passed < EVERY
    assert await count(engine, {"not": {"not": condition}}) == passed


async def test_what_is_absent_compares_with_nothing(engine: Engine) -> None:
    below, above = {"federalDistrict": {"lt": "П"}}, {"federalDistrict": {"gte": "П"}}
    assert await count(engine, {"or": [below, above]}) == EVERY - NO_DISTRICT
    assert await count(engine, {"and": [below, above]}) == 0
    assert await count(engine, {"federalDistrict": {"isNull": True}}) == NO_DISTRICT


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_absent_values_come_last_and_ties_stand_by_id(engine: Engine, direction: str) -> None:
    order = [{"field": "FEDERAL_DISTRICT", "direction": direction}]
    text = "query ($order: [RegionOrder!]) { regions(first: 100, orderBy: $order) { nodes { id federalDistrict } } }"
    nodes = (await response_data(engine, text, {"order": order}))["regions"]["nodes"]
    districts = [each["federalDistrict"] for each in nodes]
    present = sorted(filter(None, districts), reverse=direction == "DESC")
    assert districts == present + [None] * NO_DISTRICT
    for district in set(districts):
        tied = [each["id"] for each in nodes if each["federalDistrict"] == district]
        assert tied == sorted(tied)


async def test_the_order_that_nobody_asked_for_is_by_id(engine: Engine) -> None:
    nodes = (await response_data(engine, "{ organisations(first: 2000) { nodes { id } } }"))["organisations"]["nodes"]
    assert [each["id"] for each in nodes] == sorted(each["id"] for each in nodes)
    assert len(nodes) == 328


async def test_twenty_rows_come_where_no_number_is_said(engine: Engine) -> None:
    found = await response_data(
        engine, "{ regions { nodes { id } } again: regions(first: null, last: null) { nodes { id } } }"
    )
    assert found["regions"] == found["again"]
    assert len(found["regions"]["nodes"]) == 20


async def test_counts_and_totals_are_of_the_whole_list_behind_the_page(engine: Engine) -> None:
    text = """{ municipalities(first: 1, where: {region: {code: {in: ["16", "77"]}}}) {
      totalCount facets { region { value label count } type { value count } } nodes { id }
    } }"""
    found = (await response_data(engine, text))["municipalities"]
    regions = {each["label"]: each["count"] for each in found["facets"]["region"]}
    assert set(regions) == {"Республика Татарстан", "Москва"}
    assert sum(regions.values()) == sum(each["count"] for each in found["facets"]["type"]) == found["totalCount"]
    assert len(found["nodes"]) == 1


async def test_points_of_time_are_compared_whatever_their_zone(engine: Engine) -> None:
    recorded = (await response_data(engine, '{ region(code: "16") { recordedAt } }'))["region"]["recordedAt"]
    assert recorded.endswith("Z")
    for moment in (recorded, recorded.replace("Z", "+00:00"), recorded.replace("Z", "")):
        assert await count(engine, {"recordedAt": {"eq": moment}, "code": {"eq": "16"}}) == 1
    assert await count(engine, {"recordedAt": {"gt": "2020-01-01T05:00:00+05:00"}}) == EVERY
