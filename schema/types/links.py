"""Links between organisations: paths."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import LinkKind
from schema.promises import computed, says, term

if TYPE_CHECKING:
    from schema.types.interfaces import Completeness, Node

term(LinkKind)


@computed
class GraphLink:
    """A link between two organisations, with the record that it rests on (связь)."""

    kind: LinkKind = says("What kind of link.")
    source: Node = says("Where it starts.")
    target: Node = says("Where it ends.")
    weight: float = says("How strong it is; 1 where nothing is known of its strength.")
    since: date | None = says("From when it holds.")
    until: date | None = says("Until when it held.")
    record: Node | None = says("The record behind it: the project, the adoption, or the source of the relation.")
    through: list[Node] = says("Regions that the link leads through (через какие регионы).")


@computed
class GraphPath:
    """A path from one organisation to another (цепочка связей)."""

    length: int = says("Number of links, which is the number of organisations less one.")
    nodes: list[Node] = says("The organisations, from start to end.")
    links: list[GraphLink] = says("The links between them, in order.")


@computed
class PathSearch:
    """The shortest paths between two organisations."""

    paths: list[GraphPath] = says("The paths, shortest first.")
    completeness: Completeness = says("Whether limits cut the search.")
