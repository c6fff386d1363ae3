"""Tests of `export --ego`: the files contain the network of the API, and libraries compute the same figures."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from rich.console import Console

from exchange.exporting.selection import ExportError
from metodgraph.commands.ego_network import EgoNetworkError, EgoOptions, read_ego_network
from metodgraph.commands.export_commands import demand_ego, demand_only_ego
from metodgraph.commands.network_export import export_ego_network
from resolvers.running.engine import Engine
from tests.resolvers.conftest import spread_engine  # noqa: F401 # the fixture of a hand-made graph
from tests.resolvers.fields.ego_requests import ends, network

DAY = date(2020, 3, 15)


async def exported(engine: Engine, target: Path, *, undirected: bool = False, **given: Any) -> str:
    """Write the network of S1 and return the output of the command."""
    console = Console(file=io.StringIO(), width=1000)
    options = EgoOptions("S1", as_of=DAY, **given)
    await export_ego_network(engine.database, options, target, console, undirected=undirected)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
async def test_a_file_has_the_nodes_links_and_positions_of_the_answer(
    spread_engine: Engine,  # noqa: F811
    tmp_path: Path,
    suffix: str,
) -> None:
    target = tmp_path / f"s1{suffix}"
    await exported(spread_engine, target, undirected=True)
    answer = await network(spread_engine, id="S1", asOf=DAY.isoformat())
    graph = nx.read_graphml(target) if suffix == ".graphml" else nx.read_gexf(target)
    assert [*graph.nodes] == [each["id"] for each in answer["nodes"]]
    kind = "type" if suffix == ".graphml" else "relation"
    found = {(values[kind], *sorted((start, end))) for start, end, values in graph.edges(data=True)}
    assert found == {(each["kind"], *sorted((each["source"]["id"], each["target"]["id"]))) for each in answer["links"]}
    simple = nx.Graph(graph)
    betweenness = nx.betweenness_centrality(simple, normalized=False)
    ranks = nx.pagerank(simple, weight=None, tol=1e-12)
    for each in answer["positions"]:
        name = each["organisation"]["id"]
        assert graph.nodes[name]["betweenness"] == pytest.approx(each["betweenness"])
        assert betweenness[name] == pytest.approx(each["betweenness"])
        assert ranks[name] == pytest.approx(each["pageRank"], abs=1e-9)
        assert graph.nodes[name]["community"] == each["community"]


async def test_igraph_computes_the_figures_of_the_answer_from_the_file(
    spread_engine: Engine,  # noqa: F811
    tmp_path: Path,
) -> None:
    await exported(spread_engine, tmp_path / "s1.graphml")
    answer = await network(spread_engine, id="S1", asOf=DAY.isoformat())
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "s1.graphml")).as_undirected(mode="collapse")
    assert graph.betweenness() == pytest.approx([each["betweenness"] for each in answer["positions"]])
    assert graph.pagerank() == pytest.approx([each["pageRank"] for each in answer["positions"]])
    assert graph.degree() == [each["degree"] for each in answer["positions"]]


async def test_the_command_says_what_was_cut_and_limited(spread_engine: Engine, tmp_path: Path) -> None:  # noqa: F811
    said = await exported(spread_engine, tmp_path / "out", first=2, through=["partnership"], depth=3)
    assert "Wrote 3 organisations and 2 links" in said
    assert "Limited to ego: Organisation:S1; depth: 3; through: PARTNERSHIP; asOf: 2020-03-15; first: 2." in said
    assert "2 из 4: на расстоянии 1 - 2 из 2; на расстоянии 2 - 0 из 1; на расстоянии 3 - 0 из 1." in said
    answer = await network(spread_engine, id="S1", through=["PARTNERSHIP"], depth=3, first=2, asOf=DAY.isoformat())
    assert len(ends(answer)) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (EgoOptions("NO-SUCH"), "There is no organisation with the key NO-SUCH. Give its orgId, such as RU-ACADEMY."),
        (EgoOptions("S1", depth=9), "depth is 9. Ask for 1 to 3."),
        (EgoOptions("S1", first=2000), "first is 2000. Ask for 1 to 1000."),
    ],
)
async def test_a_network_that_the_api_refuses_is_refused(
    spread_engine: Engine,  # noqa: F811
    options: EgoOptions,
    message: str,
) -> None:
    with pytest.raises(EgoNetworkError) as refused:
        await read_ego_network(spread_engine.database, options)
    assert refused.value.message == message


def test_options_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ExportError, match=r"--ego selects the network by itself: omit --region, --around\."):
        demand_only_ego({"--region": "16", "--kind": None, "--around": "Organisation:A"})
    with pytest.raises(ExportError, match=r"--through and --first select the links of an ego network: add --ego"):
        demand_ego({"--through": ["UNIT"], "--first": 5})
