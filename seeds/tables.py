"""Descriptions of tables: the properties of their columns, and their references to other tables."""

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

# with what the keys of the data sources of reference tables begin
SOURCE_PREFIX = "reference/"


@dataclass(frozen=True)
class Cell:
    """A column that is read in a way of its own, not simply as the type of its property."""

    column: str
    parse: Parse


@dataclass(frozen=True)
class Lookup:
    """The node of `kind` whose `attribute` is the text in `column`."""

    column: str
    kind: type[Node]
    attribute: str


@dataclass(frozen=True)
class ReferenceColumn:
    """A relation from the node of a row to the node that one of its columns names; `values` are the same for all."""

    relation: type[Relation]
    end: Lookup
    needed: bool = False
    values: Mapping[str, object] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)

    def holds_for(self, cells: Mapping[str, str]) -> bool:
        """Whether a row with these cells has the relation."""
        given = self.needed or bool(cells[self.end.column])
        return given and all(cells[column] == text for column, text in self.where.items())


@dataclass(frozen=True)
class Table(Generic[Kind]):
    """A file whose rows are records: attribute by attribute, from which column.

    A dotted attribute is a part of a point. `unused` columns are known and not stored: they are derivable or checked.
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
        """Every column of the file, each once."""
        return tuple(dict.fromkeys([*map(self.column_of, self.fields), *self.unused]))

    def column_of(self, attribute: str) -> str:
        """The column that holds an attribute."""
        described = self.fields[attribute]
        return described.column if isinstance(described, Cell) else described

    @cached_property
    def parser(self) -> RecordParser[Kind]:
        """The reader of its records."""
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
    """A file with one node a row, from which references lead to other nodes."""

    references: tuple[ReferenceColumn, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file, each once."""
        named = (each.end.column for each in self.references)
        return tuple(dict.fromkeys([*super().columns, *named]))


@dataclass(frozen=True, kw_only=True)
class LinkTable(Table[Relation]):
    """A file with one relation a row, between the nodes that two of its columns name."""

    start: Lookup
    end: Lookup

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file, each once."""
        return tuple(dict.fromkeys([self.start.column, self.end.column, *super().columns]))
