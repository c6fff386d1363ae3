"""Tests of network files: networkx and igraph read the same nodes, links, directions and values."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest

from exchange.exporting.origin import ExportOrigin
from exchange.exporting.selection import ExportError
from exchange.graph_formats.network_file import NetworkFile, NetworkLink, NetworkNode, write_network
from tests.exchange.exporting import files_in

ORIGIN = ExportOrigin(7, 1, date(2026, 1, 2), (), {"ego": "Organisation:A"}, "")
NODES = [
    NetworkNode("Organisation:A", "Академия", {"kind": "SCHOOL", "degree": 2, "betweenness": 1.0, "synthetic": False}),
    NetworkNode("Organisation:B", 'Школа "Б" & <В>', {"kind": "SCHOOL", "degree": 1, "betweenness": 0.0}),
    NetworkNode("Organisation:C", "C", {"degree": 1, "betweenness": 0.5, "city": "Казань"}),
]
PARTNERS = NetworkLink("Organisation:A", "Organisation:B", "PARTNERSHIP", True, 1.0, {"since": "2020-01-01"})
ADOPTED = NetworkLink("Organisation:C", "Organisation:A", "ADOPTION", False, 3.0, {"record": "Adoption:1"})


def network(*links: NetworkLink) -> NetworkFile:
    return NetworkFile(NODES, links, ORIGIN, truncated=True, remarks="Показаны не все.")


def read(target: Path) -> Any:
    return nx.read_graphml(target) if target.suffix == ".graphml" else nx.read_gexf(target)


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_a_link_without_direction_is_two_edges_with_a_common_relation_id(tmp_path: Path, suffix: str) -> None:
    remark = write_network(network(PARTNERS, ADOPTED), tmp_path / f"a{suffix}")
    graph = read(tmp_path / f"a{suffix}")
    assert graph.is_directed()
    edges = {(start, end): values for start, end, values in graph.edges(data=True)}
    assert set(edges) == {
        ("Organisation:A", "Organisation:B"),
        ("Organisation:B", "Organisation:A"),
        ("Organisation:C", "Organisation:A"),
    }
    assert sorted(each["relationId"] for each in edges.values()) == [1, 1, 2]
    assert edges["Organisation:C", "Organisation:A"]["relationId"] == 2
    assert edges["Organisation:C", "Organisation:A"]["weight"] == 3.0
    assert edges["Organisation:C", "Organisation:A"]["record"] == "Adoption:1"
    assert remark.startswith("The graph is directed")


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
@pytest.mark.parametrize(("links", "undirected"), [([PARTNERS], False), ([PARTNERS, ADOPTED], True)])
def test_a_graph_of_links_without_direction_is_undirected_or_any_on_request(
    tmp_path: Path, suffix: str, links: list[NetworkLink], undirected: bool
) -> None:
    write_network(network(*links), tmp_path / f"a{suffix}", undirected=undirected)
    graph = read(tmp_path / f"a{suffix}")
    assert not graph.is_directed()
    assert graph.number_of_edges() == len(links)


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_nodes_keep_their_values_and_types(tmp_path: Path, suffix: str) -> None:
    write_network(network(ADOPTED), tmp_path / f"a{suffix}")
    graph = read(tmp_path / f"a{suffix}")
    for node in NODES:
        found = dict(graph.nodes[node.id])
        assert found.pop("label") == node.label
        assert found == node.values


def test_igraph_reads_the_same_graph_with_its_origin(tmp_path: Path) -> None:
    write_network(network(PARTNERS, ADOPTED), tmp_path / "a.graphml")
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    assert graph.vs["id"] == [each.id for each in NODES]
    assert sorted(graph.es["weight"]) == [1.0, 1.0, 3.0]
    assert (graph["dataVersion"], graph["truncated"], graph["remarks"]) == (7, True, "Показаны не все.")


def test_tables_hold_one_row_for_each_node_and_link(tmp_path: Path) -> None:
    write_network(network(PARTNERS, ADOPTED), tmp_path / "out")
    with (tmp_path / "out" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = [*csv.DictReader(file)]
    with (tmp_path / "out" / "links.csv").open(encoding="utf-8", newline="") as file:
        links = [*csv.DictReader(file)]
    assert [(each["id"], each["label"]) for each in nodes] == [(each.id, each.label) for each in NODES]
    assert links == [
        {
            "source": "Organisation:A",
            "target": "Organisation:B",
            "type": "PARTNERSHIP",
            "symmetric": "true",
            "weight": "1.0",
            "since": "2020-01-01",
            "record": "",
        },
        {
            "source": "Organisation:C",
            "target": "Organisation:A",
            "type": "ADOPTION",
            "symmetric": "false",
            "weight": "3.0",
            "since": "",
            "record": "Adoption:1",
        },
    ]
    described = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    assert described["metodgraph"]["remarks"] == "Показаны не все."
    assert {field["name"]: field["type"] for field in described["resources"][0]["schema"]["fields"]} == {
        "id": "string",
        "label": "string",
        "kind": "string",
        "degree": "integer",
        "betweenness": "number",
        "synthetic": "boolean",
        "city": "string",
    }


def test_tables_are_replaced_by_the_next_export_and_other_files_never(tmp_path: Path) -> None:
    write_network(network(PARTNERS, ADOPTED), tmp_path / "out")
    write_network(network(PARTNERS), tmp_path / "out")
    assert len((tmp_path / "out" / "links.csv").read_text(encoding="utf-8").splitlines()) == 2
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("years of work")
    with pytest.raises(ExportError, match="contains no export"):
        write_network(network(PARTNERS), tmp_path / "other")


@pytest.mark.parametrize(
    ("name", "undirected", "message"),
    [
        ("a.jsonld", False, "A network is written to .graphml or .gexf, or as tables to a directory without a suffix."),
        ("out", True, "Tables have no undirected graphs: omit --undirected, or write GraphML or GEXF."),
    ],
)
def test_a_target_that_holds_no_network_is_refused(tmp_path: Path, name: str, undirected: bool, message: str) -> None:
    with pytest.raises(ExportError) as refused:
        write_network(network(PARTNERS), tmp_path / name, undirected=undirected)
    assert refused.value.message == message
    assert files_in(tmp_path) == []
