"""Writer of GraphML, which igraph, networkx, Gephi and yEd read: typed attributes and global ids.

Libraries write GraphML from a graph in memory; this module writes it in a stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exchange.exporting.origin import PROGRAM, ExportOrigin
from exchange.exporting.selection import Selection
from exchange.exporting.statements import exported_columns
from exchange.graph_formats.attributes import (
    LABEL,
    NODE_KIND,
    SYMMETRIC,
    TEXT,
    TYPES,
    Attribute,
    attributes_of,
    declared,
    label_of,
    symmetric,
)
from exchange.graph_formats.directions import RELATION_ID, Directions
from exchange.graph_formats.xml_text import DECLARATION, XmlText
from exchange.table_forms import LinkTable, NodeTable, Table

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPE = "type"
OF_NODES = (Attribute(NODE_KIND, TEXT), Attribute(LABEL, TEXT))
OF_EDGES = (Attribute(TYPE, TEXT), Attribute(SYMMETRIC, "boolean"), RELATION_ID)

Keys = dict[Attribute, str]


class GraphMl:
    """A writer of a selection as GraphML."""

    def __init__(self, selection: Selection, origin: ExportOrigin, directions: Directions) -> None:
        self._xml = XmlText()
        self._about = origin.attributes()
        self._graph = {Attribute(name, TYPES.get(type(each), TEXT)): f"g{name}" for name, each in self._about.items()}
        self._nodes = _numbered("n", [*OF_NODES, *declared(selection.nodes)])
        self._edges = _numbered("e", [*OF_EDGES, *declared(selection.links)])
        self._directions = directions
        self._relations = 0

    @property
    def dropped(self) -> int:
        """The number of texts that lost characters because the format cannot represent them."""
        return self._xml.dropped

    def head(self) -> Iterator[str]:
        """Yield the text before the first node."""
        yield f"{DECLARATION}<!-- {PROGRAM} -->\n{self._xml.tag('graphml', {'xmlns': NAMESPACE})}\n"
        for whose, keys in (("graph", self._graph), ("node", self._nodes), ("edge", self._edges)):
            yield from (self._key(whose, each, key) for each, key in keys.items())
        yield self._xml.tag("graph", {"edgedefault": self._directions.name}) + "\n"
        for each, key in self._graph.items():
            yield self._data(key, _text(self._about[each.name])) + "\n"

    def node(self, table: NodeTable, identifier: str, values: list[object]) -> str:
        """Return one node."""
        data = "".join(self._values(self._nodes, table, values))
        own = self._data(self._nodes[OF_NODES[0]], table.name)
        own += self._data(self._nodes[OF_NODES[1]], label_of(table, identifier, values))
        return f"<node id={self._xml.quoted(identifier)}>{own}{data}</node>\n"

    def between(self) -> str:
        """Return the text between nodes and edges."""
        return ""

    def link(self, table: LinkTable, start: str, end: str, values: list[object]) -> str:
        """Return the edges of one relation."""
        self._relations += 1
        data = "".join(self._values(self._edges, table, values))
        own = self._data(self._edges[OF_EDGES[0]], table.relation.type)
        own += self._data(self._edges[OF_EDGES[1]], _text(symmetric(table)))
        own += self._data(self._edges[RELATION_ID], str(self._relations))
        ends = (map(self._xml.quoted, each) for each in self._directions.edges(table, start, end))
        return "".join(f"<edge source={source} target={target}>{own}{data}</edge>\n" for source, target in ends)

    def tail(self) -> str:
        """Return the text after the last edge."""
        return "</graph>\n</graphml>\n"

    def _key(self, whose: str, attribute: Attribute, key: str) -> str:
        described = {"id": key, "for": whose, "attr.name": attribute.name, "attr.type": attribute.type}
        return self._xml.tag("key", described, "/>") + "\n"

    def _values(self, keys: Keys, table: Table, values: list[object]) -> Iterator[str]:
        for column, attribute, value in zip(exported_columns(table), attributes_of(table), values, strict=True):
            if value is not None:
                yield self._data(keys[attribute], column.write(value))

    def _data(self, key: str, text: str) -> str:
        return f'<data key="{key}">{self._xml.text(text)}</data>'


def _numbered(letter: str, attributes: Iterable[Attribute]) -> Keys:
    return {each: f"{letter}{number}" for number, each in enumerate(attributes)}


def _text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
