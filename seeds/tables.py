"""Descriptions of reference tables: the properties of their columns, and their references to other tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from pydantic.alias_generators import to_camel

from graph_model.declarations import Node, Relation
from graph_model.properties import GeoPoint, Record
from seeds.cells import CELLS
from tables.cells import Parse
from tables.records import Field, RecordParser

Kind = TypeVar("Kind", bound=Record)

# prefix of the keys of the data sources of reference tables
SOURCE_PREFIX = "reference/"


@dataclass(frozen=True)
class Cell:
    """A column with its own parser instead of the parser of its property's type."""

    column: str
    parse: Parse


@dataclass(frozen=True)
class Lookup:
    """A reference to the node of `kind` whose `attribute` equals the text in `column`."""

    column: str
    kind: type[Node]
    attribute: str


@dataclass(frozen=True)
class ReferenceColumn:
    """A relation from the node of a row to the node named in a column; `values` are the same for all rows."""

    relation: type[Relation]
    end: Lookup
    needed: bool = False
    values: Mapping[str, object] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)

    def holds_for(self, cells: Mapping[str, str]) -> bool:
        """Return whether a row with these cells has the relation."""
        given = self.needed or bool(cells[self.end.column])
        return given and all(cells[column] == text for column, text in self.where.items())


@dataclass(frozen=True)
class Table(Generic[Kind]):
    """A file whose rows are records: the column of each attribute.

    A dotted attribute is a component of a point. `unused` columns are expected but not stored: their values can be
    derived or are only checked.
    """

    file: str
    record: type[Kind]
    fields: Mapping[str, str | Cell]
    unused: tuple[str, ...] = ()

    @property
    def source_id(self) -> str:
        """The key of the data source of the file."""
        return f"{SOURCE_PREFIX}{self.file.removesuffix('.csv')}"

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the file, each once."""
        return tuple(dict.fromkeys([*map(self.column_of, self.fields), *self.unused]))

    def column_of(self, attribute: str) -> str:
        """Return the column of an attribute."""
        described = self.fields[attribute]
        return described.column if isinstance(described, Cell) else described

    @cached_property
    def parser(self) -> RecordParser[Kind]:
        """The parser of its records."""
        return RecordParser(self.record, [*map(self._field, self.fields)], strip=False)

    def _field(self, attribute: str) -> Field:
        name, _, part = attribute.partition(".")
        described, name = self.fields[attribute], to_camel(name)
        if isinstance(described, Cell):
            parse = described.parse
        else:
            parse = CELLS.parser_of(float if part in GeoPoint.components else self.record.properties()[name].type)
        return Field(self.column_of(attribute), name, parse, part or None)


@dataclass(frozen=True)
class NodeTable(Table[Node]):
    """A file with one node per row and references to other nodes."""

    references: tuple[ReferenceColumn, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the file, each once."""
        named = (each.end.column for each in self.references)
        return tuple(dict.fromkeys([*super().columns, *named]))


@dataclass(frozen=True, kw_only=True)
class LinkTable(Table[Relation]):
    """A file with one relation per row, between the nodes named in two of its columns."""

    start: Lookup
    end: Lookup

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the file, each once."""
        return tuple(dict.fromkeys([self.start.column, self.end.column, *super().columns]))
