"""Writer of exports as GraphML, which igraph, networkx, Gephi and yEd read: typed attributes and global ids."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.exporting.origin import ExportOrigin
from exchange.exporting.selection import Selection
from exchange.graph_formats.attributes import (
    LABEL,
    NODE_KIND,
    SYMMETRIC,
    TEXT,
    Attribute,
    declared,
    label_of,
    symmetric,
    text_of,
    texts_of,
)
from exchange.graph_formats.directions import RELATION_ID, Directions
from exchange.graph_formats.graphml_text import GraphMlText
from exchange.table_forms import LinkTable, NodeTable

TYPE = "type"
OF_NODES = (Attribute(NODE_KIND, TEXT), Attribute(LABEL, TEXT))
OF_EDGES = (Attribute(TYPE, TEXT), Attribute(SYMMETRIC, "boolean"), RELATION_ID)


class GraphMl:
    """A writer of a selection as GraphML."""

    def __init__(self, selection: Selection, origin: ExportOrigin, directions: Directions) -> None:
        nodes, edges = [*OF_NODES, *declared(selection.nodes)], [*OF_EDGES, *declared(selection.links)]
        self._text = GraphMlText(origin.attributes(), nodes, edges, directions.name)
        self._directions = directions
        self._relations = 0

    @property
    def dropped(self) -> int:
        """The number of texts that lost characters because the format cannot represent them."""
        return self._text.dropped

    def head(self) -> Iterator[str]:
        """Yield the text before the first node."""
        yield from self._text.head()

    def node(self, table: NodeTable, identifier: str, values: list[object]) -> str:
        """Return one node."""
        own = dict(zip(OF_NODES, (table.name, label_of(table, identifier, values)), strict=True))
        return self._text.node(identifier, own | texts_of(table, values))

    def between(self) -> str:
        """Return the text between nodes and edges."""
        return ""

    def link(self, table: LinkTable, start: str, end: str, values: list[object]) -> str:
        """Return the edges of one relation."""
        self._relations += 1
        mutual = symmetric(table)
        own = dict(zip(OF_EDGES, (table.relation.type, text_of(mutual), str(self._relations)), strict=True))
        return self._text.edges(self._directions.edges(mutual, start, end), own | texts_of(table, values))

    def tail(self) -> str:
        """Return the text after the last edge."""
        return self._text.tail()
