"""Tests that other programs read exported graphs with every stored attribute of every node and edge."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import igraph
import networkx
import orjson
import pytest
from pyld import jsonld

from exchange.exporting.selection import ExportError
from graph_model.database.driver import Database
from graph_model.links import is_symmetric
from graph_model.model import kinds
from graph_model.patterns import patterns
from tests.exchange.exporting import exported, iri, nodes_of
from tests.exchange.stored import StoredGraph, Values, kind_of
from tests.graph_database import one

# property names whose types differ between kinds of the model
SEVERAL = {(each, "level"): "level.double" for each in ("Effect", "Forecast")}
SEVERAL |= {
    (kind, each): f"{each}.long" for kind in ("KpiValue", "IndicatorCount") for each in ("numerator", "denominator")
}
SEVERAL |= {("ProgramVersion", "number"): "number.long"}

PARTNERSHIP = "Organisation PARTNER_OF Organisation"
READERS: dict[str, Callable[[Path], Any]] = {".graphml": networkx.read_graphml, ".gexf": networkx.read_gexf}


def flat(value: Any) -> Any:
    """Return a value as an attribute; lists become texts."""
    return "|".join(value) if isinstance(value, list) else value


def expected_node(identifier: str, values: Values) -> Values:
    """Return the attributes of a node."""
    kind = kind_of(identifier)
    named = {SEVERAL.get((kind, name), name): flat(value) for name, value in values.items()}
    called = values.get("name") or values.get("title") or identifier.partition(":")[2]
    return {**named, "nodeKind": kind, "label": called}


def symmetric_types() -> set[str]:
    """Return the types of undirected relations."""
    return {relation.type for _, relation, _ in patterns() if is_symmetric(relation)}


def expected_links(stored: StoredGraph, name: str) -> Counter[str]:
    """Return the edges of a directed graph with their attributes; the attribute `name` contains the type."""
    symmetric = symmetric_types()
    return counted(
        (start, end, {**plain(each.values), name: each.type, "symmetric": each.type in symmetric})
        for each in stored.links
        for start, end in directions(each.start, each.end, each.type in symmetric)
    )


def directions(start: str, end: str, symmetric: bool) -> list[tuple[str, str]]:
    """Return the ends of the edges of one relation in a directed graph."""
    return [(start, end), (end, start)] if symmetric else [(start, end)]


def plain(values: Mapping[str, Any]) -> Values:
    """Return the attributes of an edge."""
    return {name: flat(value) for name, value in values.items()}


def counted(edges: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Counter[str]:
    """Return the edges with their counts, so that parallel edges are compared too."""
    return Counter(
        repr((start, end, sorted((name, value) for name, value in values.items() if name != "relationId")))
        for start, end, values in edges
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for the exported files."""
    return tmp_path_factory.mktemp("graphs")


async def test_networkx_reads_every_attribute_from_graphml(
    everything: Database, stored: StoredGraph, folder: Path
) -> None:
    summary = await exported(everything, folder / "all.graphml")
    graph = networkx.read_graphml(folder / "all.graphml")
    visible = stored.open().living()
    assert dict(graph.nodes(data=True)) == {each: expected_node(each, values) for each, values in visible.nodes.items()}
    assert counted(graph.edges(data=True)) == expected_links(visible, "type")
    assert (summary.nodes, summary.links) == (len(visible.nodes), len(visible.links))
    assert graph.is_directed()


async def test_graphml_keeps_the_type_of_every_value(everything: Database, folder: Path) -> None:
    await exported(everything, folder / "types.graphml")
    graph = networkx.read_graphml(folder / "types.graphml")
    found = {(name, type(value)) for _, values in graph.nodes(data=True) for name, value in values.items()}
    assert {("population", int), ("location.lat", float), ("inScope", bool), ("validFrom", str)} <= found
    assert len({name for name, _ in found}) == len(found), "a name has one type"


async def test_igraph_reads_every_attribute_from_graphml(
    everything: Database, stored: StoredGraph, folder: Path
) -> None:
    await exported(everything, folder / "igraph.graphml")
    graph = igraph.Graph.Read_GraphML(str(folder / "igraph.graphml"))
    visible = stored.open().living()
    assert set(graph.vs["id"]) == visible.nodes.keys()
    for vertex in graph.vs:
        attributes_read = vertex.attributes()
        expected = expected_node(attributes_read.pop("id"), visible.nodes[vertex["id"]])
        assert normalised(attributes_read) == normalised({**dict.fromkeys(attributes_read), **expected})
    names = graph.vs["id"]
    edges = (
        (
            names[edge.source],
            names[edge.target],
            {n: v for n, v in normalised(edge.attributes()).items() if v is not None},
        )
        for edge in graph.es
    )
    absent = dict.fromkeys(graph.es.attributes())
    expected_edges = counted(
        (start, end, {n: v for n, v in normalised({**absent, **edge_values(each)}).items() if v is not None})
        for each in visible.links
        for start, end in directions(each.start, each.end, each.type in symmetric_types())
    )
    assert counted(edges) == expected_edges
    assert graph.is_directed()


def edge_values(link: Any) -> Values:
    """Return the attributes of an edge."""
    return {**plain(link.values), "type": link.type, "symmetric": link.type in symmetric_types()}


def normalised(values: Mapping[str, Any]) -> Values:
    """Return values as igraph represents them: numbers are decimals; absent ones are NaN, an empty text, or False."""
    return {name: _normalised(value) for name, value in values.items()}


def _normalised(value: Any) -> Any:
    if value in (None, "", False) or (isinstance(value, float) and math.isnan(value)):
        return None if value != 0 or isinstance(value, bool) else float(value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


async def test_a_graph_says_which_data_it_holds(everything: Database, folder: Path) -> None:
    await exported(everything, folder / "said.graphml", region="code-1", as_of=None)
    attributes = networkx.read_graphml(folder / "said.graphml").graph
    version = await one(everything, "MATCH (state:DataState) RETURN state.dataVersion")
    assert attributes["dataVersion"] == version
    assert attributes["filters"] == "region: code-1"
    assert attributes["truncated"] is False
    assert "people who are not synthetic" in attributes["leftOut"]
    for source, name, licence in await everything.read(
        "MATCH (source:DataSource) RETURN source.sourceId, source.name, source.licence", {}
    ):
        assert f"{source}: {name} ({licence})".replace("\\", "\\\\") in attributes["sources"]
        assert licence in attributes["licences"]


async def test_networkx_reads_every_attribute_from_gexf(
    everything: Database, stored: StoredGraph, folder: Path
) -> None:
    await exported(everything, folder / "all.gexf")
    graph = networkx.read_gexf(folder / "all.gexf")
    visible = stored.open().living()
    assert dict(graph.nodes(data=True)) == {each: expected_node(each, values) for each, values in visible.nodes.items()}
    beyond = {"id", "label", "spells"}
    edges = (
        (start, end, {name: value for name, value in values.items() if name not in beyond})
        for start, end, values in graph.edges(data=True)
    )
    assert counted(edges) == expected_links(visible, "relation")


async def test_edges_of_gexf_have_a_spell_where_the_relation_has_dates(
    everything: Database, stored: StoredGraph, folder: Path
) -> None:
    await exported(everything, folder / "spells.gexf", relations=[PARTNERSHIP])
    graph = networkx.read_gexf(folder / "spells.gexf")
    found = Counter(repr(each.get("spells")) for _, _, each in graph.edges(data=True))
    links = [each.values for each in stored.open().living().links if each.type == "PARTNER_OF"]
    # networkx reads an absent day as the text "None"
    spells = [[(str(each.get("since")), str(each.get("until")))] for each in links]
    assert found == Counter(repr(None if each == [("None", "None")] else each) for each in spells)
    assert len(found) > 1
    assert graph.graph["mode"] == "dynamic"
    assert ElementTree.parse(folder / "spells.gexf").getroot().get("version") == "1.3"


async def test_symmetric_relations_alone_are_an_undirected_graph(everything: Database, folder: Path) -> None:
    for suffix, read in READERS.items():
        summary = await exported(everything, folder / f"partners{suffix}", relations=[PARTNERSHIP])
        graph = read(folder / f"partners{suffix}")
        assert not graph.is_directed()
        assert graph.number_of_edges() == summary.links
        assert "The graph is undirected: each relation is one edge." in summary.remarks


async def test_both_edges_of_a_symmetric_relation_have_its_number(everything: Database, folder: Path) -> None:
    for suffix, read in READERS.items():
        summary = await exported(everything, folder / f"mixed{suffix}")
        edges = read(folder / f"mixed{suffix}").edges(data=True)
        ends: dict[int, list[tuple[str, str]]] = {}
        for start, end, values in edges:
            ends.setdefault(values["relationId"], []).append((start, end))
            assert len(ends[values["relationId"]]) <= 1 + values["symmetric"]
        assert len(ends) == summary.links
        pairs = [each for each in ends.values() if len(each) > 1]
        assert pairs
        assert all(first == second[::-1] for first, second in pairs)
        assert any("two edges with a common relationId" in each for each in summary.remarks)


async def test_an_undirected_graph_has_one_edge_for_each_relation(everything: Database, folder: Path) -> None:
    summary = await exported(everything, folder / "undirected.graphml", undirected=True)
    graph = igraph.Graph.Read_GraphML(str(folder / "undirected.graphml"))
    assert not graph.is_directed()
    assert graph.ecount() == summary.links
    with pytest.raises(ExportError, match="json-ld has no undirected graphs"):
        await exported(everything, folder / "undirected.jsonld", undirected=True)
    assert not (folder / "undirected.jsonld").exists()


async def test_centralities_of_partners_do_not_depend_on_the_order_of_ids(everything: Database, folder: Path) -> None:
    """Compare the undirected graph with a directed one: networkx and igraph agree on both."""
    await exported(everything, folder / "alone.graphml", relations=[PARTNERSHIP])
    await exported(
        everything, folder / "directed.graphml", relations=[PARTNERSHIP, "Organisation UNIT_OF Organisation"]
    )
    directed = networkx.read_graphml(folder / "directed.graphml")
    units = [(a, b, key) for a, b, key, each in directed.edges(keys=True, data=True) if each["type"] != "PARTNER_OF"]
    directed.remove_edges_from(units)
    undirected = networkx.read_graphml(folder / "alone.graphml")
    both = igraph.Graph.Read_GraphML(str(folder / "alone.graphml"))
    ranks = networkx.pagerank(undirected, weight=None)
    assert networkx.pagerank(directed, weight=None) == pytest.approx(ranks, abs=1e-6)
    assert dict(zip(both.vs["id"], both.pagerank(), strict=True)) == pytest.approx(ranks, abs=1e-5)
    simple = networkx.Graph(undirected)
    between = networkx.betweenness_centrality(simple, normalized=False)
    found = both.simplify().betweenness()
    assert dict(zip(both.vs["id"], found, strict=True)) == pytest.approx(between, abs=1e-9)


async def test_json_ld_expands_to_the_terms_of_the_context(
    everything: Database, stored: StoredGraph, folder: Path
) -> None:
    await exported(everything, folder / "all.jsonld")
    visible = stored.open().living()
    expanded = jsonld.flatten(orjson.loads((folder / "all.jsonld").read_bytes()))
    nodes = {each["@id"]: each for each in expanded}
    for identifier, values in visible.nodes.items():
        node = nodes[iri(identifier)]
        assert f"urn:metodgraph:term:{kind_of(identifier)}" in node["@type"]
        if "name" in values:
            assert {"@value": values["name"]} in node["https://schema.org/name"]
    statements = [each for each in expanded if RDF + "Statement" in each.get("@type", ())]
    found = Counter(tuple(each[RDF + part][0]["@id"] for part in PARTS) for each in statements)
    assert found == Counter(
        (iri(each.start), f"urn:metodgraph:term:{each.type}", iri(each.end)) for each in visible.links
    )
    for each in visible.links:
        assert {"@id": iri(each.end)} in nodes[iri(each.start)][f"urn:metodgraph:term:{each.type}"]


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PARTS = ("subject", "predicate", "object")


async def test_json_ld_holds_every_value_with_its_type(everything: Database, stored: StoredGraph, folder: Path) -> None:
    await exported(everything, folder / "values.jsonld")
    objects = {each["@id"]: each for each in nodes_of(folder / "values.jsonld") if "@type" in each and "@id" in each}
    for identifier, values in stored.open().living().nodes.items():
        attributes_read = {name: value for name, value in objects[iri(identifier)].items() if not name.startswith("@")}
        place = attributes_read.pop("location", {})
        attributes_read |= {f"location.{part}": place[part] for part in ("lat", "lon") if part in place}
        expected = {**values, "sourceIds": [iri(f"DataSource:{each}") for each in values["sourceIds"]]}
        assert attributes_read == expected


async def test_dates_and_sources_have_types_in_json_ld(everything: Database, folder: Path) -> None:
    await exported(everything, folder / "dates.jsonld", kinds=["Practice", "DataSource"])
    expanded = jsonld.expand(orjson.loads((folder / "dates.jsonld").read_bytes()))
    days = [day for each in expanded for day in each.get("https://schema.org/datePublished", ())]
    assert {each["@type"] for each in days} == {"http://www.w3.org/2001/XMLSchema#date"}
    named = {each["@id"] for node in expanded for each in node.get("https://schema.org/isBasedOn", ())}
    assert named
    assert all(each.startswith("urn:metodgraph:id:DataSource:") for each in named)


def test_every_kind_of_schema_org_is_a_kind_of_the_model() -> None:
    from exchange.graph_formats.json_ld import KINDS

    assert KINDS.keys() <= kinds().keys()
