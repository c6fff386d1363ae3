"""Tests that a global id returns the same object from every list."""

from typing import Any

import pytest

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.generated.operations import root_fields
from tests.resolvers.requesting import operation, response_data, some

REFETCH = operation("frontend/refetch")
BY_HAND = "MATCH (node {id: $id}) RETURN labels(node)[0], properties(node)"
SHOWN = {"Organisation": ("name", "kind"), "Practice": ("title",), "Region": ("name", "code")}

LISTS = [name for name, field in root_fields().items() if str(field.type).endswith("Connection!") and name != "search"]
OBJECT = """{ __typename id ... on Node { ... on Record { synthetic confidence recordedAt sources { id } }
  ... on Territory { territory: name code population }
  ... on Organisation { name shortName kind level location { lat lon } region { id name } units { totalCount } }
  ... on Function { text actor performers(first: 2) { nodes { id } } } ... on Competence { name scheme }
  ... on SubjectArea { name standardArea primary } ... on Position { name category } } }"""


async def test_twenty_nodes_are_as_the_graph_holds_them(engine: Engine, reference_graph: Database) -> None:
    ids = "MATCH (node) WHERE NOT node:DataState RETURN node.id ORDER BY node.id"
    for identifier in await some(reference_graph, ids):
        found = (await response_data(engine, REFETCH, {"id": identifier}))["node"]
        [[kind, stored]] = await reference_graph.read(BY_HAND, {"id": identifier})
        expected = {name: stored[name] for name in SHOWN.get(kind, ())}
        assert found == {"__typename": kind, "id": identifier, **expected}


@pytest.mark.parametrize("name", LISTS)
async def test_a_node_of_a_list_is_found_again_as_the_list_gave_it(engine: Engine, name: str) -> None:
    listed: Any = (await response_data(engine, f"{{ {name}(last: 3) {{ nodes {OBJECT} }} }}"))[name]["nodes"]
    for given in listed:
        again = await response_data(engine, f"query ($id: ID!) {{ node(id: $id) {OBJECT} }}", {"id": given["id"]})
        assert again == {"node": given}


async def test_a_hit_of_the_search_is_found_again(engine: Engine) -> None:
    found: Any = await response_data(engine, f'{{ search(text: "Казань") {{ nodes {{ ... on Node {OBJECT} }} }} }}')
    assert len(found["search"]["nodes"]) > 3
    ids = [each["id"] for each in found["search"]["nodes"]]
    again = await response_data(engine, f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {OBJECT} }}", {"ids": ids})
    assert again["nodes"] == found["search"]["nodes"]


async def test_nodes_come_in_the_order_of_the_ids_however_often_they_are_named(engine: Engine) -> None:
    ids = ["Region:77", "Organisation:none", "Region:16", "Region:77", "nonsense", "Theme:TH01", ""]
    found = await response_data(engine, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ids})
    known = {"Region:77", "Region:16", "Theme:TH01"}
    assert found["nodes"] == [{"id": each} if each in known else None for each in ids]


@pytest.mark.parametrize("identifier", ["Nothing:16", "Region:none", "16", "", "DataState:state", "Region:", ":16"])
async def test_an_id_that_no_node_has_is_null_and_no_error(engine: Engine, identifier: str) -> None:
    assert await response_data(engine, REFETCH, {"id": identifier}) == {"node": None}


async def test_the_plan_of_one_kind_is_not_taken_for_an_id_of_another(engine: Engine) -> None:
    text = "query ($id: ID!) { node(id: $id) { __typename ... on Territory { code } } }"
    for identifier, kind in [("Region:16", "Region"), ("Theme:TH01", "Theme"), ("Region:77", "Region")]:
        assert (await response_data(engine, text, {"id": identifier}))["node"]["__typename"] == kind
