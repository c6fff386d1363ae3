"""Tests of export selections: kinds, relations, a region, the neighbourhood of a node, a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import networkx
import pytest

from exchange.exporting.members import Members, chunks
from exchange.exporting.region import BELONGING, REGION, outside
from exchange.exporting.selection import ExportError, select
from exchange.exporting.statements import page_of
from exchange.table_forms import UnknownTableError, tables
from graph_model.database.driver import Database
from graph_model.model import kinds
from tests.exchange.exporting import exported, files_in
from tests.exchange.stored import StoredGraph, kind_of


async def graph(database: Database, folder: Path, **chosen: Any) -> networkx.MultiDiGraph:
    """Return the selection as a graph of another program."""
    await exported(database, folder / "part.graphml", **chosen)
    part = networkx.read_graphml(folder / "part.graphml", force_multigraph=True)
    relations = networkx.MultiDiGraph()
    relations.add_nodes_from(part.nodes(data=True))
    written: dict[int, tuple[str, str, dict[str, Any]]] = {}
    for start, end, values in part.edges(data=True):
        # of the two edges of a symmetric relation, the first has the stored direction
        written.setdefault(values["relationId"], (start, end, values))
    relations.add_edges_from(written.values())
    return relations


async def test_kinds_come_with_the_relations_between_them(
    everything: Database, stored: StoredGraph, tmp_path: Path
) -> None:
    found = await graph(everything, tmp_path, kinds=["Organisation", "Region"])
    expected = stored.open().living().only(lambda each: kind_of(each) in {"Organisation", "Region"})
    assert set(found.nodes) == expected.nodes.keys()
    assert sorted(found.edges()) == sorted((each.start, each.end) for each in expected.links)


async def test_relations_come_with_the_kinds_that_they_link(
    everything: Database, stored: StoredGraph, tmp_path: Path
) -> None:
    found = await graph(everything, tmp_path, relations=["Practice ABOUT Theme"])
    expected = stored.open().living().only(lambda each: kind_of(each) in {"Practice", "Theme"})
    assert set(found.nodes) == expected.nodes.keys()
    assert {each["type"] for _, _, each in found.edges(data=True)} == {"ABOUT"}


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"kinds": ["Practise"]}, "Practise"),
        ({"kinds": ["Practice ABOUT Theme"]}, "is a relation, not a kind"),
        ({"relations": ["Theme"]}, "is a kind; a relation is named with its ends"),
        ({"kinds": ["Theme"], "relations": ["Practice ABOUT Theme"]}, "add the kind Practice"),
        ({"kinds": ["System"], "region": "16"}, "No node of the kind System belongs to a region"),
    ],
)
def test_a_word_that_names_nothing_is_answered_in_a_sentence(chosen: dict[str, Any], sentence: str) -> None:
    with pytest.raises((ExportError, UnknownTableError), match=sentence):
        select(**chosen)


async def test_a_region_that_is_not_there_is_answered_with_those_that_are(everything: Database, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no region with that code; the codes are code-0, code-1"):
        await graph(everything, tmp_path, region="99")
    assert not files_in(tmp_path)


async def test_a_region_holds_what_its_ways_lead_from(
    everything: Database, stored: StoredGraph, tmp_path: Path
) -> None:
    found = await graph(everything, tmp_path, region="code-1")
    expected = belonging(stored.open().living(), "Region:code-1")
    assert set(found.nodes) == set().union(*expected.values())
    assert len({kind_of(each) for each in found.nodes}) > 15, "the test graph has data of most kinds"


def belonging(stored: StoredGraph, region: str) -> Members:
    """Return the nodes that belong to a region, found by following every link of each way."""
    held: Members = defaultdict(set, {REGION: {region}})
    for name, names in BELONGING.items():
        for navigation in names:
            hop = kinds()[name].navigations()[navigation].hops[0]
            for link in stored.links:
                near, far = (link.end, link.start) if hop.direction == "in" else (link.start, link.end)
                if link.type == hop.relation.type and kind_of(near) == name and far in held[hop.kind]:
                    held[name].add(near)
    return held


def test_every_kind_belongs_to_regions_or_is_known_to_belong_to_none() -> None:
    books = {"DataSource", "DataState", "LogEntry", "AwaitedLink"}
    country = {"System", "Rule", "RuleCheck", "IndicatorRun", "IndicatorCount", "Position", "Identity", "FittedModel"}
    remedy = "add the kind to BELONGING in exchange/exporting/region.py, or, if no region has nodes of it, to `country`"
    assert outside() - books == country, remedy


def test_ways_to_a_region_have_one_hop_and_lead_to_what_stands_before() -> None:
    settled = {REGION}
    for name, names in BELONGING.items():
        for navigation in map(kinds()[name].navigations().__getitem__, names):
            assert len(navigation.hops) == 1
            assert navigation.hops[0].kind in settled
        settled.add(name)


def partner(stored: StoredGraph) -> str:
    """Return an organisation that has partners."""
    return next(each.start for each in stored.links if each.type == "PARTNER_OF")


@pytest.mark.parametrize("depth", [0, 1, 2])
async def test_around_a_node_lies_what_so_many_steps_reach(
    everything: Database, stored: StoredGraph, tmp_path: Path, depth: int
) -> None:
    centre = partner(stored)
    full_graph = networkx.MultiGraph((each.start, each.end) for each in stored.open().living().links)
    found = await graph(everything, tmp_path, around=centre, depth=depth)
    expected = networkx.ego_graph(full_graph, centre, depth)
    assert set(found.nodes) == set(expected.nodes)
    assert found.number_of_edges() == expected.number_of_edges()


async def test_steps_go_along_the_chosen_relations_alone(
    everything: Database, stored: StoredGraph, tmp_path: Path
) -> None:
    partners, centre = "Organisation PARTNER_OF Organisation", partner(stored)
    found = await graph(everything, tmp_path, relations=[partners], around=centre, depth=9)
    full_graph = networkx.Graph((each.start, each.end) for each in stored.links if each.type == "PARTNER_OF")
    assert set(found.nodes) == networkx.node_connected_component(full_graph, centre)


async def test_around_within_a_region_both_limits_hold(
    everything: Database, stored: StoredGraph, tmp_path: Path
) -> None:
    open_ = stored.open().living()
    within = set().union(*belonging(open_, "Region:code-1").values())
    start = next(each for each in sorted(within) if each.startswith("Organisation:"))
    found = await graph(everything, tmp_path, region="code-1", around=start, depth=2)
    full_graph = networkx.MultiGraph((each.start, each.end) for each in open_.only(within.__contains__).links)
    assert set(found.nodes) == set(networkx.ego_graph(full_graph, start, 2).nodes)


@pytest.mark.parametrize("centre", ["Organisation:nowhere", "nonsense", "DataState:state", ""])
async def test_a_node_that_is_not_there_is_answered_in_a_sentence(
    everything: Database, tmp_path: Path, centre: str
) -> None:
    with pytest.raises(ExportError, match="not among the exported nodes"):
        await graph(everything, tmp_path, around=centre or "?")


async def test_as_of_a_day_only_relations_that_hold_are_there(
    everything: Database, stored: StoredGraph, tmp_path: Path
) -> None:
    found = await graph(everything, tmp_path, kinds=["Organisation"], as_of=date(2024, 2, 28))
    day = "2024-02-28"
    expected = [
        (each.start, each.end)
        for each in stored.only(lambda each: kind_of(each) == "Organisation").links
        if each.values.get("since", day) <= day <= each.values.get("until", day)
    ]
    assert sorted(found.edges()) == sorted(expected)
    assert set(found.nodes) == {each for each in stored.nodes if kind_of(each) == "Organisation"}


def test_pages_are_sought_by_id_so_that_none_costs_more_than_the_first() -> None:
    statement = page_of(tables()["Person WORKS_AT Organisation"], select())
    assert "start.id > $after" in statement.text
    assert statement.text.endswith("ORDER BY start.id LIMIT $size")


def test_chunks_hold_every_item_once() -> None:
    assert [*chunks("abcde", 2)] == [["a", "b"], ["c", "d"], ["e"]]
