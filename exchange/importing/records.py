"""Conversion of rows to records of the model and to the links of their references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from exchange.importing.packages import ImportRefusedError
from exchange.importing.pseudonyms import Pseudonyms
from exchange.table_forms import END, START, Column, LinkTable, NodeTable, Table, names_people
from graph_model.declarations import Node, Relation, global_id
from graph_model.links import Link
from graph_model.properties import Record
from graph_model.writing.batches import LinkRow, NodeRow
from tables.cells import spoiled_key
from tables.records import NEEDED, Field, RecordParser
from tables.rows import Row, wrong_columns

Model = TypeVar("Model", Node, Relation)

SOURCES = "sourceIds"


class RowError(ValueError):
    """A row that does not fit the model: its faulty columns with reasons. Values are omitted: they may be names."""

    def __init__(self, *faults: tuple[str | None, str]) -> None:
        super().__init__("; ".join(reason for _, reason in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Read:
    """The result of a row: a node with the links of its references, or a link."""

    node: NodeRow | None
    links: Sequence[LinkRow]
    record: Record


class RecordReader:
    """A reader of the rows of one table with one header."""

    def __init__(self, table: Table, header: Sequence[str], source_id: str, people: Pseudonyms) -> None:
        self.table = table
        self.people = people
        self.has_sources = SOURCES in header
        self._given = {} if self.has_sources else {SOURCES: (source_id,)}
        self._columns = [table.columns[name] for name in header if name in table.columns]
        self._references = [each for each in self._columns if each.navigation]
        own = (table.key.name,) if isinstance(table, NodeTable) else (START, END)
        self._keys = (*own, *(each.name for each in self._references))
        self._spoiled: dict[str, str] = {}
        self._parser = RecordParser(table.record, [*self._fields()], strip=True)

    def read(self, row: Row) -> Read:
        """Return the records of a row.

        Raises:
            RowError: The row does not fit the model.
        """
        if row.fault is not None:
            raise RowError((None, row.fault))
        self._spoiled = {name: reason for name in self._keys if (reason := spoiled_key(self._text(row, name)))}
        return self._node(self.table, row) if isinstance(self.table, NodeTable) else self._link(self.table, row)

    def name_people(self, row: Row) -> None:
        """Check that all pseudonyms of a row can be computed.

        Raises:
            PersonKeyMissingError: The row has a key of a person, and no secret is set.
        """
        for column in self.table.columns.values():
            of_key = isinstance(self.table, NodeTable) and column == self.table.key
            kind = self.table.kind if of_key and isinstance(self.table, NodeTable) else column.kind
            if kind is not None and names_people(kind) and (text := self._text(row, column.name)):
                self.people.of(text)

    def key(self, row: Row) -> tuple[str, ...]:
        """Return the global ids of the node or of both ends of the link; empty if a key is missing."""
        if isinstance(self.table, NodeTable):
            return self._ids(row, (self.table.key.name, self.table.kind))
        return self._ids(row, (START, self.table.start), (END, self.table.end))

    def _ids(self, row: Row, *named: tuple[str, type[Node]]) -> tuple[str, ...]:
        found = [(kind, self._text(row, name)) for name, kind in named]
        return tuple(global_id(kind, self._key(kind, text)) for kind, text in found) if all(t for _, t in found) else ()

    def _node(self, table: NodeTable, row: Row) -> Read:
        node = self._record(table.kind, row)
        links = [self._reference(node, each, row) for each in self._references]
        return Read(NodeRow.of(node, place_of(row)), [each for each in links if each is not None], node)

    def _reference(self, node: Node, column: Column, row: Row) -> LinkRow | None:
        if not (text := self._text(row, column.name)):
            return None
        assert column.navigation is not None  # noqa: S101 - true of all references
        assert column.kind is not None  # noqa: S101 - true of all references
        hop, other = column.navigation.hops[0], global_id(column.kind, self._key(column.kind, text))
        relation = hop.relation(synthetic=node.synthetic, confidence=node.confidence, source_ids=node.source_ids)
        ends = (other, node.id) if hop.direction == "in" else (node.id, other)
        if other == node.id:
            raise RowError((column.name, "refers to the row itself"))
        return LinkRow.of(Link(relation, *ends), by_reference=True, origin=place_of(row))

    def _link(self, table: LinkTable, row: Row) -> Read:
        ends = self.key(row)
        missing = {name: NEEDED for name in (START, END) if not self._text(row, name)}
        relation = self._record(table.relation, row, missing)
        if ends[0] == ends[1]:
            raise RowError((END, "refers to the row itself"))
        return Read(None, [LinkRow.of(Link(relation, *ends), origin=place_of(row))], relation)

    def _record(self, kind: type[Model], row: Row, missing: Mapping[str, str] | None = None) -> Model:
        record, misfits = self._parser.record(row.cells, self._given)
        faults = {**(missing or {}), **{each.column: each.reason for each in misfits}, **self._spoiled}
        if faults:
            raise RowError(*faults.items())
        assert isinstance(record, kind)  # noqa: S101 - the parser belongs to the table
        return record

    def _fields(self) -> Iterator[Field]:
        """Yield the fields of the columns in the order of the header, parts of points last."""
        fields = [each.field for each in self._columns if each.field is not None]
        key = self.table.key.name if isinstance(self.table, NodeTable) and names_people(self.table.kind) else None
        for each in sorted(fields, key=lambda each: each.part is not None):
            yield replace(each, parse=self.people.of) if each.column == key else each

    def _key(self, kind: type[Node], text: str) -> str:
        return self.people.of(text) if names_people(kind) else text

    @staticmethod
    def _text(row: Row, name: str) -> str:
        return row.cells.get(name, "").strip()


def place_of(row: Row) -> str:
    """Return the file and line of a row as text."""
    return f"{row.file}, line {row.line}"


def checked_header(table: Table, header: Sequence[str], file: str) -> None:
    """Check the header of a file.

    Raises:
        ImportRefusedError: The header has unknown columns or lacks a required one.
    """
    filled = [name for name in header if name]
    if 2 * sum(name in table.columns for name in filled) < len(filled):
        # the first line may be a row with names of people, which messages must not repeat
        msg = (
            f"{file} is refused: its first line does not name the columns of {table.name}. "
            f'Put the names above the rows; `metodgraph template "{table.name}" --csv` prints them.'
        )
        raise ImportRefusedError(msg)
    required = [name for name, each in table.columns.items() if each.required]
    if wrong := wrong_columns(header, table.columns, required):
        msg = f'{file} is refused: {wrong}. `metodgraph template "{table.name}"` prints the columns of the table.'
        raise ImportRefusedError(msg)
