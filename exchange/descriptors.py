"""Descriptions of tables as a Frictionless Data Package: one resource with a table schema for each table."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from pydantic import BaseModel

from exchange.table_forms import SEPARATOR_NOTE, Column, LinkTable, NodeTable, Table, names_people
from graph_model.declarations import Node
from graph_model.properties import GeoPoint

PACKAGE_FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# the custom property of a resource: the kind or relation of its rows
OURS = "metodgraph"

Descriptor = dict[str, Any]
FIELD_TYPES: dict[type, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    date: "date",
    datetime: "datetime",
}
# constraints in JSON Schema and their names in Table Schema
CONSTRAINTS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusiveMinimum",
    "exclusiveMaximum": "exclusiveMaximum",
    "pattern": "pattern",
}


def package(resources: Iterable[Descriptor], name: str = "tables", **more: object) -> Descriptor:
    """Return a data package of resources; `more` are further properties, such as `licenses`."""
    return {"$schema": PROFILE, "name": name, **more, "resources": [*resources]}


def resource(table: Table, path: str | None = None, columns: Iterable[str] | None = None) -> Descriptor:
    """Return the resource of a table in the file `path`, with all its columns or only those named in `columns`."""
    chosen = [*table.columns.values()] if columns is None else [table.columns[name] for name in columns]
    return {
        "name": table.stem.lower().replace("_", "-"),
        "path": path or f"{table.stem}.csv",
        "title": table.name,
        "description": description(table),
        OURS: marked(table),
        "encoding": "utf-8",
        "schema": {"fields": [field(table, each) for each in chosen], "missingValues": [""], **_keys(table)},
    }


def marked(table: Table) -> dict[str, str]:
    """Return the custom property of a table: the kind or the relation of its rows."""
    return {"kind" if isinstance(table, NodeTable) else "relation": table.name}


def description(table: Table) -> str:
    """Return the description of a row."""
    return inspect.getdoc(table.record) or table.name


def field(table: Table, column: Column) -> Descriptor:
    """Return a column as a field of Table Schema."""
    constraints: Descriptor = {**_declared(table, column)}
    if column.required and not column.many:
        constraints["required"] = True
    found: Descriptor = {
        "name": column.name,
        "type": "list" if column.many else FIELD_TYPES.get(column.value_type, "string"),
    }
    if column.many:
        found |= {"delimiter": "|", "itemType": "string"}
    elif issubclass(column.value_type, Enum):
        constraints["enum"] = codes(column)
    if content := described_content(column):
        found["description"] = content
    return {**found, "constraints": constraints} if constraints else found


def codes(column: Column) -> list[str]:
    """Return the codes of the vocabulary of a column, or an empty list for a column without a vocabulary."""
    return [str(term.value) for term in column.value_type] if issubclass(column.value_type, Enum) else []


def described_content(column: Column) -> str | None:
    """Return a description of the content of a column, or None where its name and type suffice."""
    if column.kind is not None:
        key = column.kind.key_property().name
        return f"The {key} of {_article(column.kind.__name__)} {column.kind.__name__}{_described_people(column.kind)}."
    if column.part:
        return "Degrees, WGS84."
    if column.many:
        names = f" of {', '.join(codes(column))}" if codes(column) else ""
        return f"A list{names}; {SEPARATOR_NOTE}"
    return None


def _described_people(kind: type[Node]) -> str:
    return ", or the key of the source, of which a keyed hash is made" if names_people(kind) else ""


def _article(noun: str) -> str:
    return "an" if noun[0] in "AEIOU" else "a"


def _keys(table: Table) -> Descriptor:
    if isinstance(table, LinkTable):
        return {}
    return {"primaryKey": [table.key.name]}


def _declared(table: Table, column: Column) -> Mapping[str, object]:
    if column.holds is None or (isinstance(table, NodeTable) and column == table.key and names_people(table.kind)):
        return {}
    model: type[BaseModel] = GeoPoint if column.part else table.record
    name = column.part or column.holds.name
    declared = model.model_json_schema(by_alias=True, mode="validation")["properties"][name]
    parts = [declared, *declared.get("anyOf", ())]
    return {ours: part[name] for part in parts for name, ours in CONSTRAINTS.items() if name in part}
