"""Files of a computed network: organisations and the links between them, as GraphML, GEXF or CSV tables.

The network is small enough to be in memory. Directions are those of other exports
(`exchange.graph_formats.directions`): a link without direction is two edges with a common `relationId`, unless the
whole graph is undirected.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exchange.descriptors import OURS, PACKAGE_FILE, Descriptor, package
from exchange.exporting.destination import complete_directory, complete_file, opened
from exchange.exporting.origin import PROGRAM, ExportOrigin
from exchange.exporting.selection import ExportError
from exchange.graph_formats.attributes import LABEL, SYMMETRIC, TEXT, TYPES, Attribute, text_of
from exchange.graph_formats.directions import RELATION_ID, Directions
from exchange.graph_formats.gexf import RELATION
from exchange.graph_formats.gexf_text import GexfText
from exchange.graph_formats.graphml import TYPE
from exchange.graph_formats.graphml_text import GraphMlText

Value = str | int | float | bool
SUFFIXES = (".graphml", ".gexf")
WEIGHT, ID, SOURCE, TARGET = "weight", "id", "source", "target"
NODE_TABLE, LINK_TABLE = "nodes", "links"
FIELD_TYPES = {"long": "integer", "double": "number"}


@dataclass(frozen=True)
class NetworkNode:
    """A node by its global id, with the values of its attributes by name; unknown values are absent."""

    id: str
    label: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class NetworkLink:
    """A link between two nodes of one kind; `mutual` links have no direction. `weight` is the number of records."""

    source: str
    target: str
    kind: str
    mutual: bool
    weight: float
    values: Mapping[str, Value]


@dataclass(frozen=True)
class NetworkFile:
    """A network with its origin; `remarks` name omitted parts, and `truncated` is true if a limit cut the network."""

    nodes: Sequence[NetworkNode]
    links: Sequence[NetworkLink]
    origin: ExportOrigin
    truncated: bool
    remarks: str

    def about(self) -> dict[str, str | int | bool]:
        """Return the attributes of the graph."""
        remarks = {"remarks": self.remarks} if self.remarks else {}
        return {**self.origin.attributes(), "truncated": self.truncated, **remarks}

    def directions(self, undirected: bool) -> Directions:
        """Return the directions of the edges. A network of links without direction is undirected."""
        return Directions(undirected or (bool(self.links) and all(each.mutual for each in self.links)))


def write_network(network: NetworkFile, target: Path, *, undirected: bool = False) -> str:
    """Write a network as GraphML or GEXF by the suffix of the target, or as tables into a directory without suffix.

    Return a sentence on the directions of the edges, empty if every edge has the direction of its link.

    Raises:
        ExportError: The suffix is unknown, tables shall be undirected, or the target cannot be written.
    """
    demand_form(target, undirected)
    directions = network.directions(undirected)
    if target.suffix.lower() not in SUFFIXES:
        write_tables(network, target)
        return ""
    texts = graphml if target.suffix.lower() == ".graphml" else gexf
    with complete_file(target) as file:
        file.writelines(texts(network, directions))
    return directions.sentence(any(each.mutual for each in network.links))


def demand_form(target: Path, undirected: bool) -> None:
    """Raise `ExportError` if a network cannot be written to the target."""
    if target.suffix and target.suffix.lower() not in SUFFIXES and not target.is_dir():
        msg = f"A network is written to {' or '.join(SUFFIXES)}, or as tables to a directory without a suffix."
        raise ExportError(msg)
    if undirected and target.suffix.lower() not in SUFFIXES:
        msg = "Tables have no undirected graphs: omit --undirected, or write GraphML or GEXF."
        raise ExportError(msg)


def declared_values(rows: Iterable[Mapping[str, Value]]) -> dict[str, Attribute]:
    """Return the attribute of each name. A name with whole and decimal numbers is decimal."""
    found: dict[str, Attribute] = {}
    for row in rows:
        for name, value in row.items():
            kind = TYPES.get(type(value), TEXT)
            if name not in found or kind == "double":
                found[name] = Attribute(name, kind)
    return found


def held(values: Mapping[str, Value], declared: Mapping[str, Attribute]) -> dict[Attribute, str]:
    """Return values as texts by their attributes."""
    return {declared[name]: text_of(value) for name, value in values.items()}


def graphml(network: NetworkFile, directions: Directions) -> Iterator[str]:
    """Yield the text of the network as GraphML."""
    label, weight = Attribute(LABEL, TEXT), Attribute(WEIGHT, "double")
    own = (Attribute(TYPE, TEXT), Attribute(SYMMETRIC, "boolean"), RELATION_ID)
    of_nodes, of_links = declared_values(each.values for each in network.nodes), links_declared(network)
    text = GraphMlText(
        network.about(), [label, *of_nodes.values()], [*own, weight, *of_links.values()], directions.name
    )
    yield from text.head()
    for node in network.nodes:
        yield text.node(node.id, {label: node.label, **held(node.values, of_nodes)})
    for number, link in enumerate(network.links, 1):
        values = dict(zip(own, (link.kind, text_of(link.mutual), str(number)), strict=True))
        values |= {weight: text_of(link.weight), **held(link.values, of_links)}
        yield text.edges(directions.edges(link.mutual, link.source, link.target), values)
    yield text.tail()


def gexf(network: NetworkFile, directions: Directions) -> Iterator[str]:
    """Yield the text of the network as GEXF; `weight` is the attribute of edges that Gephi knows."""
    own = (Attribute(RELATION, TEXT), Attribute(SYMMETRIC, "boolean"), RELATION_ID)
    of_nodes, of_links = declared_values(each.values for each in network.nodes), links_declared(network)
    text = GexfText(
        network.about(),
        network.origin.exported_on,
        of_nodes.values(),
        [*own, *of_links.values()],
        directions.name,
    )
    yield from text.head()
    for node in network.nodes:
        yield text.node(node.id, node.label, held(node.values, of_nodes))
    yield text.between()
    for number, link in enumerate(network.links, 1):
        values = dict(zip(own, (link.kind, text_of(link.mutual), str(number)), strict=True))
        values |= held(link.values, of_links)
        ends = directions.edges(link.mutual, link.source, link.target)
        yield text.edges(ends, link.kind, values, text_of(link.weight))
    yield text.tail()


def links_declared(network: NetworkFile) -> dict[str, Attribute]:
    """Return the attributes of the links of a network."""
    return declared_values(each.values for each in network.links)


def write_tables(network: NetworkFile, target: Path) -> None:
    """Write the tables of nodes and links, and the data package that describes them."""
    nodes: list[Mapping[str, Value]] = [{ID: each.id, LABEL: each.label, **each.values} for each in network.nodes]
    links: list[Mapping[str, Value]] = [
        {
            SOURCE: each.source,
            TARGET: each.target,
            TYPE: each.kind,
            SYMMETRIC: each.mutual,
            WEIGHT: each.weight,
            **each.values,
        }
        for each in network.links
    ]
    with complete_directory(target) as directory:
        described = [
            write_table(directory, NODE_TABLE, (ID, LABEL), nodes),
            write_table(directory, LINK_TABLE, (SOURCE, TARGET, TYPE, SYMMETRIC, WEIGHT), links),
        ]
        with opened(directory / PACKAGE_FILE) as file:
            json.dump(package_of(network, described), file, ensure_ascii=False, indent=2)


def write_table(directory: Path, name: str, first: Sequence[str], rows: Sequence[Mapping[str, Value]]) -> Descriptor:
    """Write rows as a table with a header, and return its description."""
    declared = declared_values(rows)
    names = [*dict.fromkeys([*first, *declared])]
    with opened(directory / f"{name}.csv") as file:
        writer = csv.DictWriter(file, names, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({key: text_of(value) for key, value in row.items()} for row in rows)
    fields = [{"name": each, "type": field_type(declared.get(each))} for each in names]
    return {"name": name, "path": f"{name}.csv", OURS: {"network": name}, "schema": {"fields": fields}}


def field_type(attribute: Attribute | None) -> str:
    """Return the type of a column in Table Schema."""
    return "string" if attribute is None else FIELD_TYPES.get(attribute.type, attribute.type)


def package_of(network: NetworkFile, described: Sequence[Descriptor]) -> Descriptor:
    """Return the data package of the tables."""
    origin = network.origin
    return package(
        described,
        "metodgraph-network",
        title=f"{PROGRAM}, data version {origin.data_version}",
        version=str(origin.data_version),
        created=f"{origin.exported_on.isoformat()}T00:00:00Z",
        **{OURS: network.about()},
    )
