"""Tests that a cursor is accepted only for the list that issued it, and refused with a code elsewhere."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from resolvers.requests.cursors import encoded
from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data

MUNICIPALITIES = """query ($after: String, $order: [MunicipalityOrder!]) {
  municipalities(first: 2, after: $after, orderBy: $order) { edges { cursor node { id } } }
}"""
POPULATION = [{"field": "POPULATION"}]
RECORDED = [{"field": "RECORDED_AT"}]
CODE = "BAD_CURSOR"
LISTED = "Query.municipalities"


def forged(*content: Any) -> str:
    """Return a cursor with arbitrary content; the program's encoder accepts less."""
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


async def code_for(engine: Engine, cursor: str, order: list[dict[str, str]] | None = None) -> str:
    sent = engine.database.statements
    answer = await engine.answer(MUNICIPALITIES, {"after": cursor, "order": order})
    assert engine.database.statements == sent
    [error] = answer.body["errors"]
    assert error["message"].startswith("This cursor cannot be used.")
    assert error["message"].endswith("Start again without a cursor.")
    return str(error["extensions"]["code"])


@pytest.mark.parametrize("cursor", ["", "x", "Ж", "W10", "e30", "bnVsbA", "====", "a b", "Wy" * 5000, "\u0000"])
async def test_text_that_is_no_cursor(engine: Engine, cursor: str) -> None:
    assert await code_for(engine, cursor) == CODE


@pytest.mark.parametrize(
    "content",
    [
        ("id", "Municipality:1"),
        (f"{LISTED}:id",),
        (f"{LISTED}:id", None),
        (f"{LISTED}:id", 5),
        (f"{LISTED}:id", ["Municipality:1"]),
        (f"{LISTED}:id", {"a": 1}),
        (f"{LISTED}:id", "Municipality:1", "more"),
        (f"{LISTED}:name,id", "x", "y"),
        (f"{LISTED}:-id", "Municipality:1"),
        (None, "Municipality:1"),
    ],
    ids=repr,
)
async def test_content_that_does_not_fit_the_order(engine: Engine, content: tuple[Any, ...]) -> None:
    assert await code_for(engine, forged(*content)) == CODE


@pytest.mark.parametrize("value", [True, "5", 1.5, 2**63, -(2**63) - 1, 2**70, 1e300, [1]], ids=repr)
async def test_what_is_no_whole_number_of_the_database(engine: Engine, value: object) -> None:
    assert await code_for(engine, forged(f"{LISTED}:population,id", value, "Municipality:1"), POPULATION) == CODE


@pytest.mark.parametrize("value", ["2024-13-01T00:00:00Z", "2024-12-01T00:00:00", "2024-12-01", "now", 5], ids=repr)
async def test_what_is_no_point_of_time(engine: Engine, value: object) -> None:
    assert await code_for(engine, forged(f"{LISTED}:recordedAt,id", value, "Municipality:1"), RECORDED) == CODE


async def test_a_cursor_of_another_order(engine: Engine) -> None:
    [edge, _] = (await response_data(engine, MUNICIPALITIES, {"order": POPULATION}))["municipalities"]["edges"]
    assert await code_for(engine, edge["cursor"]) == CODE
    assert await code_for(engine, edge["cursor"], [{**POPULATION[0], "direction": "DESC"}]) == CODE


async def test_a_cursor_of_another_list(engine: Engine) -> None:
    text = "{ regions(first: 1) { pageInfo { endCursor } } }"
    cursor = (await response_data(engine, text))["regions"]["pageInfo"]["endCursor"]
    assert await code_for(engine, cursor) == CODE


async def test_a_cursor_of_another_search(engine: Engine) -> None:
    text = "query ($text: String!, $after: String) { search(text: $text, after: $after) { edges { cursor } } }"
    cursor = (await response_data(engine, text, {"text": "Казань"}))["search"]["edges"][0]["cursor"]
    answer = await engine.answer(text, {"text": "Тула", "after": cursor})
    assert answer.body["errors"][0]["extensions"]["code"] == CODE
    assert (await engine.answer(text, {"text": "Казань", "after": cursor})).body["data"]["search"]["edges"]


@pytest.mark.parametrize("place", [-1, 2**40, 2**63 - 1, 10**30, "0", None, 0.5])
async def test_a_place_among_hits_that_there_cannot_be(engine: Engine, place: object) -> None:
    text = 'query ($after: String) { search(text: "Казань", after: $after) { edges { cursor } } }'
    edges = (await response_data(engine, text))["search"]["edges"]
    _, bound, _ = json.loads(base64.urlsafe_b64decode(edges[0]["cursor"] + "=="))
    answer = await engine.answer(text, {"after": forged("search", bound, place)})
    assert answer.body["errors"][0]["extensions"]["code"] == CODE


async def test_a_cursor_holds_though_its_row_has_gone(engine: Engine) -> None:
    between = encoded(f"{LISTED}:population,id", [1000, "Municipality:none"])
    found: Any = await response_data(
        engine,
        "query ($at: String) { after: municipalities(first: 1, after: $at, orderBy: {field: POPULATION}) {"
        " nodes { population } pageInfo { hasPreviousPage } }"
        " before: municipalities(last: 1, before: $at, orderBy: {field: POPULATION}) { nodes { population } } }",
        {"at": between},
    )
    assert found["before"]["nodes"][0]["population"] <= 1000 <= found["after"]["nodes"][0]["population"]
    assert found["after"]["pageInfo"]["hasPreviousPage"]


async def test_absent_values_far_behind_in_a_long_order_are_told_apart(engine: Engine) -> None:
    text = """query ($after: String) {
      organisations(first: 40, after: $after, orderBy: [
        {field: SYNTHETIC} {field: CONFIDENCE} {field: REMOVED_ON} {field: LEVEL} {field: KIND}
        {field: FUNCTIONS_ASSIGNED} {field: RECORDED_AT} {field: CITY}
        {field: VALID_TO} {field: ENGLISH_NAME} {field: NOTE} {field: VALID_FROM}
        {field: SHORT_NAME} {field: NAME}
      ]) { nodes { id } pageInfo { hasNextPage endCursor } } }"""
    page: Any = (await response_data(engine, text))["organisations"]
    walked = [each["id"] for each in page["nodes"]]
    while page["pageInfo"]["hasNextPage"]:
        page = (await response_data(engine, text, {"after": page["pageInfo"]["endCursor"]}))["organisations"]
        walked += [each["id"] for each in page["nodes"]]
    assert len(walked) == len(set(walked)) == 328
