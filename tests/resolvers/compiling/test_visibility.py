"""Tests that hidden nodes do not affect values, lists, totals, facets, filters, orders or search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph_model.declarations import Filter, Node
from graph_model.model import kinds
from graph_model.visibility import Viewer
from resolvers.compiling.filters import filter_of
from resolvers.running.engine import Engine
from tests.profiles import examples
from tests.resolvers.generated.operations import operations
from tests.resolvers.naive.answers import naive_answer
from tests.resolvers.naive.lists import passes
from tests.resolvers.naive.tables import Tables

GUEST = Viewer("guest")
# the nodes visible to a guest, as a filter of the kind; the last two depend on the visibility of other kinds
VISIBLE: dict[str, dict[str, Any]] = {
    "DataSource": {"sourceId": {"gt": "source_id-0"}},
    "Theme": {"code": {"in": ["code-0", "code-2", "code-4"]}},
    "Event": {"code": {"in": ["code-0", "code-1", "code-2"]}},
    "Municipality": {"not": {"population": {"gt": 2}}},
    "Organisation": {"or": [{"city": {"isNull": True}}, {"functionsAssigned": {"eq": True}}]},
    "Practice": {"or": [{"author": {"level": {"in": ["LOCAL", "REGIONAL"]}}}, {"stage": {"in": ["IDEA", "PILOT"]}}]},
    "Competence": {"practices": {"some": {}}},
}


@pytest.fixture(scope="module", autouse=True)
def limited() -> Iterator[None]:
    """Limit a guest to some nodes of each of these kinds during the tests of this module."""
    with pytest.MonkeyPatch.context() as patch:
        for name, where in VISIBLE.items():
            patch.setattr(kinds()[name], "visible", classmethod(limited_to(where)))
        yield


def limited_to(where: dict[str, Any]) -> Any:
    def visible(kind: type[Node], viewer: Viewer) -> Filter | None:
        return filter_of(kind, where) if viewer == GUEST else None

    return visible


@pytest.fixture(scope="module")
def guest_tables(tables: Tables) -> Tables:
    """Return the tables without hidden nodes and their links."""
    left = tables
    for name, where in VISIBLE.items():
        visible = {each.id for each in left.nodes.values() if each.kind.__name__ != name or passes(left, each, where)}
        left = left.only(visible)
    return left


@given(st.data())
@examples(80)
async def test_a_guest_gets_what_the_graph_without_the_hidden_nodes_would_answer(
    small_engine: Engine, guest_tables: Tables, tables: Tables, data: st.DataObject
) -> None:
    operation = data.draw(operations(tables))
    answer = await small_engine.answer(operation.text, operation.variables, viewer=GUEST)
    codes = {error["extensions"]["code"] for error in answer.body.get("errors", [])}
    assume(codes != {"TOO_COSTLY"})
    expected = naive_answer(guest_tables, operation.text, operation.variables)
    if expected.errors:
        # an adoption with a hidden practice has a null in a required field, and is excluded from lists
        warnings = {each["code"] for each in answer.body["extensions"].get("warnings", [])}
        assert codes | warnings == {"MISSING_VALUE"}
    else:
        assert (codes, answer.body["data"]) == (set(), expected.data)


async def test_the_same_operation_answers_each_viewer_for_themselves(
    small_engine: Engine, guest_tables: Tables, tables: Tables
) -> None:
    text = "{ organisations(first: 50) { totalCount nodes { id } facets { kind { value count } } } }"
    for _ in range(2):
        for viewer, viewed in ((GUEST, guest_tables), (Viewer(), tables)):
            answer = await small_engine.answer(text, viewer=viewer)
            assert answer.body["data"] == naive_answer(viewed, text, {}).data
    assert 0 < len(guest_tables.of_kind(kinds()["Organisation"])) < len(tables.of_kind(kinds()["Organisation"]))


async def test_a_hidden_node_is_as_one_that_is_not_there(
    small_engine: Engine, guest_tables: Tables, tables: Tables
) -> None:
    text = "query ($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id } }"
    for hidden in sorted(set(tables.nodes) - set(guest_tables.nodes)):
        given = {"id": hidden, "ids": [hidden, "Region:code-1"]}
        answer = await small_engine.answer(text, given, viewer=GUEST)
        assert answer.body["data"] == {"node": None, "nodes": [None, {"id": "Region:code-1"}]}


SEARCH = """query ($after: String) {
  search(text: "школа", first: 2, after: $after) {
    totalCount nodes { ... on Node { id } } pageInfo { hasNextPage endCursor }
  }
}"""


async def found(engine: Engine, viewer: Viewer) -> list[str]:
    """Return the ids of all hits, read page by page."""
    page: Any = {"pageInfo": {"hasNextPage": True, "endCursor": None}}
    ids: list[str] = []
    while page["pageInfo"]["hasNextPage"]:
        answer = await engine.answer(SEARCH, {"after": page["pageInfo"]["endCursor"]}, viewer=viewer)
        page = answer.body["data"]["search"]
        ids += [each["id"] for each in page["nodes"]]
    assert page["totalCount"] == len(ids)
    return ids


async def test_search_finds_what_may_be_seen_and_counts_nothing_else(
    small_engine: Engine, guest_tables: Tables
) -> None:
    every, shown = await found(small_engine, Viewer()), await found(small_engine, GUEST)
    assert shown == [each for each in every if each in guest_tables.nodes]
    assert 0 < len(shown) < len(every)


async def test_a_list_narrowed_by_text_holds_what_may_be_seen(small_engine: Engine, guest_tables: Tables) -> None:
    text = '{ practices(text: "аб", first: 50) { totalCount nodes { id } facets { stage { count } } } }'
    every = (await small_engine.answer(text)).body["data"]["practices"]
    shown = (await small_engine.answer(text, viewer=GUEST)).body["data"]["practices"]
    assert shown["nodes"] == [each for each in every["nodes"] if each["id"] in guest_tables.nodes]
    assert shown["totalCount"] == len(shown["nodes"]) == sum(each["count"] for each in shown["facets"]["stage"])
    assert 0 < shown["totalCount"] < every["totalCount"]


async def test_a_way_through_a_hidden_node_leads_nowhere(small_engine: Engine, tables: Tables) -> None:
    text = (
        "{ regions { nodes { id organisations { nodes { adoptions { nodes { id } } } } adoptions { nodes { id } } } } }"
    )
    regions = (await small_engine.answer(text, viewer=GUEST)).body["data"]["regions"]["nodes"]
    reached = [{each["id"] for each in region["adoptions"]["nodes"]} for region in regions]
    shown = [[each["adoptions"]["nodes"] for each in region["organisations"]["nodes"]] for region in regions]
    assert reached == [{each["id"] for adoptions in region for each in adoptions} for region in shown]
    assert 0 < sum(map(len, reached)) < len(tables.of_kind(kinds()["Adoption"]))
