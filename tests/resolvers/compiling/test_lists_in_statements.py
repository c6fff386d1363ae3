"""Tests that a statement collects the nodes that pass a filter into a list if memory permits, and else does without."""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import pytest

from graph_model.database.driver import Database
from graph_model.database.graph_counts import GraphCounts
from graph_model.errors import DatabaseUnavailableError
from resolvers.compiling.anchors import Anchors
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.cases.compiling import compiled

LISTED = "teachers_every"
OF_FEW, OF_MANY, OF_TOO_MANY = (
    {
        "nodes": [{"label": "Region", "count": 10}, {"label": "Person", "count": people}],
        "relationships": [
            {"relationshipType": "BELONGS_TO", "startLabel": "Person", "count": people},
            {"relationshipType": "BELONGS_TO", "endLabel": "Region", "count": people},
        ],
        "indexes": [],
    }
    for people in (10_000, 300_000, 1_000_000)
)


class TeacherDatabase:
    """A database of one teacher, with counts; statements with lists wait and may run out of memory."""

    def __init__(self, counts: Mapping[str, Any], fails: bool = False) -> None:
        self.deadline = 20.0
        self.sent: list[str] = []
        self.go_on = asyncio.Event()
        self._counts = counts
        self._fails = fails

    async def read(self, text: str, parameters: dict[str, Any]) -> list[list[Any]]:
        """Return the rows, or fail."""
        del parameters
        if "GRAPH COUNTS" in text:
            return [[self._counts, [7]]]
        self.sent.append(text)
        if LISTED in text:
            await self.go_on.wait()
            if self._fails:
                raise DatabaseUnavailableError("Neo4j has too little memory for this.", out_of_memory=True)
        return [[[[[["Person:1"]], 1]], 7]]

    def with_lists(self) -> list[bool]:
        """Return for each statement sent whether it contains a list."""
        return [LISTED in each for each in self.sent]


def teachers(page: str = "") -> str:
    """Return the query for teachers of a region, with arguments for the page."""
    given = "($first: Int)" if "$first" in page else ""
    where = '{region: {code: {eq: "75"}}}'
    return f"query Teachers{given} {{ teachers({page}where: {where}) {{ totalCount nodes {{ id }} }} }}"


async def engine_of(database: TeacherDatabase) -> Engine:
    engine = Engine(schema(), COMPUTED, cast("Database", database))
    await engine.prepare()
    return engine


def text_of(page: str, counts: Mapping[str, Any]) -> str:
    nodes = {each["label"]: each["count"] for each in counts["nodes"]}
    relations = {
        (each.get("startLabel", ""), each["relationshipType"], each.get("endLabel", "")): each["count"]
        for each in counts["relationships"]
    }
    anchors = Anchors(GraphCounts(nodes, relations, known=True))
    plan, _ = compiled(teachers(page), {"first": 5}, anchors)
    assert plan.roots[0].statement is not None
    return plan.roots[0].statement.text


@pytest.mark.parametrize(
    ("page", "counts", "listed", "sorted_as_a_whole"),
    [
        ("", OF_FEW, True, False),
        ("first: 90, ", OF_FEW, True, False),
        ("first: $first, ", OF_FEW, True, True),
        ("", OF_MANY, True, False),
        ("first: 500, ", OF_FEW, True, True),
        ("first: 500, ", OF_MANY, False, False),
        ("first: $first, ", OF_MANY, False, False),
        ("", OF_TOO_MANY, False, False),
    ],
)
def test_the_size_that_the_text_gives_decides_whether_a_page_is_sorted_beside_the_list(
    page: str, counts: Mapping[str, Any], listed: bool, sorted_as_a_whole: bool
) -> None:
    text = text_of(page, counts)
    assert (LISTED in text) is listed
    assert ("ORDER BY teachers.id\n    RETURN teachers" in text) is sorted_as_a_whole


def test_the_value_of_a_variable_does_not_decide() -> None:
    query = teachers("first: $first, ")
    one, other = (compiled(query, {"first": size})[0].roots[0].statement for size in (5, 2000))
    assert one is not None
    assert other is not None
    assert one.text == other.text


async def test_where_a_list_takes_too_much_memory_smaller_lists_are_tried_before_none() -> None:
    database = TeacherDatabase(OF_FEW, fails=True)
    database.go_on.set()
    engine = await engine_of(database)
    answer = await engine.answer(teachers())
    assert answer.body["data"] == {"teachers": {"totalCount": 1, "nodes": [{"id": "Person:1"}]}}
    assert "errors" not in answer.body
    assert database.with_lists() == [True, True, False]


@pytest.mark.parametrize(("counts", "second"), [(OF_FEW, True), (OF_MANY, False)])
async def test_while_a_statement_holds_a_large_list_others_do_without(counts: Mapping[str, Any], second: bool) -> None:
    database = TeacherDatabase(counts)
    engine = await engine_of(database)
    tasks = [asyncio.create_task(engine.answer(teachers())) for _ in range(2)]
    async with asyncio.timeout(10):
        while len(database.sent) < 2:  # noqa: ASYNC110 # the fake has no event for each statement
            await asyncio.sleep(0)
    assert database.with_lists() == [True, second]
    database.go_on.set()
    one, other = await asyncio.gather(*tasks)
    assert one.body["data"] == other.body["data"]
    await engine.answer(teachers())
    assert database.with_lists()[-1] is True
