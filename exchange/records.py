"""From a row to a record of the model and the links that its references make, or to what keeps it from that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from exchange.cells import CellError
from exchange.packages import ImportRefusedError
from exchange.pseudonyms import Pseudonyms
from exchange.tables import END, START, Column, LinkTable, NodeTable, Table, names_people
from graph_model.batches import LinkRow, NodeRow
from graph_model.declarations import Node, Relation, global_id
from graph_model.links import Link

Model = TypeVar("Model", Node, Relation)

SOURCES = "sourceIds"
REASONS = {
    "missing": "a value is needed",
    "greater_than_equal": "expected at least {ge}",
    "greater_than": "expected more than {gt}",
    "less_than_equal": "expected at most {le}",
    "less_than": "expected less than {lt}",
    "string_pattern_mismatch": "expected a text of the form {pattern}",
}


class RowError(ValueError):
    """A row does not fit the model; `column` does not, for the reason. Values are not told: they may be names."""

    def __init__(self, column: str | None, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Read:
    """What a row says: a node with the links of its references, or a link."""

    node: NodeRow | None
    links: Sequence[LinkRow]


class RecordReader:
    """Reads the rows of one table with one header."""

    def __init__(self, table: Table, header: Sequence[str], source_id: str, file: str, people: Pseudonyms) -> None:
        self.table = table
        self.file = file
        self.people = people
        self.brings_sources = SOURCES in header
        self._sources = () if self.brings_sources else (source_id,)
        columns = [(place, table.columns[name]) for place, name in enumerate(header) if name in table.columns]
        self._values = [(place, each, self._parser(each)) for place, each in columns if each.holds and not each.part]
        self._parts = [(place, each) for place, each in columns if each.part]
        self._references = [(place, each) for place, each in columns if each.way]
        self._places = {each.name: place for place, each in columns}

    def read(self, line: int, cells: Sequence[str]) -> Read:
        """What a row says; raises `RowError`."""
        if isinstance(self.table, NodeTable):
            return self._node(self.table, line, cells)
        return self._link(self.table, line, cells)

    def name_people(self, cells: Sequence[str]) -> None:
        """Make the pseudonyms that a row needs; raises `PersonKeyMissingError`."""
        for column in self.table.columns.values():
            of_key = isinstance(self.table, NodeTable) and column == self.table.key
            kind = self.table.kind if of_key and isinstance(self.table, NodeTable) else column.kind
            if kind is not None and names_people(kind) and (text := self._text(cells, column.name)):
                self.people.of(text)

    def key(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The global ids that a row is known by, where they can be read: of the node, or of both ends."""
        if isinstance(self.table, NodeTable):
            return self._ids(cells, (self.table.key.name, self.table.kind))
        return self._ids(cells, (START, self.table.start), (END, self.table.end))

    def _ids(self, cells: Sequence[str], *named: tuple[str, type[Node]]) -> tuple[str, ...]:
        found = [(kind, self._text(cells, name)) for name, kind in named]
        return tuple(global_id(kind, self._key(kind, text)) for kind, text in found) if all(t for _, t in found) else ()

    def _node(self, table: NodeTable, line: int, cells: Sequence[str]) -> Read:
        node = self._record(table.kind, cells)
        links = [self._reference(node, each, cells[place].strip(), line) for place, each in self._references]
        return Read(NodeRow.of(node), [each for each in links if each is not None])

    def _reference(self, node: Node, column: Column, text: str, line: int) -> LinkRow | None:
        if not text:
            return None
        assert column.way is not None  # noqa: S101 - only such columns come here
        assert column.kind is not None  # noqa: S101 - only such columns come here
        hop, other = column.way.hops[0], global_id(column.kind, self._key(column.kind, text))
        relation = hop.relation(synthetic=node.synthetic, confidence=node.confidence, source_ids=node.source_ids)
        ends = (other, node.id) if hop.direction == "in" else (node.id, other)
        if other == node.id:
            raise RowError(column.name, "leads to the row itself")
        return LinkRow.of(Link(relation, *ends), by_reference=True, told=f"{self.file}, line {line}")

    def _link(self, table: LinkTable, line: int, cells: Sequence[str]) -> Read:
        ends = self.key(cells)
        if not ends:
            missing = next(name for name in (START, END) if not self._text(cells, name))
            raise RowError(missing, "a value is needed")
        if ends[0] == ends[1]:
            raise RowError(END, "leads to the row itself")
        relation = self._record(table.relation, cells)
        return Read(None, [LinkRow.of(Link(relation, *ends), told=f"{self.file}, line {line}")])

    def _record(self, record: type[Model], cells: Sequence[str]) -> Model:
        values: dict[str, object] = {SOURCES: self._sources} if self._sources else {}
        for place, column, parse in self._values:
            if text := cells[place].strip():
                values[column.name] = parse(text) if parse else text
            elif column.many:
                values[column.name] = ()
        for place, column in self._parts:
            if text := cells[place].strip():
                assert column.holds is not None  # noqa: S101 - only such columns have parts
                point = values.setdefault(column.holds.name, {})
                assert isinstance(point, dict)  # noqa: S101 - made in the line above
                point[column.part] = _told(column, column.parse, text)
        try:
            return record.model_validate(values)
        except ValidationError as error:
            raise self._misfit(error.errors()[0]) from error

    def _misfit(self, error: ErrorDetails) -> RowError:
        whole = ".".join(map(str, error["loc"][:2]))
        column = whole if whole in self.table.columns else str(error["loc"][0])
        reason = REASONS.get(error["type"], error["msg"]).format(**error.get("ctx", {}))
        return RowError(column, reason)

    def _parser(self, column: Column) -> Callable[[str], object] | None:
        if isinstance(self.table, NodeTable) and column == self.table.key and names_people(self.table.kind):
            return self.people.of
        if column.value_type is str and not column.many:
            return None
        return partial(_told, column, column.parse)

    def _key(self, kind: type[Node], text: str) -> str:
        return self.people.of(text) if names_people(kind) else text

    def _text(self, cells: Sequence[str], name: str) -> str:
        place = self._places.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""


def _told(column: Column, parse: Callable[[str], object], text: str) -> object:
    try:
        return parse(text)
    except CellError as error:
        raise RowError(column.name, str(error)) from error


def checked_header(table: Table, header: Sequence[str], file: str) -> None:
    """Raise `ImportRefusedError` where a header has columns that the table has not, or lacks one that is needed."""
    unknown = [name for name in header if name not in table.columns]
    missing = [name for name, each in table.columns.items() if each.required and name not in header]
    repeated = sorted({name for name in header if [*header].count(name) > 1})
    parts = {"unknown": unknown, "missing": missing, "repeated": repeated}
    if told := [f"{what} columns {', '.join(map(repr, names))}" for what, names in parts.items() if names]:
        msg = f'{file} is refused: {"; ".join(told)}. `metodgraph template "{table.name}"` prints what it may have.'
        raise ImportRefusedError(msg)
