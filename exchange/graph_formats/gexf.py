"""Writer of GEXF 1.3, which Gephi and networkx read: typed attributes, and spells of edges with dates.

No library writes GEXF in a stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exchange.exporting.origin import PROGRAM, ExportOrigin
from exchange.exporting.selection import Selection
from exchange.exporting.statements import exported_columns
from exchange.graph_formats.attributes import (
    NODE_KIND,
    SYMMETRIC,
    TEXT,
    Attribute,
    attributes_of,
    declared,
    label_of,
    symmetric,
)
from exchange.graph_formats.directions import RELATION_ID, Directions
from exchange.graph_formats.xml_text import DECLARATION, XmlText
from exchange.table_forms import LinkTable, NodeTable, Table

NAMESPACE = "http://gexf.net/1.3"
# Gephi reserves `type` for the direction of edges
RELATION = "relation"
OF_NODES = (Attribute(NODE_KIND, TEXT),)
OF_EDGES = (Attribute(RELATION, TEXT), Attribute(SYMMETRIC, "boolean"), RELATION_ID)
SPELL = {"since": "start", "until": "end"}

Keys = dict[Attribute, str]


class Gexf:
    """A writer of a selection as GEXF."""

    def __init__(self, selection: Selection, origin: ExportOrigin, directions: Directions) -> None:
        self._xml = XmlText()
        self._origin = origin
        self._nodes = _numbered([*OF_NODES, *declared(selection.nodes)])
        self._edges = _numbered([*OF_EDGES, *declared(selection.links)])
        self._directions = directions
        self._relations = self._written = 0

    @property
    def dropped(self) -> int:
        """The number of texts that lost characters because the format cannot represent them."""
        return self._xml.dropped

    def head(self) -> Iterator[str]:
        """Yield the text before the first node."""
        yield DECLARATION + self._xml.tag("gexf", {"xmlns": NAMESPACE, "version": "1.3"}) + "\n"
        yield self._meta()
        yield f'<graph defaultedgetype="{self._directions.name}" mode="dynamic" timeformat="date">\n'
        for whose, keys in (("node", self._nodes), ("edge", self._edges)):
            yield f'<attributes class="{whose}" mode="static">\n'
            yield from (self._declared(each, key) for each, key in keys.items())
            yield "</attributes>\n"
        yield "<nodes>\n"

    def node(self, table: NodeTable, identifier: str, values: list[object]) -> str:
        """Return one node."""
        held = {OF_NODES[0]: table.name, **_texts(table, values)}
        named = {"id": identifier, "label": label_of(table, identifier, values)}
        return f"{self._xml.tag('node', named)}{self._values(self._nodes, held)}</node>\n"

    def between(self) -> str:
        """Return the text between nodes and edges."""
        return "</nodes>\n<edges>\n"

    def link(self, table: LinkTable, start: str, end: str, values: list[object]) -> str:
        """Return the edges of one relation."""
        self._relations += 1
        texts = _texts(table, values)
        held = {OF_EDGES[0]: table.relation.type, OF_EDGES[1]: _text(symmetric(table)), **texts}
        content = _spells(texts) + self._values(self._edges, {RELATION_ID: str(self._relations), **held})
        edges = self._directions.edges(table, start, end)
        return "".join(self._edge(table.relation.type, *each) + content + "</edge>\n" for each in edges)

    def tail(self) -> str:
        """Return the text after the last edge."""
        return "</edges>\n</graph>\n</gexf>\n"

    def _edge(self, label: str, source: str, target: str) -> str:
        self._written += 1
        return self._xml.tag("edge", {"id": str(self._written), "source": source, "target": target, "label": label})

    def _meta(self) -> str:
        description = "; ".join(f"{name}: {_text(value)}" for name, value in self._origin.attributes().items())
        day = self._xml.tag("meta", {"lastmodifieddate": self._origin.exported_on.isoformat()})
        return f"{day}<creator>{PROGRAM}</creator><description>{self._xml.text(description)}</description></meta>\n"

    def _declared(self, attribute: Attribute, key: str) -> str:
        described = {"id": key, "title": attribute.name, "type": attribute.type}
        return self._xml.tag("attribute", described, "/>") + "\n"

    def _values(self, keys: Keys, held: dict[Attribute, str]) -> str:
        values = (f'<attvalue for="{keys[each]}" value={self._xml.quoted(text)}/>' for each, text in held.items())
        return f"<attvalues>{''.join(values)}</attvalues>"


def _spells(texts: dict[Attribute, str]) -> str:
    """Return the spell of an edge with dates; an edge without dates exists always."""
    days = "".join(f' {SPELL[each.name]}="{text}"' for each, text in texts.items() if each.name in SPELL)
    return f"<spells><spell{days}/></spells>" if days else ""


def _texts(table: Table, values: list[object]) -> dict[Attribute, str]:
    described = zip(exported_columns(table), attributes_of(table), values, strict=True)
    return {attribute: column.write(value) for column, attribute, value in described if value is not None}


def _numbered(attributes: Iterable[Attribute]) -> Keys:
    return {each: str(number) for number, each in enumerate(attributes)}


def _text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
