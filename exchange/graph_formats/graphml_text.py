"""Text of GraphML: nodes and edges with typed attributes.

Libraries write GraphML from a graph in memory; this module writes it in a stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from exchange.exporting.origin import PROGRAM
from exchange.graph_formats.attributes import TEXT, TYPES, Attribute, text_of
from exchange.graph_formats.xml_text import DECLARATION, XmlText

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

Keys = dict[Attribute, str]


class GraphMlText:
    """A writer of GraphML with declared attributes of the graph, the nodes and the edges.

    `direction` is `directed` or `undirected`, the direction of all edges.
    """

    def __init__(
        self,
        about: Mapping[str, str | int | bool],
        nodes: Iterable[Attribute],
        edges: Iterable[Attribute],
        direction: str,
    ) -> None:
        self._xml = XmlText()
        self._about = about
        self._graph = {Attribute(name, TYPES.get(type(each), TEXT)): f"g{name}" for name, each in about.items()}
        self._nodes, self._edges = _numbered("n", nodes), _numbered("e", edges)
        self._direction = direction

    @property
    def dropped(self) -> int:
        """The number of texts that lost characters because the format cannot represent them."""
        return self._xml.dropped

    def head(self) -> Iterator[str]:
        """Yield the text before the first node."""
        yield f"{DECLARATION}<!-- {PROGRAM} -->\n{self._xml.tag('graphml', {'xmlns': NAMESPACE})}\n"
        for whose, keys in (("graph", self._graph), ("node", self._nodes), ("edge", self._edges)):
            yield from (self._key(whose, each, key) for each, key in keys.items())
        yield self._xml.tag("graph", {"edgedefault": self._direction}) + "\n"
        for each, key in self._graph.items():
            yield self._data(key, text_of(self._about[each.name])) + "\n"

    def node(self, identifier: str, held: Mapping[Attribute, str]) -> str:
        """Return one node with its attributes."""
        return f"<node id={self._xml.quoted(identifier)}>{self._values(self._nodes, held)}</node>\n"

    def edges(self, ends: Iterable[tuple[str, str]], held: Mapping[Attribute, str]) -> str:
        """Return the edges of one relation with its attributes."""
        data = self._values(self._edges, held)
        quoted = (map(self._xml.quoted, each) for each in ends)
        return "".join(f"<edge source={source} target={target}>{data}</edge>\n" for source, target in quoted)

    def tail(self) -> str:
        """Return the text after the last edge."""
        return "</graph>\n</graphml>\n"

    def _key(self, whose: str, attribute: Attribute, key: str) -> str:
        described = {"id": key, "for": whose, "attr.name": attribute.name, "attr.type": attribute.type}
        return self._xml.tag("key", described, "/>") + "\n"

    def _values(self, keys: Keys, held: Mapping[Attribute, str]) -> str:
        return "".join(self._data(keys[each], text) for each, text in held.items())

    def _data(self, key: str, text: str) -> str:
        return f'<data key="{key}">{self._xml.text(text)}</data>'


def _numbered(letter: str, attributes: Iterable[Attribute]) -> Keys:
    return {each: f"{letter}{number}" for number, each in enumerate(attributes)}
