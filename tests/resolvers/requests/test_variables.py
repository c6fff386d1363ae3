"""Tests which values of variables change a statement, and which only change its parameters."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.compiling.plans import Plan, compile_operation
from resolvers.requests.documents import Documents, Operation
from resolvers.requests.variables import filled
from resolvers.running.engine import Engine
from schema.build import schema
from tests.profiles import examples
from tests.resolvers.generated.operations import operations
from tests.resolvers.naive.tables import Tables, tables_of
from tests.resolvers.requesting import response_data
from tests.resolvers.small_graph import small_graph


@cache
def tables() -> Tables:
    return tables_of(*small_graph())


def operation(text: str) -> Operation:
    return Documents(schema()).operation(text, None)


@given(st.data())
@examples(100)
def test_slots_filled_again_are_the_values(data: st.DataObject) -> None:
    generated = data.draw(operations(tables()))
    read = operation(generated.text)
    values = read.coerced(generated.variables)
    assert filled(dict(read.slots(values)), values) == values


WHERE = operation("query ($where: RegionWhere) { regions(where: $where) { totalCount } }")
FLAG = operation('query ($shown: Boolean!) { region(code: "16") { id @include(if: $shown) } }')
IDS = operation("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }")
CURSOR = operation("query ($after: String) { regions(after: $after) { totalCount } }")


def shape(read: Operation, **given: Any) -> Any:
    return read.shape(read.coerced(given))


@pytest.mark.parametrize(
    ("read", "one", "other"),
    [
        (WHERE, {"where": {"name": {"eq": "a"}}}, {"where": {"name": {"eq": "b"}}}),
        (WHERE, {"where": {"name": {"in": []}}}, {"where": {"name": {"in": ["a", "b"]}}}),
        (IDS, {"ids": ["Region:1", "Theme:1"]}, {"ids": ["Theme:2", "Region:2", "Region:3"]}),
        (CURSOR, {"after": "WyJpZCIsIlJlZ2lvbjoxNiJd"}, {"after": "WyJpZCIsIlJlZ2lvbjo3NyJd"}),
    ],
)
def test_values_do_not_shape(read: Operation, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert shape(read, **one) == shape(read, **other)


@pytest.mark.parametrize(
    ("read", "one", "other"),
    [
        (WHERE, {"where": {"name": {"eq": "a"}}}, {"where": {"name": {"gt": "a"}}}),
        (WHERE, {"where": {"or": []}}, {"where": {"or": [{}]}}),
        (WHERE, {"where": {"capital": {"isNull": True}}}, {"where": {"capital": {"isNull": False}}}),
        (WHERE, {"where": {}}, {"where": None}),
        (WHERE, {"where": None}, {}),
        (WHERE, {"where": {"name": {"eq": None}}}, {"where": {"name": {"eq": "a"}}}),
        (FLAG, {"shown": True}, {"shown": False}),
        (IDS, {"ids": ["Region:1"]}, {"ids": ["Theme:1"]}),
        (CURSOR, {"after": "WyJpZCIsIlJlZ2lvbjoxNiJd"}, {"after": None}),
    ],
)
def test_structure_shapes(read: Operation, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert shape(read, **one) != shape(read, **other)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """Return a list that collects all plans compiled from now on."""
    plans: list[Plan] = []

    def noting(*arguments: Any) -> Plan:
        plans.append(compile_operation(*arguments))
        return plans[-1]

    monkeypatch.setattr("resolvers.running.plan_cache.compile_operation", noting)
    return plans


async def test_requests_of_one_shape_are_compiled_once(engine: Engine, compiled: list[Plan]) -> None:
    text = "query Once($where: RegionWhere, $first: Int) { regions(where: $where, first: $first) { nodes { name } } }"
    for name in ("Омская область", "Томская область", "Тульская область"):
        found = await response_data(engine, text, {"where": {"name": {"eq": name}}, "first": len(name)})
        assert found == {"regions": {"nodes": [{"name": name}]}}
    assert len(compiled) == 1


async def test_requests_of_other_shapes_are_compiled_for_themselves(engine: Engine, compiled: list[Plan]) -> None:
    text = "query Twice($where: RegionWhere) { regions(where: $where) { totalCount } }"
    for where, count in [
        ({"name": {"eq": "Омская область"}}, 1),
        ({"code": {"gte": "0"}}, 89),
        ({"or": []}, 0),
        (None, 89),
    ]:
        assert await response_data(engine, text, {"where": where}) == {"regions": {"totalCount": count}}
    assert len(compiled) == 4
