"""The stored graph, read once into plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from graph_model.database.driver import Database
from graph_model.declarations import Hop, Navigation, Node, kinds
from graph_model.kinds.networks import NetworkAnalysis, NetworkPosition
from graph_model.kinds.personal import Personal
from graph_model.kinds.programs import ExpertConclusion
from graph_model.links import Link
from graph_model.properties import Property, Record
from graph_model.writing.stored_form import stored_form

NODES = "MATCH (node) WHERE NOT node:DataState RETURN labels(node)[0], node {.*, recordedAt: toString(node.recordedAt)}"
LINKS = "MATCH (start)-[link]->(end) RETURN type(link), start.id, end.id, properties(link)"

Properties = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Stored:
    """One stored node."""

    kind: type[Node]
    content: Mapping[str, Any]
    withdrawn: bool = False

    @property
    def id(self) -> str:
        """Return the global id."""
        return str(self.content["id"])

    def value(self, what: Property) -> Any:
        """Return the value of a property as in the response: null if it discloses a small group of people."""
        share = what.stored.people
        if share and discloses_small_group(self.content.get(share.part), self.content.get(share.whole)):
            return None
        return plain_value(self.content.get(what.column))

    def comparable(self, what: Property) -> Any:
        """Return the value of a property in comparable form."""
        return comparable(what, self.value(what))


def discloses_small_group(part: int | None, whole: int | None) -> bool:
    """Return whether a number of people, the number of all, or their difference is from 1 to 4."""
    if part is None or whole is None:
        return False
    return any(1 <= each <= 4 for each in (part, whole, whole - part))


def plain_value(value: Any) -> Any:
    """Return dates as text and other values unchanged."""
    return value.iso_format() if hasattr(value, "iso_format") else value


def comparable(what: Property, value: Any) -> Any:
    """Return times as datetimes; the text of a date compares like the date."""
    return datetime.fromisoformat(value) if what.type is datetime and value is not None else value


class Row(NamedTuple):
    """A node in a list, and the link over which it is reached."""

    node: Stored
    link: Properties


@dataclass
class Tables:
    """The nodes by id, and the links by type, direction and start id."""

    nodes: dict[str, Stored] = field(default_factory=dict)
    links: dict[tuple[str, str, str], list[tuple[str, Properties]]] = field(default_factory=dict)
    # the conclusions that a person signed who is not withdrawn, visible or not
    signed: frozenset[str] = frozenset()

    def enter(self, type_: str, start: str, end: str, properties: Properties) -> None:
        """Add a link."""
        self.links.setdefault((type_, "out", start), []).append((end, properties))
        self.links.setdefault((type_, "in", end), []).append((start, properties))

    def of_kind(self, kind: type[Node], withdrawn: bool = False) -> list[Stored]:
        """Return the nodes of a kind; withdrawn nodes only on request."""
        return [each for each in self.nodes.values() if each.kind is kind and (withdrawn or not each.withdrawn)]

    def only(self, ids: set[str]) -> Tables:
        """Return the tables with these nodes and the links between them."""
        nodes = {identifier: each for identifier, each in self.nodes.items() if identifier in ids}
        links = {
            (type_, direction, start): [(end, link) for end, link in others if end in ids]
            for (type_, direction, start), others in self.links.items()
            if start in ids
        }
        return Tables(nodes, links, self.signed)

    def along(self, node: Stored, navigation: Navigation, withdrawn: bool = False) -> list[Row]:
        """Return the nodes at the end of a way, each with the link over which it is reached.

        Ways of several hops reach a node once over any links. The result contains withdrawn nodes on request, and where
        a withdrawn node must have one.
        """
        withdrawn = withdrawn or (navigation.required and node.withdrawn)
        if navigation.keys is not None:
            keys, key = node.content.get(navigation.keys) or [], navigation.kind.key_property().column
            return [Row(each, {}) for each in self.of_kind(navigation.kind) if each.content[key] in keys]
        if len(navigation.hops) == 1:
            return list(self.step(node, navigation.hops[0], withdrawn))
        reached = [node]
        for hop in navigation.hops:
            reached = [other for each in reached for other, _ in self.step(each, hop, withdrawn)]
        return [Row(each, {}) for each in dict.fromkeys(reached)]

    def step(self, node: Stored, hop: Hop, withdrawn: bool) -> Iterator[Row]:
        """Yield the rows at the end of one hop from a node."""
        for direction in ("out", "in") if hop.direction == "both" else (hop.direction,):
            for other, link in self.links.get((hop.relation.type, direction, node.id), []):
                held = self.nodes.get(other)
                if held and held.kind is hop.kind_class and (withdrawn or not held.withdrawn):
                    yield Row(held, link)


def visible_to_guest(tables: Tables) -> Tables:
    """Return the tables without real people, analyses that are not current, and records that depend on them."""
    left = tables.only({each.id for each in tables.nodes.values() if stays(tables, each)})
    return left if len(left.nodes) == len(tables.nodes) else visible_to_guest(left)


def stays(tables: Tables, node: Stored) -> bool:
    """Return whether a node is visible.

    Personal nodes concern only synthetic people who are in the tables. Analyses of networks are current ones, and
    positions belong to an analysis that is in the tables.
    """
    if issubclass(node.kind, NetworkAnalysis):
        return bool(node.content["current"])
    if issubclass(node.kind, NetworkPosition):
        return bool(tables.along(node, NetworkPosition.navigations()["analysis"]))
    if not issubclass(node.kind, Personal):
        return True
    owners = [tables.along(node, node.kind.navigations()[name]) for name in node.kind.owners]
    return bool(node.content["synthetic"]) and all(owners)


async def read_tables(database: Database) -> Tables:
    """Return the content of the database."""
    tables = Tables()
    for label, content in await database.read(NODES, {}):
        kind = kinds()[content["id"].partition(":")[0]]
        if label != "Incomplete":
            tables.nodes[content["id"]] = Stored(kind, content, label == "Withdrawn")
    for type_, start, end, content in await database.read(LINKS, {}):
        tables.enter(type_, start, end, content)
    tables.signed = frozenset(each.id for each in tables.of_kind(ExpertConclusion) if experts(tables, each))
    return tables


def experts(tables: Tables, conclusion: Stored) -> list[Row]:
    """Return the experts who signed a conclusion."""
    return tables.along(conclusion, ExpertConclusion.navigations()["experts"])


def tables_of(nodes: Iterable[Node], links: Iterable[Link]) -> Tables:
    """Return the tables of records that are not stored."""
    tables = Tables()
    for node in nodes:
        tables.nodes[node.id] = Stored(type(node), plain_content(node))
    for link in links:
        tables.enter(link.relation.type, link.start, link.end, plain_content(link.relation))
    tables.signed = frozenset(each.id for each in tables.of_kind(ExpertConclusion) if experts(tables, each))
    return tables


def plain_content(record: Record) -> dict[str, Any]:
    """Return the stored properties of a record, with dates as text."""
    return {
        name: str(each) if isinstance(each, date) else each for name, each in stored_form(record).properties.items()
    }
