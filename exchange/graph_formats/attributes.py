"""Attributes of nodes and edges in graph formats; each name has one type throughout a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from exchange.exporting.statements import exported_columns
from exchange.table_forms import Column, LinkTable, NodeTable, Table, tables
from graph_model.links import is_symmetric

# integers and decimals of Neo4j by their type names in GraphML and GEXF
TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double"}
TEXT = "string"
NODE_KIND = "nodeKind"
LABEL = "label"
SYMMETRIC = "symmetric"
# properties that serve as labels, in the order of preference
NAMES = ("name", "title")


@dataclass(frozen=True)
class Attribute:
    """An attribute with its name and type in the file."""

    name: str
    type: str


def type_of(column: Column) -> str:
    """Return the type of the attribute of a column; dates, codes and lists are texts."""
    return TEXT if column.many else TYPES.get(column.value_type, TEXT)


@cache
def attributes_of(table: Table) -> tuple[Attribute, ...]:
    """Return the attributes of the values of a row, in their order."""
    return tuple(_attribute(each, isinstance(table, NodeTable)) for each in exported_columns(table))


def texts_of(table: Table, values: list[object]) -> dict[Attribute, str]:
    """Return the values of a row as texts by attribute, without absent values."""
    described = zip(exported_columns(table), attributes_of(table), values, strict=True)
    return {attribute: column.write(value) for column, attribute, value in described if value is not None}


def text_of(value: str | int | float | bool) -> str:
    """Return a value as text in the notation of XML."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def declared(parts: Iterable[Table]) -> tuple[Attribute, ...]:
    """Return the attributes of several tables, each once."""
    return tuple(dict.fromkeys(each for table in parts for each in attributes_of(table)))


def label_of(table: NodeTable, identifier: str, values: list[object]) -> str:
    """Return the label of a node: its name or title, or its key if it has neither."""
    place = _place_of_name(table)
    called = values[place] if place is not None else None
    return str(called) if called else identifier.partition(":")[2]


def symmetric(table: LinkTable) -> bool:
    """Return whether a relation has no direction; such a relation is stored once, from the smaller id to the larger."""
    return is_symmetric(table.relation)


@cache
def _place_of_name(table: NodeTable) -> int | None:
    names = [each.name for each in exported_columns(table)]
    return next((names.index(each) for each in NAMES if each in names), None)


def _attribute(column: Column, of_nodes: bool) -> Attribute:
    # an attribute name must not depend on the selection: if kinds use a name for values of several types, the names of
    # all but the texts include the type
    kind = type_of(column)
    several = len(_types(of_nodes)[column.name]) > 1
    return Attribute(f"{column.name}.{kind}" if several and kind != TEXT else column.name, kind)


@cache
def _types(of_nodes: bool) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables().values():
        if isinstance(table, NodeTable) == of_nodes:
            for column in exported_columns(table):
                found[column.name].add(type_of(column))
    return found
