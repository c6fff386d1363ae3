"""A collection of the records of all tables: nodes by their identifying values, links by their ends."""

from dataclasses import dataclass

from pydantic.alias_generators import to_camel

from graph_model.declarations import Node, Relation
from graph_model.links import Link
from seeds.tables import Lookup, NodeTable
from tables.problems import Complain
from tables.rows import Row

Identity = tuple[str, str, str]


@dataclass(frozen=True)
class NodeEntry:
    """A node and its row."""

    node: Node
    row: Row


class Collection:
    """A collection of nodes and links; duplicates and links without an end become problems of their rows."""

    def __init__(self, complain: Complain) -> None:
        self.complain = complain
        self.entries: list[NodeEntry] = []
        self.links: list[Link] = []
        self._nodes: dict[Identity, NodeEntry] = {}
        self._unfit: set[Identity] = set()
        self._columns: dict[tuple[str, str], tuple[str, str]] = {}
        self._link_rows: dict[tuple[str, ...], Row] = {}

    def add_node(self, table: NodeTable, node: Node, row: Row) -> NodeEntry:
        """Add a node. Each of its identifying values must be unique."""
        entry = NodeEntry(node, row)
        self.entries.append(entry)
        for attribute in identifying(table):
            column = table.column_of(attribute)
            self._columns[type(node).__name__, attribute] = (table.file, column)
            first = self._nodes.setdefault(identity(node, attribute), entry)
            if first is not entry:
                reason = f"{row.cells[column]!r} is already in line {first.row.line}"
                self.complain(row.problem(column, reason))
        return entry

    def add_unfit(self, table: NodeTable, row: Row) -> None:
        """Record the keys of an invalid row, so that references to it are not reported as well."""
        texts = ((attribute, row.cells[table.column_of(attribute)]) for attribute in identifying(table))
        self._unfit |= {(table.record.__name__, attribute, text) for attribute, text in texts}

    def find(self, lookup: Lookup, row: Row) -> Node | None:
        """Return the node that a row refers to, or None after a complaint."""
        text = row.cells[lookup.column]
        key = (lookup.kind.__name__, lookup.attribute, text)
        entry = self._nodes.get(key)
        if entry is None and key not in self._unfit:
            file, column = self._columns.get((lookup.kind.__name__, lookup.attribute), ("", lookup.attribute))
            reason = f"{file} has no {column} {text!r}" if text else "a value is needed, but the cell is empty"
            self.complain(row.problem(lookup.column, reason))
        return entry.node if entry else None

    def add_link(self, relation: Relation, start: Node, end: Node, row: Row, column: str) -> None:
        """Add the link stated in `column` of `row`. It must be unique and lead to another node."""
        link = Link(relation, start.id, end.id).oriented()
        first = self._link_rows.setdefault(link.identity, row)
        if start.id == end.id:
            self.complain(row.problem(column, f"{row.cells[column]!r} refers to the row itself"))
        elif first is not row:
            self.complain(row.problem(column, f"the pair is already in line {first.line}"))
        else:
            self.links.append(link)


def identifying(table: NodeTable) -> list[str]:
    """Return the attributes whose values are unique in the file."""
    properties = table.record.properties()
    own_fields = (name for name in table.fields if "." not in name)
    return [name for name in own_fields if properties[to_camel(name)].stored.unique]


def identity(node: Node, attribute: str) -> Identity:
    """Return the kind, the attribute and the value that identify a node."""
    return type(node).__name__, attribute, str(getattr(node, attribute))
