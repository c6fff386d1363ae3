"""Tests that invalid values of variables get a stable code and a message, like the same values in operations."""

from __future__ import annotations

import json
from typing import Any

import pytest

from resolvers.running.engine import Engine
from tests.resolvers.requesting import refused, response_data

# code, part of the message, the operation, the variables
REFUSED_VALUES: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "of another type": (
        "BAD_USER_INPUT",
        "$first",
        "query ($first: Int) { regions(first: $first) { totalCount } }",
        {"first": "x"},
    ),
    "left out": ("BAD_USER_INPUT", "$code", "query ($code: String!) { region(code: $code) { id } }", {}),
    "null in place of a default": (
        "BAD_USER_INPUT",
        "'code'",
        'query ($code: String = "16") { region(code: $code) { id } }',
        {"code": None},
    ),
    "null for a directive": (
        "BAD_USER_INPUT",
        "'if'",
        'query ($shown: Boolean = true) { region(code: "16") { id @include(if: $shown) } }',
        {"shown": None},
    ),
    "null for a direction": (
        "BAD_USER_INPUT",
        "direction",
        "query ($way: Direction) { regions(orderBy: [{field: NAME, direction: $way}]) { totalCount } }",
        {"way": None},
    ),
    "null in a comparison": (
        "BAD_USER_INPUT",
        "isNull",
        "query ($name: String) { regions(where: {name: {eq: $name}}) { totalCount } }",
        {"name": None},
    ),
    "null in the comparison of a number": (
        "BAD_USER_INPUT",
        "municipalities.count.lt is null",
        "query ($many: Int) { regions(where: {municipalities: {count: {lt: $many}}}) { totalCount } }",
        {"many": None},
    ),
    "null inside a filter": (
        "BAD_USER_INPUT",
        "isNull",
        "query ($where: RegionWhere) { regions(where: $where) { totalCount } }",
        {"where": {"name": {"isNull": None}}},
    ),
    "a negative page": (
        "BAD_PAGE",
        "first is -2",
        "query ($first: Int) { regions(first: $first) { totalCount } }",
        {"first": -2},
    ),
    "first and last": (
        "BAD_PAGE",
        "cannot be combined",
        "query ($first: Int, $last: Int) { regions(first: $first, last: $last) { totalCount } }",
        {"first": 1, "last": 1},
    ),
    "too many ids": (
        "BAD_PAGE",
        "the limit is 2,000",
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        {"ids": ["Region:16"] * 2001},
    ),
    "nested too deep": (
        "TOO_DEEP",
        "nested too deep",
        "query ($where: RegionWhere) { regions(where: $where) { totalCount } }",
        {"where": json.loads('{"not": ' * 299 + "{}" + "}" * 299)},
    ),
    "too many conditions": (
        "TOO_COSTLY",
        "conditions",
        "query ($where: RegionWhere) { regions(where: $where) { totalCount } }",
        {"where": {"or": [{"name": {"eq": "x"}}] * 301}},
    ),
}


@pytest.mark.parametrize(("code", "words", "text", "given"), REFUSED_VALUES.values(), ids=list(REFUSED_VALUES))
async def test_a_value_is_refused(engine: Engine, code: str, words: str, text: str, given: dict[str, Any]) -> None:
    error = await refused(engine, text, given)
    assert error["extensions"]["code"] == code
    assert words in error["message"]


async def test_what_is_refused_once_leaves_the_next_request_alone(engine: Engine) -> None:
    text = "query ($first: Int) { regions(first: $first) { totalCount } }"
    for _ in range(2):
        assert (await refused(engine, text, {"first": -1}))["extensions"]["code"] == "BAD_PAGE"
        assert (await response_data(engine, text, {"first": 1}))["regions"]["totalCount"] == 89


async def test_costs_follow_the_values_of_each_request(engine: Engine) -> None:
    text = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Region { municipalities(first: 100) { nodes { id } } } } }"
    await response_data(engine, text, {"ids": ["Region:16"]})
    error = await refused(engine, text, {"ids": ["Region:16"] * 1500})
    assert error["extensions"]["code"] == "TOO_COSTLY"
    answer = await engine.answer(text, {"ids": ["Region:16"] * 2})
    assert answer.body["extensions"]["cost"] == 2 * (1 + 100)
