"""Tests that reported values of small groups are withheld: as values, in filters, in orders and in cursors."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data

STORED = "MATCH (value:KpiValue) RETURN value.id, value.numerator, value.denominator"
Numbers = dict[str, tuple[int, int | None]]


@pytest_asyncio.fixture(scope="module")
async def reported(demo_graph: Database) -> Numbers:
    """Return the stored numbers by id."""
    return {key: (part, whole) for key, part, whole in await demo_graph.read(STORED, {})}


def withheld(part: int, whole: int | None) -> bool:
    """Return whether a number, the number of all or their difference is a group of one to four people."""
    return whole is not None and any(1 <= each <= 4 for each in (part, whole, whole - part))


async def found(engine: Engine, arguments: str) -> dict[str, Any]:
    """Return the total and all values of a list of reported values."""
    text = f"{{ kpiValues(first: 2000, {arguments}) {{ totalCount nodes {{ id numerator denominator }} }} }}"
    answer: dict[str, Any] = (await response_data(engine, text))["kpiValues"]
    return answer


async def test_numbers_are_withheld_together_exactly_where_they_disclose_a_small_group(
    demo_engine: Engine, reported: Numbers
) -> None:
    values = (await found(demo_engine, "where: {}"))["nodes"]
    assert len(values) == len(reported)
    for each in values:
        numbers = reported[each["id"]]
        assert (each["numerator"], each["denominator"]) == ((None, None) if withheld(*numbers) else numbers)
    assert 0 < sum(each["numerator"] is None for each in values) < len(values)


@pytest.mark.parametrize(
    ("condition", "passing"),
    [
        ("numerator: {lt: 5}", lambda part, hidden: not hidden and part < 5),
        ("numerator: {in: [0, 1, 2, 3, 4]}", lambda part, hidden: not hidden and part < 5),
        ("numerator: {isNull: true}", lambda part, hidden: hidden),
        ("numerator: {isNull: false}", lambda part, hidden: not hidden),
        ("not: {numerator: {gte: 5}}", lambda part, hidden: hidden or part < 5),
    ],
)
async def test_a_filter_treats_withheld_numbers_as_absent(
    demo_engine: Engine, reported: Numbers, condition: str, passing: Any
) -> None:
    answer = await found(demo_engine, f"where: {{{condition}}}")
    expected = {key for key, numbers in reported.items() if passing(numbers[0], withheld(*numbers))}
    assert {each["id"] for each in answer["nodes"]} == expected
    assert answer["totalCount"] == len(expected)


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_an_order_puts_withheld_numbers_last_in_the_order_of_their_ids(
    demo_engine: Engine, direction: str
) -> None:
    values = (await found(demo_engine, f"orderBy: [{{field: NUMERATOR, direction: {direction}}}]"))["nodes"]
    numbers = [each["numerator"] for each in values]
    shown = [each for each in numbers if each is not None]
    assert shown == sorted(shown, reverse=direction == "DESC")
    assert numbers == [*shown, *[None] * (len(numbers) - len(shown))]
    hidden = [each["id"] for each in values if each["numerator"] is None]
    assert hidden == sorted(hidden)


async def test_pages_in_this_order_contain_each_value_once(demo_engine: Engine, reported: Numbers) -> None:
    text = """query ($after: String) {
      kpiValues(first: 150, after: $after, orderBy: [{field: NUMERATOR, direction: DESC}]) {
        nodes { id } pageInfo { hasNextPage endCursor }
      }
    }"""
    seen: list[str] = []
    after = None
    while True:
        page = (await response_data(demo_engine, text, {"after": after}))["kpiValues"]
        seen += [each["id"] for each in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == len(set(seen)) == len(reported)
