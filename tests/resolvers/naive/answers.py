"""Answers of the naive evaluator: graphql-core executes, and the resolvers here read the tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute_sync,
    get_named_type,
    parse,
)

from graph_model.declarations import Node, Relation, kinds
from graph_model.properties import GeoPoint
from schema.build import printed
from tests.resolvers.naive.lists import in_order, keys_of
from tests.resolvers.naive.pages import Edge, Listed
from tests.resolvers.naive.tables import Row, Stored, Tables

# root fields over people with one role
ROLES = {"teachers": "TEACHER", "mentors": "MENTOR"}


@cache
def plain_schema() -> GraphQLSchema:
    """Return the printed schema without the program's resolvers."""
    return build_schema(printed())


def naive_answer(tables: Tables, text: str, variables: Mapping[str, Any]) -> ExecutionResult:
    """Return the answer to an operation."""
    return execute_sync(
        plain_schema(),
        parse(text),
        root_value=tables,
        context_value=tables,
        variable_values=dict(variables),
        field_resolver=resolved,
        type_resolver=lambda node, *_: node.kind.__name__,
    )


def resolved(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
    """Return the value of one field."""
    name, tables = info.field_name, info.context
    match source:
        case Tables():
            return root(tables, info, arguments)
        case Stored() if name in source.kind.withheld:
            return None
        case Stored() if name in source.kind.properties():
            return point(source.value(source.kind.properties()[name]))
        case Stored():
            navigation = source.kind.navigations()[name]
            rows = tables.along(source, navigation, arguments.get("withdrawn") == "INCLUDE")
            return listed(tables, navigation.kind, rows, info, arguments, navigation.edge)
        case Listed():
            return source.field(name)
        case Edge():
            return source.field(name)
    return source[name]


def point(value: Any) -> Any:
    """Return the components of a point under their names in the schema."""
    if not hasattr(value, "latitude"):
        return value
    return {name: getattr(value, component) for name, component in GeoPoint.components.items()}


def root(tables: Tables, info: GraphQLResolveInfo[Any], arguments: dict[str, Any]) -> Any:
    """Return the value of a root field."""
    match info.field_name:
        case "node":
            return tables.nodes.get(arguments["id"])
        case "nodes":
            return [tables.nodes.get(each) for each in arguments["ids"]]
    kind = root_kind(info)
    every = arguments.get("withdrawn") == "INCLUDE" or is_one(info)
    rows = [Row(each, {}) for each in tables.of_kind(kind, every)]
    if info.field_name in ROLES:
        rows = [row for row in rows if ROLES[info.field_name] in row.node.content["roles"]]
    if set(arguments) & set(kind.properties()):
        rows = [row for row in rows if matches(row, arguments)]
    return listed(tables, kind, rows, info, arguments, None)


def is_one(info: GraphQLResolveInfo[Any]) -> bool:
    """Return whether a root field returns a single node."""
    type_ = str(info.return_type)
    return not type_.startswith("[") and not type_.rstrip("!").endswith("Connection")


def matches(row: Row, arguments: dict[str, Any]) -> bool:
    """Return whether the properties of a row equal the arguments; a list argument contains alternatives."""
    given = {name: value for name, value in arguments.items() if value is not None}
    held = {name: row.node.value(row.node.kind.properties()[name]) for name in given}
    return all(held[name] in value if isinstance(value, list) else held[name] == value for name, value in given.items())


def root_kind(info: GraphQLResolveInfo[Any]) -> type[Node]:
    """Return the kind of the nodes of a root field."""
    named: Any = get_named_type(info.return_type)
    return kinds()[get_named_type(named.fields["nodes"].type).name if "nodes" in named.fields else named.name]


def listed(
    tables: Tables,
    kind: type[Node],
    rows: list[Row],
    info: GraphQLResolveInfo[Any],
    arguments: dict[str, Any],
    edge: type[Relation] | None,
) -> Any:
    """Return the rows in the form of the field's type: one node, a list, or a connection."""
    type_ = str(info.return_type)
    if type_.rstrip("!").endswith("Connection"):
        return Listed(tables, kind, rows, arguments, edge, f"{info.parent_type.name}.{info.field_name}")
    nodes = [node for node, _ in in_order(keys_of(kind, None, None), rows)]
    return nodes if type_.startswith("[") else next(iter(nodes), None)
