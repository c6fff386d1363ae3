"""The stored graph, read by the simplest statements, and its exportable part, found by brute force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exchange.table_forms import BOOKS
from graph_model.database.driver import Database
from graph_model.kinds.personal import Personal
from graph_model.model import kinds

# the navigations to the analysis on whose visibility a result depends
ANALYSED = {"NetworkPosition": ("analysis",)}
INTERNAL = {"id", "digest", "searchText", "searchKind", "toldApart"}
NODES = "MATCH (node) WHERE NOT node:Withdrawn|Incomplete RETURN labels(node)[0], node.id, properties(node)"
LINKS = """
MATCH (start)-[link]->(end) WHERE NOT start:Withdrawn|Incomplete AND NOT end:Withdrawn|Incomplete
RETURN start.id, type(link), end.id, properties(link)
"""

Values = dict[str, Any]


@dataclass(frozen=True)
class StoredLink:
    """One stored relation."""

    start: str
    type: str
    end: str
    values: Values


@dataclass(frozen=True)
class StoredGraph:
    """The nodes by id and the links between them."""

    nodes: dict[str, Values]
    links: list[StoredLink]

    def only(self, keep: Callable[[str], bool]) -> StoredGraph:
        """Return the subgraph of the nodes to keep."""
        nodes = {identifier: values for identifier, values in self.nodes.items() if keep(identifier)}
        return StoredGraph(nodes, [each for each in self.links if {each.start, each.end} <= nodes.keys()])

    def living(self) -> StoredGraph:
        """Return the graph without ended links."""
        return StoredGraph(self.nodes, [each for each in self.links if each.type != "ENDED"])

    def open(self) -> StoredGraph:
        """Return the exportable part.

        It has no books, identities, real people, replaced analyses, records of these, or numbers of small groups.
        """
        hidden = self.hidden()
        shown = self.only(lambda each: each not in hidden and kind_of(each) not in {*BOOKS, "Identity"})
        nodes = {
            each: without_small_groups(values) if kind_of(each) == "KpiValue" else values
            for each, values in shown.nodes.items()
        }
        return StoredGraph(nodes, shown.links)

    def hidden(self) -> set[str]:
        """Return personal records that are real, analyses that are not current, and the records that depend on them."""
        hidden = {each for each, values in self.nodes.items() if is_personal(each) and not values["synthetic"]}
        hidden |= {each for each, values in self.nodes.items() if values.get("current") is False}
        while more := {each for each in self.nodes if each not in hidden and self._hangs_on(each, hidden)}:
            hidden |= more
        return hidden

    def _hangs_on(self, identifier: str, hidden: set[str]) -> bool:
        kind = kinds()[kind_of(identifier)]
        for owner in kind.owners if issubclass(kind, Personal) else ANALYSED.get(kind.__name__, ()):
            hop = kind.navigations()[owner].hops[0]
            ends = self._ends(identifier, hop.relation.type, hop.direction == "in", hop.kind)
            if not ends - hidden:
                return True
        return False

    def _ends(self, identifier: str, type_: str, against: bool, kind: str) -> set[str]:
        found = {
            (each.end, each.start) if against else (each.start, each.end) for each in self.links if each.type == type_
        }
        return {far for near, far in found if near == identifier and kind_of(far) == kind}


def without_small_groups(values: Values) -> Values:
    """Return the values without the numbers of a share if one of its parts has one to four people."""
    part, whole = (values.get(each, 0) for each in ("numerator", "denominator"))
    small = any(0 < each < 5 for each in (part, whole, whole - part))
    withheld = {"numerator", "denominator"} if "denominator" in values and small else set()
    return {name: value for name, value in values.items() if name not in withheld}


async def read_stored(database: Database) -> StoredGraph:
    """Return the stored graph without internal properties."""
    nodes = {identifier: own(values) for _, identifier, values in await database.read(NODES, {})}
    links = [StoredLink(start, type_, end, own(values)) for start, type_, end, values in await database.read(LINKS, {})]
    return StoredGraph(nodes, links)


def own(values: Values) -> Values:
    """Return the values of a record as formats contain them: times as ISO texts, points as two numbers."""
    properties: Values = {}
    for name, value in values.items():
        if name in INTERNAL:
            continue
        if hasattr(value, "latitude"):
            properties |= {f"{name}.lat": value.latitude, f"{name}.lon": value.longitude}
        else:
            properties[name] = iso(value.iso_format()) if hasattr(value, "iso_format") else value
    return properties


def iso(text: str) -> str:
    """Return a time in the notation of Neo4j, without trailing zeros in the second."""
    day, mark, clock = text.partition("T")
    second = clock.removesuffix("+00:00").removesuffix("Z")
    return f"{day}T{second.rstrip('0').rstrip('.') if '.' in second else second}Z" if mark else text


def kind_of(identifier: str) -> str:
    """Return the kind of a global id."""
    return identifier.partition(":")[0]


def is_personal(identifier: str) -> bool:
    """Return whether a node is a person or depends on one."""
    return issubclass(kinds()[kind_of(identifier)], Personal)
