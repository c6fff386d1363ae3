"""Everything that is stored, read once and held in plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from graph_model.database.driver import Database
from graph_model.declarations import Hop, Navigation, Node, kinds
from graph_model.kinds.personal import Personal
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
        """The global id."""
        return str(self.content["id"])

    def value(self, what: Property) -> Any:
        """The value of a property as the response carries it."""
        return told(self.content.get(what.column))

    def comparable(self, what: Property) -> Any:
        """The value of a property as it is compared."""
        return comparable(what, self.value(what))


def told(value: Any) -> Any:
    """Dates as text; everything else as it is."""
    return value.iso_format() if hasattr(value, "iso_format") else value


def comparable(what: Property, value: Any) -> Any:
    """Points of time compare as such; the text of a date compares as the date does."""
    return datetime.fromisoformat(value) if what.type is datetime and value is not None else value


class Row(NamedTuple):
    """A node in a list, and the link over which it is reached."""

    node: Stored
    link: Properties


@dataclass
class Tables:
    """The nodes by id, and the links by type, direction and the id that they lead from."""

    nodes: dict[str, Stored] = field(default_factory=dict)
    links: dict[tuple[str, str, str], list[tuple[str, Properties]]] = field(default_factory=dict)

    def enter(self, type_: str, start: str, end: str, properties: Properties) -> None:
        """Add a link."""
        self.links.setdefault((type_, "out", start), []).append((end, properties))
        self.links.setdefault((type_, "in", end), []).append((start, properties))

    def of_kind(self, kind: type[Node], withdrawn: bool = False) -> list[Stored]:
        """All nodes of a kind; those that are withdrawn only where asked for."""
        return [each for each in self.nodes.values() if each.kind is kind and (withdrawn or not each.withdrawn)]

    def only(self, ids: set[str]) -> Tables:
        """The tables with these nodes alone, and the links between them."""
        nodes = {identifier: each for identifier, each in self.nodes.items() if identifier in ids}
        links = {
            (type_, direction, start): [(end, link) for end, link in others if end in ids]
            for (type_, direction, start), others in self.links.items()
            if start in ids
        }
        return Tables(nodes, links)

    def along(self, node: Stored, way: Navigation, withdrawn: bool = False) -> list[Row]:
        """The nodes that a way leads to, each with the link over which it is reached.

        Ways of several hops reach a node once, whichever the links. Withdrawn nodes are there where asked for, and
        where a withdrawn node must have one.
        """
        withdrawn = withdrawn or (way.required and node.withdrawn)
        if way.keys is not None:
            keys, key = node.content.get(way.keys) or [], way.kind.key_property().column
            return [Row(each, {}) for each in self.of_kind(way.kind) if each.content[key] in keys]
        if len(way.hops) == 1:
            return list(self.step(node, way.hops[0], withdrawn))
        reached = [node]
        for hop in way.hops:
            reached = [other for each in reached for other, _ in self.step(each, hop, withdrawn)]
        return [Row(each, {}) for each in dict.fromkeys(reached)]

    def step(self, node: Stored, hop: Hop, withdrawn: bool) -> Iterator[Row]:
        """One hop from a node."""
        for direction in ("out", "in") if hop.direction == "both" else (hop.direction,):
            for other, link in self.links.get((hop.relation.type, direction, node.id), []):
                held = self.nodes.get(other)
                if held and held.kind is hop.kind_class and (withdrawn or not held.withdrawn):
                    yield Row(held, link)


def seen(tables: Tables) -> Tables:
    """What is left where people who are not synthetic, and whatever hangs on them, are taken away."""
    left = tables.only({each.id for each in tables.nodes.values() if stays(tables, each)})
    return left if len(left.nodes) == len(tables.nodes) else seen(left)


def stays(tables: Tables, node: Stored) -> bool:
    """Whether a node is about nobody, or about synthetic people who are all there."""
    if not issubclass(node.kind, Personal):
        return True
    owners = [tables.along(node, node.kind.navigations()[name]) for name in node.kind.owners]
    return bool(node.content["synthetic"]) and all(owners)


async def read_tables(database: Database) -> Tables:
    """Everything that the database holds."""
    tables = Tables()
    for label, content in await database.read(NODES, {}):
        kind = kinds()[content["id"].partition(":")[0]]
        if label != "Incomplete":
            tables.nodes[content["id"]] = Stored(kind, content, label == "Withdrawn")
    for type_, start, end, content in await database.read(LINKS, {}):
        tables.enter(type_, start, end, content)
    return tables


def tables_of(nodes: Iterable[Node], links: Iterable[Link]) -> Tables:
    """The tables of records that are not stored."""
    tables = Tables()
    for node in nodes:
        tables.nodes[node.id] = Stored(type(node), told_of(node))
    for link in links:
        tables.enter(link.relation.type, link.start, link.end, told_of(link.relation))
    return tables


def told_of(record: Record) -> dict[str, Any]:
    """The stored properties of a record, dates as text."""
    return {
        name: str(each) if isinstance(each, date) else each for name, each in stored_form(record).properties.items()
    }
