"""Writer of exports as GEXF 1.3, which Gephi and networkx read: typed attributes, and spells of edges with dates."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.exporting.origin import ExportOrigin
from exchange.exporting.selection import Selection
from exchange.graph_formats.attributes import (
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
from exchange.graph_formats.gexf_text import GexfText
from exchange.table_forms import LinkTable, NodeTable

# Gephi reserves `type` for the direction of edges
RELATION = "relation"
OF_NODES = (Attribute(NODE_KIND, TEXT),)
OF_EDGES = (Attribute(RELATION, TEXT), Attribute(SYMMETRIC, "boolean"), RELATION_ID)


class Gexf:
    """A writer of a selection as GEXF."""

    def __init__(self, selection: Selection, origin: ExportOrigin, directions: Directions) -> None:
        nodes, edges = [*OF_NODES, *declared(selection.nodes)], [*OF_EDGES, *declared(selection.links)]
        self._text = GexfText(origin.attributes(), origin.exported_on, nodes, edges, directions.name)
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
        held = {OF_NODES[0]: table.name, **texts_of(table, values)}
        return self._text.node(identifier, label_of(table, identifier, values), held)

    def between(self) -> str:
        """Return the text between nodes and edges."""
        return self._text.between()

    def link(self, table: LinkTable, start: str, end: str, values: list[object]) -> str:
        """Return the edges of one relation."""
        self._relations += 1
        relation, mutual = table.relation.type, symmetric(table)
        own = dict(zip(OF_EDGES, (relation, text_of(mutual), str(self._relations)), strict=True))
        return self._text.edges(self._directions.edges(mutual, start, end), relation, own | texts_of(table, values))

    def tail(self) -> str:
        """Return the text after the last edge."""
        return self._text.tail()
