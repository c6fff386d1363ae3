"""Tests of `Organisation.network` over a hand-made graph: days, kinds of links and positions."""

from __future__ import annotations

import networkx as nx
import pytest

from resolvers.running.engine import Engine
from tests.resolvers.fields.ego_requests import ends, network, short
from tests.resolvers.requesting import operation, response_data

# the day on which the adoptions A to E of the graph go on
DAY = "2020-03-15"


async def test_the_network_of_a_day_has_the_links_of_that_day(spread_engine: Engine) -> None:
    found = await network(spread_engine, id="S1", depth=1, asOf=DAY)
    assert [short(each) for each in found["nodes"]] == ["S1", "S2", "S3", "C1", "S4", "S9"]
    assert ends(found) == {
        ("PARTNERSHIP", "S1", "S2"),
        ("LEARNED_FROM", "S1", "S2"),
        ("LEARNED_FROM", "S1", "S3"),
        ("PARTNERSHIP", "S2", "S3"),
        ("PARTNERSHIP", "C1", "S1"),
        ("PARTNERSHIP", "S3", "S9"),
        ("LEARNED_FROM", "S3", "S4"),
        ("LEARNED_FROM", "S2", "S4"),
        ("PROJECT", "S1", "S4"),
        ("PROJECT", "S1", "S9"),
        ("PROJECT", "S4", "S9"),
    }
    (learned,) = [each for each in found["links"] if each["kind"] == "LEARNED_FROM" and short(each["target"]) == "S2"]
    assert (learned["record"], learned["since"], learned["weight"]) == ({"id": "Adoption:B"}, learned["since"], 1.0)
    assert str(learned["since"]) == "2020-02-01"
    assert {each["record"]["id"] for each in found["links"] if each["kind"] == "PROJECT"} == {"NetworkProject:N1"}
    assert str(found["completeness"]["asOf"]) == DAY


async def test_only_the_selected_kinds_of_links_are_followed(spread_engine: Engine) -> None:
    found = await network(spread_engine, id="S1", depth=3, through=["PARTNERSHIP"], asOf=DAY)
    assert [short(each) for each in found["nodes"]] == ["S1", "S2", "C1", "S3", "S9"]
    assert {kind for kind, _, _ in ends(found)} == {"PARTNERSHIP"}


async def test_positions_are_those_of_the_returned_links(spread_engine: Engine) -> None:
    found = await network(spread_engine, id="S1", asOf=DAY)
    graph = nx.Graph([(short(each["source"]), short(each["target"])) for each in found["links"]])
    betweenness = nx.betweenness_centrality(graph, normalized=False)
    distances = nx.single_source_shortest_path_length(graph, "S1")
    assert [short(each["organisation"]) for each in found["positions"]] == [short(each) for each in found["nodes"]]
    for each in found["positions"]:
        name = short(each["organisation"])
        assert (each["distance"], each["degree"]) == (distances[name], graph.degree[name])
        assert each["betweenness"] == pytest.approx(betweenness[name])
    assert sum(each["pageRank"] for each in found["positions"]) == pytest.approx(1)
    assert found["method"]["parameters"]["community"] == "Leiden, modularity"


async def test_the_network_of_an_ended_organisation_is_shown_on_a_day_of_its_life(spread_engine: Engine) -> None:
    found = await network(spread_engine, id="S10", through=["PARTNERSHIP"], asOf="2020-06-30")
    assert [short(each) for each in found["nodes"]] == ["S10"]
    assert found["completeness"]["reason"] == "У организации на 30.06.2020 нет связей выбранных видов."
    after = await network(spread_engine, id="S10", through=["PARTNERSHIP"], asOf="2020-07-01")
    assert after["completeness"]["reason"].startswith("Организация действовала по 30.06.2020;")


async def test_the_operation_of_researchers(spread_engine: Engine) -> None:
    data = await response_data(spread_engine, operation("research/ego-network"), {"orgId": "S1"})
    found = data["organisation"]["network"]
    assert [each["id"] for each in found["nodes"]][:2] == ["Organisation:S1", "Organisation:S2"]
    assert {each["kind"] for each in found["links"]} == {"PARTNERSHIP", "PROJECT"}
    assert found["nodes"][0]["region"] == {"id": "Region:72", "code": "72"}
