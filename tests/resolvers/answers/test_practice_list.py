"""Tests that filter, text, pages and counts of the catalogue of practices agree on a graph with practices."""

from __future__ import annotations

from typing import Any

import pytest

from graph_model.search_terms import words
from resolvers.running.engine import Engine
from tests.resolvers.naive.answers import naive_answer
from tests.resolvers.naive.tables import Tables
from tests.resolvers.requesting import operation, response_data

LIST = operation("frontend/practice-list")
FILTERS: dict[str, Any] = {
    "all": None,
    "themes": {"themes": {"some": {"code": {"in": ["code-0", "code-1"]}}}},
    "regions": {"author": {"region": {"code": {"in": ["code-1", "code-2", "code-3"]}}}},
    "not adopted": {"adoptions": {"none": {}}},
    "none": {"or": []},
}


@pytest.mark.parametrize("where", FILTERS.values(), ids=list(FILTERS))
async def test_it_answers_as_a_walk_over_the_records(small_engine: Engine, tables: Tables, where: Any) -> None:
    given = {"first": 3, "where": where}
    page = await response_data(small_engine, LIST, given)
    assert page == naive_answer(tables, LIST, given).data
    while page["practices"]["pageInfo"]["hasNextPage"]:
        given["after"] = page["practices"]["pageInfo"]["endCursor"]
        page = await response_data(small_engine, LIST, given)
        assert page == naive_answer(tables, LIST, given).data


async def test_text_narrows_the_list_its_total_its_counts_and_its_pages(small_engine: Engine, tables: Tables) -> None:
    schools = {each.id for each in tables.nodes.values() if not each.withdrawn and holds_school(each.content)}
    given: dict[str, Any] = {"first": 2, "text": "школы"}
    pages = [(await response_data(small_engine, LIST, given))["practices"]]
    while pages[-1]["pageInfo"]["hasNextPage"]:
        given["after"] = pages[-1]["pageInfo"]["endCursor"]
        pages.append((await response_data(small_engine, LIST, given))["practices"])
    walked = [edge["node"] for page in pages for edge in page["edges"]]
    assert {each["id"] for each in walked} == schools
    assert {page["totalCount"] for page in pages} == {len(schools)} == {len(walked)}
    assert [each["title"] for each in walked] == sorted(each["title"] for each in walked)
    assert sum(each["count"] for each in pages[0]["facets"]["evidence"]) == len(schools)
    assert [page["pageInfo"]["hasPreviousPage"] for page in pages] == [False] + [True] * (len(pages) - 1)


def holds_school(content: Any) -> bool:
    """Return whether a node is a practice with the word school in its searched texts."""
    held = words(f"{content.get('title')} {content.get('summary')}")
    return str(content["id"]).startswith("Practice:") and bool({"школа", "школы"} & set(held))


@pytest.mark.parametrize(("text", "found"), [(None, True), ("", False), ("и", False), ("нетакогослова", False)])
async def test_no_text_is_no_limit_and_a_text_without_words_finds_nothing(
    small_engine: Engine, text: str | None, found: bool
) -> None:
    page = (await response_data(small_engine, LIST, {"first": 3, "text": text}))["practices"]
    assert bool(page["totalCount"]) == bool(page["edges"]) == found
