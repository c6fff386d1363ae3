"""Tests of filters by the number of linked nodes: the answers on the demo country equal those of plain counting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data

COMPARISONS: dict[str, Callable[[int, Any], bool]] = {
    "eq": lambda number, given: number == given,
    "in": lambda number, given: number in given,
    "gt": lambda number, given: number > given,
    "gte": lambda number, given: number >= given,
    "lt": lambda number, given: number < given,
    "lte": lambda number, given: number <= given,
}
LISTS: dict[tuple[str, str], list[tuple[str, Any]]] = {
    ("regions", "managementTeams"): [("lt", 2), ("eq", 0), ("gte", 1)],
    ("regions", "municipalities"): [("gt", 30), ("lte", 30), ("in", [0, 1, 43])],
    ("regions", "people"): [("lt", 5), ("gte", 100)],
    ("functions", "performers"): [("gte", 2), ("eq", 1), ("lt", 90)],
    ("practices", "authors"): [("gte", 5), ("lt", 5)],
    ("networkProjects", "participants"): [("in", [2, 3]), ("gt", 3)],
}
CASES = [(*path, operator, given) for path, each in LISTS.items() for operator, given in each]


@pytest.mark.parametrize(("kinds", "linked", "operator", "given"), CASES, ids=str)
async def test_a_count_filter_agrees_with_counting(
    demo_engine: Engine, kinds: str, linked: str, operator: str, given: Any
) -> None:
    every = f"{{ {kinds}(first: 2000) {{ nodes {{ id {linked}(first: 0) {{ totalCount }} }} }} }}"
    nodes = (await response_data(demo_engine, every))[kinds]["nodes"]
    text = f"{{ {kinds}(first: 2000, where: {{{linked}: {{count: {{{operator}: {given}}}}}}}) {{ nodes {{ id }} }} }}"
    found = (await response_data(demo_engine, text))[kinds]["nodes"]
    expected = [each["id"] for each in nodes if COMPARISONS[operator](each[linked]["totalCount"], given)]
    assert [each["id"] for each in found] == expected


async def test_a_refused_number_of_people_gives_no_answer(demo_engine: Engine) -> None:
    answer = await demo_engine.answer("{ regions(where: {people: {count: {lt: 3}}}) { totalCount } }")
    assert answer.body["data"] is None
    (error,) = answer.body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "multiple of 5" in error["message"]
