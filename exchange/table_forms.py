"""Forms of tables: the columns of the table of a kind or a relation, and the text of their cells.

An empty cell is an absent value. A column reads and writes the same text, so exported tables can be imported again.
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
# separates the parts of a pattern in a file name
DASH = "-"
# kinds without a table: the state of the data, pending references, the log
BOOKS = frozenset({"DataState", "AwaitedLink", "LogEntry"})
SEPARATOR_NOTE = "elements are separated by |."


class UnknownTableError(MetodGraphError):
    """An unknown kind or relation; the message names the known ones."""

    code = "UNKNOWN_TABLE"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    `holds` is the property of the column; `part` is the component of a point. A column without a property refers to
    another node by its key: to an end of a relation or, with `navigation`, to the node at the end of a navigation that
    leads to at most one node.
    """

    name: str
    required: bool
    holds: Property | None = None
    part: str | None = None
    kind: type[Node] | None = None
    navigation: Navigation | None = None

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
        """The field that parses the cells; None for a column that refers to another node."""
        if self.holds is None:
            return None
        parse = CELLS.parser_of(self.value_type)
        return Field(self.name, self.holds.name, parse, self.part, self.many, self.holds.nullable)

    def write(self, value: object) -> str:
        """Return the cell of a value. The value may have its stored form: a code, or a list of texts."""
        if value is None:
            return ""
        if self.many:
            assert isinstance(value, Sequence)  # noqa: S101 - declared by the property
            return joined([written(each) for each in value])
        return written(value)


@dataclass(frozen=True)
class NodeTable:
    """A table of nodes of one kind."""

    kind: type[Node]

    @property
    def name(self) -> str:
        """The label of the kind."""
        return self.kind.__name__

    @property
    def stem(self) -> str:
        """The name of its file without the suffix."""
        return self.name

    @property
    def record(self) -> type[Record]:
        """The class of the records in the rows."""
        return self.kind

    @property
    def key(self) -> Column:
        """The column of the business key."""
        return self.columns[self.kind.key_property().name]

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns by name: the kind's own properties, references to other nodes, and properties of all records."""
        return {**_own(self.kind), **_references(self.kind), **_common(self.kind)}


@dataclass(frozen=True)
class LinkTable:
    """A table of relations between two kinds."""

    start: type[Node]
    relation: type[Relation]
    end: type[Node]

    @property
    def name(self) -> str:
        """The pattern, as in `Person WORKS_AT Organisation`."""
        return f"{self.start.__name__} {self.relation.type} {self.end.__name__}"

    @property
    def stem(self) -> str:
        """The name of its file without the suffix."""
        return self.name.replace(" ", DASH)

    @property
    def record(self) -> type[Record]:
        """The class of the records in the rows."""
        return self.relation

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns by name: the keys of both ends, own properties, and properties of all records."""
        ends = {START: Column(START, True, kind=self.start), END: Column(END, True, kind=self.end)}
        return {**ends, **_own(self.relation), **_common(self.relation)}


Table = NodeTable | LinkTable


@cache
def names_people(kind: type[Node]) -> bool:
    """Return whether the key of the kind is a pseudonym of a person."""
    return any(getattr(each, "pattern", None) == PSEUDONYM for each in kind.model_fields[kind.key].metadata)


@cache
def tables() -> Mapping[str, Table]:
    """Return all tables by name: kinds first, then relations. Internal kinds such as the log have no table."""
    found: list[Table] = [NodeTable(kind) for name, kind in kinds().items() if name not in BOOKS]
    found += [LinkTable(kinds()[start], relation, kinds()[end]) for start, relation, end in patterns()]
    return {each.name: each for each in found}


def table_of_stem(stem: str) -> Table | None:
    """Return the table of a file, given the file name without its suffix; None for an unknown name."""
    return _by_stem().get(stem)


def table_named(name: str) -> Table:
    """Return the table of a kind (`Practice`) or of a relation (`Person WORKS_AT Organisation`).

    Raises:
        UnknownTableError: The model has no such kind or relation.
    """
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
    # the global id is derived from the key, and the database sets the time of recording
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
    navigations = (
        navigation
        for navigation in kind.navigations().values()
        if navigation.keys is None and not navigation.many and len(navigation.hops) == 1
    )
    return {
        navigation.name: Column(navigation.name, False, kind=navigation.kind, navigation=navigation)
        for navigation in navigations
    }
