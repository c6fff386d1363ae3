"""Links between organisations, and paths made of links."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from analysis.vocabulary import HubTreatment, LinkKind
from schema.promises import computed, described, term

if TYPE_CHECKING:
    from schema.types.interfaces import Completeness, Node

for _vocabulary in (LinkKind, HubTreatment):
    term(_vocabulary)


@computed
class GraphLink:
    """A link between two organisations, with the record that documents it (связь)."""

    kind: LinkKind = described("Kind of link.")
    source: Node = described("The organisation at the start of the link.")
    target: Node = described("The organisation at the end of the link.")
    weight: float = described("Strength of the link; 1 if its strength is not known.")
    since: date | None = described("The first day of the link.")
    until: date | None = described("The last day of the link.")
    record: Node | None = described(
        "The record that documents the link: the project of PROJECT; the adoption of ADOPTION; of LEARNED_FROM the "
        "adoption of the organisation that learned; of any other kind the data source of the relation, or null if the "
        "relation has no data source (документ связи)."
    )
    through: list[Node] = described("Regions through which the link runs (через какие регионы).")


@computed
class GraphPath:
    """A path from one organisation to another (цепочка связей)."""

    length: int = described("Number of links; one less than the number of organisations.")
    cost: int = described(
        "The number by which paths are ordered: the number of links and, if hubs are discounted, the penalties of the "
        "hubs inside the path (длина с учётом узлов)."
    )
    nodes: list[Node] = described("The organisations of the path, from start to end.")
    links: list[GraphLink] = described("The links between the organisations, in order.")


@computed
class PathSearch:
    """The shortest paths between two organisations."""

    paths: list[GraphPath] = described("The paths: the least cost first, then the shortest.")
    completeness: Completeness = described("Whether limits truncated the search.")
