"""What nodes and edges carry in formats of other programs: attributes with one name and one type throughout a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from exchange.exporting.statements import exported_columns
from exchange.table_forms import Column, LinkTable, NodeTable, Table, tables
from graph_model.links import is_symmetric

# Neo4j's whole numbers and decimals, in the words that GraphML and GEXF share
TYPES: Mapping[type, str] = {bool: "boolean", int: "long", float: "double"}
TEXT = "string"
NODE_KIND = "nodeKind"
LABEL = "label"
SYMMETRIC = "symmetric"
# what names a node, in the order of preference
NAMES = ("name", "title")


@dataclass(frozen=True)
class Attribute:
    """One attribute: its name and type in the file."""

    name: str
    type: str


def type_of(column: Column) -> str:
    """The type of an attribute: dates, codes and lists are texts."""
    return TEXT if column.many else TYPES.get(column.value_type, TEXT)


@cache
def attributes_of(table: Table) -> tuple[Attribute, ...]:
    """The attributes of the values of a row, in their order."""
    return tuple(_attribute(each, isinstance(table, NodeTable)) for each in exported_columns(table))


def declared(parts: Iterable[Table]) -> tuple[Attribute, ...]:
    """The attributes of several parts, each once."""
    return tuple(dict.fromkeys(each for table in parts for each in attributes_of(table)))


def label_of(table: NodeTable, identifier: str, values: list[object]) -> str:
    """What a node is called: its name or title, and its key where it has neither."""
    place = _place_of_name(table)
    called = values[place] if place is not None else None
    return str(called) if called else identifier.partition(":")[2]


def symmetric(table: LinkTable) -> bool:
    """Whether a relation has no direction; it is stored once, from the smaller id to the larger."""
    return is_symmetric(table.relation)


@cache
def _place_of_name(table: NodeTable) -> int | None:
    names = [each.name for each in exported_columns(table)]
    return next((names.index(each) for each in NAMES if each in names), None)


def _attribute(column: Column, of_nodes: bool) -> Attribute:
    # whatever part of the model is exported, the name stays the same: where kinds give one name to values of several
    # types, all but texts carry their type
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
