"""Links between organisations: paths."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import LinkKind
from schema.promises import computed, described, term

if TYPE_CHECKING:
    from schema.types.interfaces import Completeness, Node

term(LinkKind)


@computed
class GraphLink:
    """A link between two organisations, with the record that it rests on (связь)."""

    kind: LinkKind = described("What kind of link.")
    source: Node = described("Where it starts.")
    target: Node = described("Where it ends.")
    weight: float = described("How strong it is; 1 where nothing is known of its strength.")
    since: date | None = described("From when it holds.")
    until: date | None = described("Until when it held.")
    record: Node | None = described("The record behind it: the project, the adoption, or the source of the relation.")
    through: list[Node] = described("Regions that the link leads through (через какие регионы).")


@computed
class GraphPath:
    """A path from one organisation to another (цепочка связей)."""

    length: int = described("Number of links, which is the number of organisations less one.")
    nodes: list[Node] = described("The organisations, from start to end.")
    links: list[GraphLink] = described("The links between them, in order.")


@computed
class PathSearch:
    """The shortest paths between two organisations."""

    paths: list[GraphPath] = described("The paths, shortest first.")
    completeness: Completeness = described("Whether limits cut the search.")
