"""Text of GEXF 1.3: nodes and edges with typed attributes, and spells of edges with dates.

No library writes GEXF in a stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from exchange.exporting.origin import PROGRAM
from exchange.graph_formats.attributes import Attribute, text_of
from exchange.graph_formats.xml_text import DECLARATION, XmlText

NAMESPACE = "http://gexf.net/1.3"
SPELL = {"since": "start", "until": "end"}

Keys = dict[Attribute, str]


class GexfText:
    """A writer of GEXF with declared attributes of the nodes and the edges.

    `about` describes the graph, `day` is the day of writing, and `direction` is that of all edges.
    """

    def __init__(
        self,
        about: Mapping[str, str | int | bool],
        day: date,
        nodes: Iterable[Attribute],
        edges: Iterable[Attribute],
        direction: str,
    ) -> None:
        self._xml = XmlText()
        self._about, self._day, self._direction = about, day, direction
        self._nodes, self._edges = _numbered(nodes), _numbered(edges)
        self._written = 0

    @property
    def dropped(self) -> int:
        """The number of texts that lost characters because the format cannot represent them."""
        return self._xml.dropped

    def head(self) -> Iterator[str]:
        """Yield the text before the first node."""
        yield DECLARATION + self._xml.tag("gexf", {"xmlns": NAMESPACE, "version": "1.3"}) + "\n"
        yield self._meta()
        yield f'<graph defaultedgetype="{self._direction}" mode="dynamic" timeformat="date">\n'
        for whose, keys in (("node", self._nodes), ("edge", self._edges)):
            yield f'<attributes class="{whose}" mode="static">\n'
            yield from (self._declared(each, key) for each, key in keys.items())
            yield "</attributes>\n"
        yield "<nodes>\n"

    def node(self, identifier: str, label: str, held: Mapping[Attribute, str]) -> str:
        """Return one node with its attributes."""
        return f"{self._xml.tag('node', {'id': identifier, 'label': label})}{self._values(self._nodes, held)}</node>\n"

    def between(self) -> str:
        """Return the text between nodes and edges."""
        return "</nodes>\n<edges>\n"

    def edges(
        self, ends: Iterable[tuple[str, str]], label: str, held: Mapping[Attribute, str], weight: str | None = None
    ) -> str:
        """Return the edges of one relation with its attributes."""
        content = _spells(held) + self._values(self._edges, held)
        return "".join(self._edge(label, *each, weight) + content + "</edge>\n" for each in ends)

    def tail(self) -> str:
        """Return the text after the last edge."""
        return "</edges>\n</graph>\n</gexf>\n"

    def _edge(self, label: str, source: str, target: str, weight: str | None) -> str:
        self._written += 1
        own = {"id": str(self._written), "source": source, "target": target, "label": label}
        return self._xml.tag("edge", own if weight is None else {**own, "weight": weight})

    def _meta(self) -> str:
        description = "; ".join(f"{name}: {text_of(value)}" for name, value in self._about.items())
        day = self._xml.tag("meta", {"lastmodifieddate": self._day.isoformat()})
        return f"{day}<creator>{PROGRAM}</creator><description>{self._xml.text(description)}</description></meta>\n"

    def _declared(self, attribute: Attribute, key: str) -> str:
        described = {"id": key, "title": attribute.name, "type": attribute.type}
        return self._xml.tag("attribute", described, "/>") + "\n"

    def _values(self, keys: Keys, held: Mapping[Attribute, str]) -> str:
        values = (f'<attvalue for="{keys[each]}" value={self._xml.quoted(text)}/>' for each, text in held.items())
        return f"<attvalues>{''.join(values)}</attvalues>"


def _spells(held: Mapping[Attribute, str]) -> str:
    """Return the spell of an edge with dates; an edge without dates exists always."""
    days = "".join(f' {SPELL[each.name]}="{text}"' for each, text in held.items() if each.name in SPELL)
    return f"<spells><spell{days}/></spells>" if days else ""


def _numbered(attributes: Iterable[Attribute]) -> Keys:
    return {each: str(number) for number, each in enumerate(attributes)}
