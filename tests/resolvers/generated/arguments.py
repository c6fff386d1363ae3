"""Random arguments: filter, order and page of connections; keys and ids of root fields."""

from __future__ import annotations

from functools import partial
from typing import Any

from graphql import GraphQLField, get_named_type

from graph_model.declarations import Node, Relation, kinds
from graph_model.relation_conditions import personal
from resolvers.requests.cursors import encoded
from tests.resolvers import small_graph
from tests.resolvers.generated.filters import keys_of_order, order, same, value_of, where
from tests.resolvers.generated.writing import Name, Writing
from tests.resolvers.naive.lists import keys_of, place, signed
from tests.resolvers.naive.tables import Row

ONE_IN = 3
DAYS = ("asOf", "on", "inForceOn")
SIZES = (0, 1, 1, 2, 2, 3, 4, 30)


def of_connection(
    writing: Writing, field: GraphQLField, kind: type[Node], edge: type[Relation] | None, name: str
) -> Any:
    """Return arguments of a connection; `name` contains the type and the field."""
    with writing.led_by_people(is_by_people(name)):
        return arguments_of(writing, field, kind, edge, name)


def is_by_people(name: str) -> bool:
    """Return whether people, or records about them, lead to a list."""
    owner, _, listed = name.partition(".")
    return owner in kinds() and personal(kinds()[owner], kinds()[owner].navigations()[listed])


def arguments_of(
    writing: Writing, field: GraphQLField, kind: type[Node], edge: type[Relation] | None, name: str
) -> dict[str, Any]:
    """Return a filter, an order, a page and days."""
    types = {name: argument.type for name, argument in field.args.items()}
    chosen: dict[str, Any] = {}
    keys = keys_of_order(writing, types["orderBy"]) if writing.chance(2) else []
    if keys:
        chosen["orderBy"] = order(writing, types["orderBy"], keys)
    if writing.chance(ONE_IN):
        chosen["where"] = where(writing, types["where"], kind)
    size = writing.pick(SIZES)
    chosen[writing.pick(["first", "last"])] = writing.given("Int", lambda: size)
    for day in [each for each in DAYS if each in types and writing.chance(ONE_IN)]:
        chosen[day] = writing.given(types[day], lambda day=day: str(writing.pick(small_graph.DAYS)))  # type: ignore[misc]
    for end in ("after", "before"):
        cursor = cursor_of(writing, kind, keys, edge, name) if writing.chance(ONE_IN) else None
        if cursor is not None:
            chosen[end] = writing.given(types[end], partial(same, cursor))
    if writing.chance(ONE_IN):
        which = Name(writing.pick(["INCLUDE", "EXCLUDE"]))
        chosen["withdrawn"] = writing.given("Withdrawn!", partial(same, which))
    absent = [each for each in types if each not in chosen and each not in ("text", "withdrawn")]
    if writing.chance(8):
        nothing = writing.pick(absent)
        chosen[nothing] = writing.nothing(types[nothing])
    return chosen


def cursor_of(
    writing: Writing, kind: type[Node], keys: list[dict[str, Any]], edge: type[Relation] | None, name: str
) -> str | None:
    """Return the cursor of a random row in the order; the row may belong to another list."""
    given = [{"direction": "ASC", **{part: plain(each) for part, each in key.items()}} for key in keys]
    full = keys_of(kind, given, edge)
    links = [
        link
        for (type_, _, _), links in writing.tables.links.items()
        for _, link in links
        if edge is not None and type_ == edge.type and any(key.of_link for key in full)
    ]
    nodes = writing.tables.of_kind(kind)
    if not nodes or (not links and any(key.of_link for key in full)):
        return None
    row = Row(writing.pick(nodes), writing.pick(links) if links else {})
    return encoded(signed(name, full), place(full, row))


def plain(part: Any) -> Any:
    """Return a part of a sort key: a place, or the text of an enumeration."""
    return part if isinstance(part, dict) else str(part)


def of_root(writing: Writing, name: str, field: GraphQLField, kind: type[Node] | None) -> dict[str, Any]:
    """Return the arguments of a root field that is not a connection."""
    if name == "node":
        return {"id": writing.given("ID!", lambda: identifier(writing))}
    if name == "nodes":
        held = [identifier(writing) for _ in range(writing.number(0, 5))]
        return {"ids": writing.given("[ID!]!", lambda: [writing.given("ID!", partial(same, each)) for each in held])}
    assert kind is not None
    return {each: key(writing, field, each, kind) for each in field.args}


def key(writing: Writing, field: GraphQLField, name: str, kind: type[Node]) -> Any:
    """Return a value of the property named by an argument; a list of values for a list argument."""
    type_, what = field.args[name].type, kind.properties()[name]
    if "[" not in str(type_):
        return writing.given(type_, lambda: value_of(writing, kind, what))
    if writing.chance(4):
        return writing.nothing(type_)
    held = [value_of(writing, kind, what) for _ in range(writing.number(0, 3))]
    item = f"{get_named_type(type_)}!"
    return writing.given(type_, lambda: [writing.given(item, partial(same, each)) for each in held])


def identifier(writing: Writing) -> str:
    """Return the global id of a random node, or sometimes an unknown id."""
    unknown = ["Region:none", "Nothing:1", "DataState:state", "", "Region"]
    return writing.pick(unknown) if writing.chance(6) else writing.pick(sorted(writing.tables.nodes))
