"""Tests that rows become objects as in graphql-core, and that null propagates as the specification defines."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, execute_sync, parse
from hypothesis import given
from hypothesis import strategies as st

from resolvers.compiling.naming import Naming, NullFoundError, carefully, namer_of
from resolvers.compiling.shapes import CURRENT, Constant, Cursor, Leaf, Object, Sequence, Shape
from tests.profiles import examples
from tests.resolvers.shapes import objects, rows, selection_of, source_of, type_of

Errors = list[dict[str, object]]


def named_carefully(shape: Shape, value: Any) -> tuple[Any, Errors]:
    errors: Errors = []
    try:
        return carefully(shape, value, ["root"], errors), errors
    except NullFoundError:
        return None, errors


def named_by_graphql_core(shape: Shape, value: Any) -> tuple[Any, list[Any]]:
    """Return the data and the paths of errors from graphql-core; the data are null if the root is null."""
    type_ = type_of(shape, count())
    schema = GraphQLSchema(GraphQLObjectType("Query", {"root": GraphQLField(type_)}))
    document = parse(f"{{ root {selection_of(type_)} }}")
    result = execute_sync(schema, document, {"root": source_of(shape, value)})
    return (result.data or {}).get("root"), [error.path for error in result.errors or []]


@given(st.data())
@examples(100)
def test_null_travels_as_in_graphql_core(data: st.DataObject) -> None:
    shape = data.draw(objects())
    value = data.draw(rows(shape, absent=5))
    named, errors = named_carefully(shape, value)
    assert (named, [error["path"] for error in errors]) == named_by_graphql_core(shape, value)


@given(st.data())
@examples(100)
def test_the_fast_way_names_as_the_careful_one_does_or_gives_up(data: st.DataObject) -> None:
    shape = data.draw(objects())
    value = data.draw(rows(shape, absent=data.draw(st.sampled_from([5, 50]))))
    expected, errors = named_carefully(shape, value)
    if errors:
        with pytest.raises(NullFoundError):
            namer_of(shape)(value)
    else:
        assert namer_of(shape)(value) == expected


NAME, NOTE = Leaf(nullable=False), Leaf(nullable=True)


def test_a_null_where_none_may_be_empties_the_nearest_place_that_may_be_null() -> None:
    region = Object((("name", 0, NAME), ("note", 1, NOTE)), 2, nullable=True)
    shape = Object((("region", 0, region), ("code", 1, NAME)), 2, nullable=False)
    errors: Errors = []
    assert Naming(shape)([[None, "n"], "16"], ["query"], errors) == {"region": None, "code": "16"}
    assert errors == [
        {
            "message": "The graph has no value here, but the field is not nullable.",
            "path": ["query", "region", "name"],
            "extensions": {"code": "MISSING_VALUE"},
        }
    ]


def test_a_null_in_a_list_that_may_hold_none_empties_the_list() -> None:
    shape = Object((("names", 0, Sequence(NAME, nullable=True)),), 1, nullable=False)
    errors: Errors = []
    assert Naming(shape)([["a", None]], [], errors) == {"names": None}
    assert [error["path"] for error in errors] == [["names", 1]]


def test_where_no_place_may_be_null_the_whole_answer_goes() -> None:
    shape = Object((("names", 0, Sequence(NAME, nullable=False)),), 1, nullable=False)
    errors: Errors = []
    with pytest.raises(NullFoundError):
        Naming(shape)([["a", None]], [], errors)
    assert len(errors) == 1


def test_nothing_is_reported_where_nothing_is_missing() -> None:
    errors: Errors = []
    assert Naming(Object((("note", 0, NOTE),), 1, nullable=False))([None], [], errors) == {"note": None}
    assert errors == []


def test_a_value_without_a_label_keeps_its_own_text() -> None:
    shape = Object((("label", 0, Leaf(nullable=False, labels=(("A", "первый"),))),), 1, nullable=False)
    assert [namer_of(shape)([value])["label"] for value in ("A", "B")] == ["первый", "B"]


def test_an_empty_list_has_no_cursor_and_that_is_no_fault() -> None:
    page = Object((("startCursor", 0, Cursor("id", (0,), 0)), ("endCursor", 0, Cursor("id", (0,), -1))), 1, False)
    assert Naming(page)([[]], [], []) == {"startCursor": None, "endCursor": None}
    cursors = Naming(page)([[["a"], ["b"]]], [], [])
    assert cursors["startCursor"] != cursors["endCursor"]


def test_a_name_of_the_client_is_never_read_as_code() -> None:
    key = '"]: 1, **{"a'
    shape = Object(((key, CURRENT, Constant("x")), ("__class__", 0, NAME)), 1, nullable=False)
    assert namer_of(shape)(["v"]) == {key: "x", "__class__": "v"}
