"""Tests that the committed schema equals the printed one and describes every element."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_specified_scalar_type,
)

from graph_model import terms
from graph_model.decided_values import decided_values
from graph_model.declarations import kinds
from graph_model.kinds.personal import Personal
from graph_model.properties import GeoPoint
from graph_model.relation_conditions import relations_to
from graph_model.terms import Term
from resolvers.fields import COMPUTED
from resolvers.requests.variables import STRUCTURAL
from schema import types as schema_types
from schema.build import MODULES, printed, schema
from tests.cases.compiling import compiled

COMMITTED = Path(__file__).parents[2] / "schema.graphql"
TYPES: dict[str, GraphQLNamedType] = {
    name: each
    for name, each in schema().type_map.items()
    if not name.startswith("__") and not is_specified_scalar_type(each)
}
STORED = {name: each for name, each in TYPES.items() if name in kinds() and isinstance(each, GraphQLObjectType)}


def described(name: str, type_: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    """Yield all elements that can have a description, with their descriptions."""
    yield name, type_.description
    if isinstance(type_, GraphQLEnumType):
        yield from ((f"{name}.{value}", each.description) for value, each in type_.values.items())
    if isinstance(type_, GraphQLInputObjectType):
        yield from ((f"{name}.{field}", each.description) for field, each in type_.fields.items())
    if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        for field, each in type_.fields.items():
            yield f"{name}.{field}", each.description
            yield from ((f"{name}.{field}({key})", argument.description) for key, argument in each.args.items())


def test_the_committed_schema_is_the_printed_one() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == printed()


@pytest.mark.parametrize("name", TYPES)
def test_everything_says_what_it_means(name: str) -> None:
    assert [place for place, text in described(name, TYPES[name]) if not (text and text.strip())] == []


def test_every_kind_is_promised_but_the_books_of_the_graph_and_who_people_are() -> None:
    untyped = set(kinds()) - set(STORED)
    assert untyped == {"DataState", "LogEntry", "AwaitedLink", "Identity"}, "add the types to schema/types/"


def test_every_module_of_types_is_registered() -> None:
    modules = {f"{schema_types.__name__}.{each.name}" for each in iter_modules(schema_types.__path__)}
    assert modules - {each.__name__ for each in MODULES} == set(), "add the modules to MODULES in schema/build.py"


@pytest.mark.parametrize("name", STORED)
def test_a_stored_type_is_a_node_and_tells_of_its_origin(name: str) -> None:
    assert {"Node", "Record"} <= {each.name for each in STORED[name].interfaces}


@pytest.mark.parametrize("name", STORED)
def test_every_field_of_a_stored_type_can_be_compiled(name: str) -> None:
    fields = {key: each for key, each in STORED[name].fields.items() if COMPUTED.find(name, key) is None}
    selected = " ".join(f"{key} {'' if is_plain(each.type) else '{ __typename }'}" for key, each in fields.items())
    plan, _ = compiled(f'{{ node(id: "{name}:1") {{ ... on {name} {{ {selected} }} }} }}')
    assert plan.roots[0].statement is not None


def is_plain(type_: Any) -> bool:
    return not hasattr(get_named_type(type_), "fields")


def listed(connection: Any) -> str:
    """Return the type of the rows of a connection; search and computed fields do not list a single kind."""
    return str(get_named_type(get_named_type(connection).fields["nodes"].type))


DAYS = {"asOf", "on", "inForceOn"}
LISTS = {
    f"{name}.{field}": each
    for name, type_ in TYPES.items()
    if isinstance(type_, GraphQLObjectType)
    for field, each in type_.fields.items()
    if str(each.type).strip("!").endswith("Connection") and listed(each.type) in kinds()
}


@pytest.mark.parametrize("where", LISTS)
def test_every_list_takes_a_filter_an_order_and_a_page(where: str) -> None:
    others = {"text", *DAYS}
    arguments = {name: str(each.type) for name, each in LISTS[where].args.items() if name not in others}
    connection: Any = get_named_type(LISTS[where].type)
    kind = get_named_type(connection.fields["nodes"].type)
    assert arguments == {
        "withdrawn": "Withdrawn!",
        "where": f"{kind}Where",
        "orderBy": f"[{kind}Order!]",
        "first": "Int",
        "after": "String",
        "last": "Int",
        "before": "String",
    }


@pytest.mark.parametrize("where", LISTS)
def test_a_list_takes_a_day_where_its_relations_or_its_nodes_begin_and_end(where: str) -> None:
    connection: Any = get_named_type(LISTS[where].type)
    edge: Any = get_named_type(connection.fields["edges"].type)
    kind = kinds()[str(get_named_type(connection.fields["nodes"].type))]
    as_of = {"asOf"} if {"since", "until"} <= set(edge.fields) else set()
    assert set(LISTS[where].args) & DAYS == as_of | set(kind.narrowings())


def test_a_number_of_people_or_of_their_records_is_compared_in_fives_alone() -> None:
    counted = {name: str(each.fields["count"].type) for name, each in TYPES.items() if name.endswith("ListWhere")}  # type: ignore[attr-defined]
    personal = {name for name in counted if issubclass(kinds()[name.removesuffix("ListWhere")], Personal)}
    assert {name for name, type_ in counted.items() if type_ == "PeopleCountWhere"} == personal
    assert {name for name, type_ in counted.items() if type_ == "CountWhere"} == set(counted) - personal


ORDERED = ["gt", "gte", "lt", "lte"]
COMPARATORS = {
    "ID": ["eq", "in"],
    "String": ["eq", "in", "contains", "startsWith", *ORDERED, "isNull"],
    "ClassificationCode": ["eq", "in", "contains", "startsWith", *ORDERED, "isNull", "within"],
    "Int": ["eq", "in", *ORDERED, "isNull"],
    "Float": ["eq", "in", *ORDERED, "isNull"],
    "Date": ["eq", "in", *ORDERED, "isNull"],
    "DateTime": ["eq", "in", *ORDERED, "isNull"],
    "Boolean": ["eq", "isNull"],
    "Level": ["eq", "in", "isNull"],
    "Count": ["eq", "in", *ORDERED],
    "PeopleCount": ["gte", "lt"],
}


@pytest.mark.parametrize("scalar", COMPARATORS)
def test_a_type_of_values_has_the_comparators_that_fit_it(scalar: str) -> None:
    type_ = TYPES[f"{scalar}Where"]
    assert isinstance(type_, GraphQLInputObjectType)
    assert list(type_.fields) == COMPARATORS[scalar], "after an intended change, update COMPARATORS in this module"


@pytest.mark.parametrize("name", STORED)
def test_a_filter_mirrors_what_is_stored_and_promised(name: str) -> None:
    if f"{name}Where" not in TYPES:
        assert not any(str(each.type).startswith(f"{name}Connection") for each in LISTS.values())
        return
    filter_: Any = TYPES[f"{name}Where"]
    kind = kinds()[name]
    compared = {key for key, each in kind.properties().items() if each.type.__name__ != "GeoPoint"}
    promised = set(STORED[name].fields)
    edge = {"edge"} if relations_to(kind) else set()
    near = {"near"} if {each.type for each in kind.properties().values()} >= {GeoPoint} else set()
    named = (compared | set(kind.navigations())) & promised
    assert set(filter_.fields) == {"and", "or", "not", *edge, *near, *named, *decided_values(kind)}


def test_the_days_of_a_relation_of_people_are_compared_by_as_of_alone() -> None:
    assert set(TYPES["PersonEdgeWhere"].fields) == {"position", "role", "asOf"}  # type: ignore[attr-defined]
    assert set(TYPES["MemberOfEdgeWhere"].fields) == {"role", "asOf"}  # type: ignore[attr-defined]
    assert set(TYPES["StepEdgeWhere"].fields) == {"order"}  # type: ignore[attr-defined]


def test_what_decides_the_text_of_a_statement_is_marked() -> None:
    marked = {name for name, each in TYPES.items() if STRUCTURAL in each.extensions}
    assert marked == {
        "Direction",
        "Withdrawn",
        "SpreadNetwork",
        *(name for name in TYPES if name.endswith("OrderField")),
    }


def vocabularies() -> list[GraphQLEnumType]:
    return [each for name, each in TYPES.items() if isinstance(each, GraphQLEnumType) and hasattr(terms, name)]


@pytest.mark.parametrize("type_", vocabularies(), ids=str)
def test_a_vocabulary_is_in_english_capitals_with_the_russian_term(type_: GraphQLEnumType) -> None:
    declared: type[Term] = getattr(terms, type_.name)
    assert {name: each.description for name, each in type_.values.items()} == {
        each.value: each.russian for each in declared
    }
    assert all(name == name.upper() and name.isascii() for name in type_.values)
