"""The form of tables: the columns of a table of a kind or a relation, and the content of their cells.

A cell is a text; an empty one is an absent value. A column both reads and writes its cells, so that exported tables can
be imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic.alias_generators import to_camel

from graph_model.declarations import Navigation, Node, Relation
from graph_model.errors import MetodGraphError
from graph_model.kinds.people import PSEUDONYM
from graph_model.model import kinds
from graph_model.patterns import patterns
from graph_model.properties import GeoPoint, Property, Record
from graph_model.writing.stored_form import columns as stored_columns
from tables.cells import CellFormat
from tables.records import Field
from tables.texts import joined, written

CELLS = CellFormat()
START, END = "start", "end"
# the separator of the parts of a pattern in the name of a file
DASH = "-"
# kinds that no table brings: the state of the data, links that wait for an end, the log
BOOKS = frozenset({"DataState", "AwaitedLink", "LogEntry"})
SEPARATOR_NOTE = "elements are parted by |."


class UnknownTableError(MetodGraphError):
    """An unknown kind or relation; the message names the known ones."""

    code = "UNKNOWN_TABLE"


@dataclass(frozen=True)
class Column:
    """One column. `holds` is the property in it, of a point only the `part`; a column without one names another node:
    an end of a relation, or, over `way`, the node at the end of a way to at most one.
    """

    name: str
    required: bool
    holds: Property | None = None
    part: str | None = None
    kind: type[Node] | None = None
    way: Navigation | None = None

    @property
    def many(self) -> bool:
        """Whether a cell holds a list."""
        return self.holds is not None and self.holds.many

    @property
    def value_type(self) -> type:
        """The type of a value, or of an element of a list."""
        if self.holds is None:
            return str
        return float if self.part else self.holds.type

    @property
    def field(self) -> Field | None:
        """How its cells fill a record; None where it names another node."""
        if self.holds is None:
            return None
        return Field(self.name, self.holds.name, CELLS.parser_of(self.value_type), self.part, self.many)

    def write(self, value: object) -> str:
        """The cell of a value, which may also be as the database stores it: a code, a list of texts."""
        if value is None:
            return ""
        if self.many:
            assert isinstance(value, Sequence)  # noqa: S101 - so says the property
            return joined([written(each) for each in value])
        return written(value)


@dataclass(frozen=True)
class NodeTable:
    """The table of a kind of node."""

    kind: type[Node]

    @property
    def name(self) -> str:
        """The label of the kind."""
        return self.kind.__name__

    @property
    def stem(self) -> str:
        """The name of its file, without the ending."""
        return self.name

    @property
    def record(self) -> type[Record]:
        """The class of what a row holds."""
        return self.kind

    @property
    def key(self) -> Column:
        """The column of the business key."""
        return self.columns[self.kind.key_property().name]

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns by name: own properties, references to other nodes, and what every record has."""
        return {**_own(self.kind), **_references(self.kind), **_common(self.kind)}


@dataclass(frozen=True)
class LinkTable:
    """The table of a relation between two kinds."""

    start: type[Node]
    relation: type[Relation]
    end: type[Node]

    @property
    def name(self) -> str:
        """The pattern, as in `Person WORKS_AT Organisation`."""
        return f"{self.start.__name__} {self.relation.type} {self.end.__name__}"

    @property
    def stem(self) -> str:
        """The name of its file, without the ending."""
        return self.name.replace(" ", DASH)

    @property
    def record(self) -> type[Record]:
        """The class of what a row holds."""
        return self.relation

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns by name: the keys of both ends, own properties, and what every record has."""
        ends = {START: Column(START, True, kind=self.start), END: Column(END, True, kind=self.end)}
        return {**ends, **_own(self.relation), **_common(self.relation)}


Table = NodeTable | LinkTable


@cache
def names_people(kind: type[Node]) -> bool:
    """Whether the key of the kind is a pseudonym of a person."""
    return any(getattr(each, "pattern", None) == PSEUDONYM for each in kind.model_fields[kind.key].metadata)


@cache
def tables() -> Mapping[str, Table]:
    """Every table by its name: kinds first, then relations. The books that the graph keeps of itself are no tables."""
    found: list[Table] = [NodeTable(kind) for name, kind in kinds().items() if name not in BOOKS]
    found += [LinkTable(kinds()[start], relation, kinds()[end]) for start, relation, end in patterns()]
    return {each.name: each for each in found}


def table_of_stem(stem: str) -> Table | None:
    """The table that a file of this name (without its ending) holds."""
    return _by_stem().get(stem)


def table_named(name: str) -> Table:
    """The table of a kind (`Practice`) or of a relation (`Person WORKS_AT Organisation`)."""
    found = tables().get(" ".join(name.split())) or table_of_stem(name)
    if found is None:
        msg = f"The model has no kind and no relation {name!r}; docs/tables.md lists them."
        raise UnknownTableError(msg)
    return found


@cache
def _by_stem() -> Mapping[str, Table]:
    return {each.stem: each for each in tables().values()}


@cache
def _properties(record: type[Record]) -> Mapping[str, Column]:
    # the global id is made of the key, and when a record was recorded is the database's to say
    names = [name for attribute, name in stored_columns(record) if attribute != "id"]
    fields = {to_camel(name): field for name, field in record.model_fields.items()}
    found: dict[str, Column] = {}
    for name in names:
        held, required = record.properties()[name], fields[name].is_required()
        parts: tuple[str | None, ...] = (*GeoPoint.components,) if held.type is GeoPoint else (None,)
        for part in parts:
            column = Column(f"{name}.{part}" if part else name, required, held, part)
            found[column.name] = column
    return found


def _own(record: type[Record]) -> dict[str, Column]:
    return {name: each for name, each in _properties(record).items() if name not in Record.properties()}


def _common(record: type[Record]) -> dict[str, Column]:
    return {name: each for name, each in _properties(record).items() if name in Record.properties()}


@cache
def _references(kind: type[Node]) -> Mapping[str, Column]:
    ways = (way for way in kind.navigations().values() if way.keys is None and not way.many and len(way.hops) == 1)
    return {way.name: Column(way.name, False, kind=way.kind, way=way) for way in ways}
