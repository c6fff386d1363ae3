"""Tests of the shape of an answer: keys in the order of the operation, and the common parts of every answer."""

from __future__ import annotations

from typing import Any

import pytest

from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data

ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    "names that change places": (
        '{ region(code: "16") { name: code code: name } }',
        {"region": {"name": "16", "code": "Республика Татарстан"}},
    ),
    "a key that looks like code": (
        '{ __import__: region(code: "16") { None: code row: code fail: code } }',
        {"__import__": {"None": "16", "row": "16", "fail": "16"}},
    ),
    "nothing left of a selection": ('{ region(code: "16") { id @skip(if: true) } }', {"region": {}}),
    "nothing left of a list": (
        "{ regions(first: 2) { nodes { id @skip(if: true) } } }",
        {"regions": {"nodes": [{}, {}]}},
    ),
    "nothing left of an operation": ("{ regions @skip(if: true) { totalCount } }", {}),
    "names of types at every level": (
        "{ __typename regions(first: 1) { __typename edges { __typename node { __typename } } pageInfo { __typename } "
        "facets { __typename } } }",
        {
            "__typename": "Query",
            "regions": {
                "__typename": "RegionConnection",
                "edges": [{"__typename": "RegionEdge", "node": {"__typename": "Region"}}],
                "pageInfo": {"__typename": "PageInfo"},
                "facets": {"__typename": "RegionFacets"},
            },
        },
    ),
    "a selection in several pieces": (
        '{ region(code: "16") { parent { id } ...A ... { code } } region(code: "16") { name } } '
        "fragment A on Region { code parent { name } }",
        {"region": {"parent": None, "code": "16", "name": "Республика Татарстан"}},
    ),
    "a part of a place, twice": (
        '{ region(code: "16") { location { lat } place: location { __typename lat again: lat } } }',
        {
            "region": {
                "location": {"lat": 55.79436},
                "place": {"__typename": "GeoPoint", "lat": 55.79436, "again": 55.79436},
            }
        },
    ),
    "the same list in two ways": (
        '{ region(code: "86") { a: neighbours(first: 1) { nodes { code } } '
        "b: neighbours(last: 1) { nodes { code } } } }",
        {"region": {"a": {"nodes": [{"code": "11"}]}, "b": {"nodes": [{"code": "89"}]}}},
    ),
    "no such node": ('{ region(code: "00") { municipalities { nodes { id } } } }', {"region": None}),
}


@pytest.mark.parametrize(("text", "expected"), ANSWERS.values(), ids=list(ANSWERS))
async def test_an_answer_has_the_keys_asked_for_in_their_order(
    engine: Engine, text: str, expected: dict[str, Any]
) -> None:
    found = await response_data(engine, text)
    assert found == expected
    assert repr(found) == repr(expected), "in the order of the operation"


async def test_the_schema_can_be_asked_for_beside_data_and_variables(engine: Engine) -> None:
    text = """query ($from: Date, $level: Level, $order: [OrganisationOrder!], $type: String!) {
      organisations(first: 1, where: {validFrom: {gt: $from}, level: {eq: $level}}, orderBy: $order) { nodes { level } }
      __type(name: $type) { name fields { name } }
      ...Start
    }
    fragment Start on Query { schema: __schema { queryType { name } } }"""
    given = {"from": "1990-01-01", "level": "FEDERAL", "order": [{"field": "NAME"}], "type": "FacetCount"}
    found = await response_data(engine, text, given)
    assert list(found) == ["organisations", "__type", "schema"]
    assert found["organisations"]["nodes"] == [{"level": "FEDERAL"}]
    assert [each["name"] for each in found["__type"]["fields"]] == ["value", "label", "count"]
    assert found["schema"] == {"queryType": {"name": "Query"}}


async def test_every_answer_tells_its_cost_and_the_version_of_the_data(engine: Engine) -> None:
    text = "query ($first: Int) { regions(first: $first) { nodes { municipalities(first: 10) { nodes { id } } } } }"
    for first in (1, 5):
        extensions = (await engine.answer(text, {"first": first})).body["extensions"]
        assert extensions["cost"] == first * 11
        assert extensions["dataVersion"] > 0
    assert (await engine.answer("{ __typename }")).body["extensions"] == {"cost": 0}
