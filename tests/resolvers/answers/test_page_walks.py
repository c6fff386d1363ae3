"""Tests that pagination returns every row once and in order, in both directions and for any order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_named_type
from hypothesis import given
from hypothesis import strategies as st

from graph_model.declarations import Node, kinds
from resolvers.running.engine import Engine
from tests.profiles import examples
from tests.resolvers.generated.filters import keys_of_order
from tests.resolvers.generated.operations import root_fields
from tests.resolvers.generated.writing import Draw, Writing
from tests.resolvers.naive.answers import naive_answer, plain_schema
from tests.resolvers.naive.tables import Tables
from tests.resolvers.paging import PAGE, Listing, backwards, forwards

LISTS = {name: each for name, each in root_fields().items() if "orderBy" in each.args}
PAGING = "$first: Int, $after: String, $last: Int, $before: String"
GIVEN = "first: $first, after: $after, last: $last, before: $before"


def kind_of(name: str) -> str:
    named: Any = get_named_type(LISTS[name].type)
    return str(get_named_type(named.fields["nodes"].type))


def root_listing(name: str, order: list[dict[str, Any]]) -> Listing:
    text = (
        f"query ($order: [{kind_of(name)}Order!], {PAGING}) "
        f"{{ {name}(orderBy: $order, {GIVEN}) {{ edges {{ cursor node {{ id }} }} {PAGE} }} }}"
    )
    return Listing(text, {"order": order}, (name,))


async def meets_every_row_once(engine: Engine, tables: Tables, listing: Listing, size: int) -> None:
    complete: Any = naive_answer(tables, listing.text, {**listing.variables, "first": 1_000_000}).data
    for key in listing.place:
        complete = complete[key]
    for pages in (await forwards(engine, listing, size), await backwards(engine, listing, size)):
        assert [edge for page in pages for edge in page] == complete["edges"]
        assert {len(page) for page in pages[1:-1]} <= {size}


def sorts_of_keys() -> Iterator[tuple[str, str]]:
    """Return a list and an order field for each type of property, both nullable and not nullable."""
    visited = set()
    for name in LISTS:
        fields = plain_schema().type_map[f"{kind_of(name)}OrderField"]
        kind = kinds()[kind_of(name)]
        for field in fields.values:  # type: ignore[attr-defined] # an enumeration
            what = property_of(kind, field)
            if (what.type, what.nullable) not in visited:
                visited.add((what.type, what.nullable))
                yield name, field


def property_of(kind: type[Node], field: str) -> Any:
    return next(each for name, each in kind.properties().items() if name.upper() == field.replace("_", ""))


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize(("name", "field"), list(sorts_of_keys()))
async def test_by_a_key_of_every_type(
    small_engine: Engine, tables: Tables, name: str, field: str, direction: str
) -> None:
    listing = root_listing(name, [{"field": field, "direction": direction}])
    await meets_every_row_once(small_engine, tables, listing, 4)


@st.composite
def listings(draw: Draw, tables: Tables) -> Listing:
    writing = Writing(draw, tables)
    name = writing.pick(list(LISTS))
    type_ = plain_schema().type_map[f"{kind_of(name)}Order"]
    assert isinstance(type_, GraphQLInputObjectType)
    return root_listing(name, keys_of_order(writing, type_))


@given(st.data())
@examples(25)
async def test_by_any_keys(small_engine: Engine, tables: Tables, data: st.DataObject) -> None:
    await meets_every_row_once(small_engine, tables, data.draw(listings(tables)), data.draw(st.integers(2, 5)))


NESTED = {
    "region": ("region", 'region(code: "code-1")', "adoptions", "Adoption"),
    "parallel links": ("organisation", 'organisation(orgId: "org_id-3")', "functions", "Function"),
    "parallel links without a direction": (
        "organisation",
        'organisation(orgId: "org_id-3")',
        "partners",
        "Organisation",
    ),
    "links with properties": ("municipality", 'municipality(oktmo: "oktmo-5")', "neighbours", "Municipality"),
}


@pytest.mark.parametrize(("root", "found", "field", "kind"), NESTED.values(), ids=list(NESTED))
async def test_of_a_list_inside_a_node(
    small_engine: Engine, tables: Tables, root: str, found: str, field: str, kind: str
) -> None:
    text = (
        f"query ($order: [{kind}Order!], {PAGING}) "
        f"{{ {found} {{ {field}(orderBy: $order, {GIVEN}) {{ edges {{ cursor node {{ id }} }} {PAGE} }} }} }}"
    )
    order = [{"field": "CONFIDENCE", "direction": "DESC"}]
    await meets_every_row_once(small_engine, tables, Listing(text, {"order": order}, (root, field)), 1)


async def test_of_municipalities_of_the_country_by_population(engine: Engine, reference_tables: Tables) -> None:
    listing = root_listing("municipalities", [{"field": "POPULATION", "direction": "DESC"}])
    await meets_every_row_once(engine, reference_tables, listing, 700)
