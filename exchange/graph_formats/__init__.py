"""Graph formats of other programs; every format is written in a stream while the graph is read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from exchange.exporting.origin import ExportOrigin
from exchange.exporting.selection import Selection
from exchange.graph_formats.directions import Directions
from exchange.graph_formats.gexf import Gexf
from exchange.graph_formats.graphml import GraphMl
from exchange.graph_formats.json_ld import JsonLd
from exchange.table_forms import LinkTable, NodeTable


class Spelling(Protocol):
    """A writer of one graph in one format; nodes come first, with their global ids."""

    @property
    def dropped(self) -> int:
        """The number of texts that lost characters because the format cannot represent them."""

    def head(self) -> Iterator[str]:
        """Yield the text before the first node."""

    def node(self, table: NodeTable, identifier: str, values: list[object]) -> str:
        """Return one node with the values of `exported_columns`."""

    def between(self) -> str:
        """Return the text between nodes and relations."""

    def link(self, table: LinkTable, start: str, end: str, values: list[object]) -> str:
        """Return the edges of one relation with the values of `exported_columns`."""

    def tail(self) -> str:
        """Return the text after the last relation."""


@dataclass(frozen=True)
class Format:
    """A format with the suffix of its files; `directed` formats have directed and undirected graphs."""

    name: str
    suffix: str
    spelling: Callable[[Selection, ExportOrigin, Directions], Spelling]
    directed: bool = True


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("graphml", ".graphml", GraphMl),
        Format("gexf", ".gexf", Gexf),
        Format("json-ld", ".jsonld", JsonLd, directed=False),
    )
}
