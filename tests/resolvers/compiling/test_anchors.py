"""Tests that a statement starts at the filter condition with the fewest nodes by the counts of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from graph_model.database.graph_counts import GraphCounts, counts_of
from graph_model.declarations import Filter, Node
from graph_model.kinds.adoptions import Adoption
from graph_model.kinds.organisations import Organisation
from graph_model.kinds.people import Person
from graph_model.kinds.practices import Practice
from graph_model.read_tree import Anchored, EveryNode
from resolvers.compiling.anchors import Anchors, Start
from resolvers.compiling.filters import filter_of

COUNTS = GraphCounts(
    nodes={
        "Region": 90,
        "Organisation": 40_000,
        "Person": 1_000_000,
        "Practice": 20_000,
        "Theme": 60,
        "Adoption": 280_000,
    },
    relations={
        ("", "LOCATED_IN", "Region"): 40_000,
        ("Organisation", "LOCATED_IN", ""): 80_000,
        ("", "BELONGS_TO", "Region"): 1_000_000,
        ("Person", "BELONGS_TO", ""): 1_000_000,
        ("", "AUTHORED_BY", "Organisation"): 20_000,
        ("Practice", "AUTHORED_BY", ""): 20_000,
        ("", "ABOUT", "Theme"): 60_000,
        ("Practice", "ABOUT", ""): 60_000,
        ("Adoption", "BY", ""): 280_000,
        ("", "BY", "Organisation"): 290_000,
    },
    values={("Organisation", "kind"): 20},
    known=True,
)
REGION = {"region": {"code": {"eq": "75"}}}


def start(kind: type[Node], where: Mapping[str, object], in_order: bool = False, counts: GraphCounts = COUNTS) -> Start:
    return Anchors(counts).start(kind, given(kind, where), in_order)


def given(kind: type[Node], where: Mapping[str, object]) -> Filter:
    found = filter_of(kind, where)
    assert found is not None
    return found


def path_of(found: Start) -> list[str]:
    return [each.navigation.name for each in found.source.steps] if isinstance(found.source, Anchored) else []


def test_a_unique_key_behind_a_way_is_the_start() -> None:
    found = start(Person, REGION)
    assert path_of(found) == ["region"]
    assert found.found == pytest.approx(1_000_000 / 90)


def test_a_key_behind_two_ways_is_the_start() -> None:
    found = start(Adoption, {"organisation": REGION})
    assert path_of(found) == ["organisation", "region"]
    assert found.found == pytest.approx(40_000 / 90 * 280_000 / 40_000)


def test_of_several_keys_the_one_that_finds_fewest_is_the_start() -> None:
    by_both = {"themes": {"some": {"code": {"eq": "T"}}}, "author": REGION}
    assert path_of(start(Practice, by_both)) == ["author", "region"]
    rare = replace(COUNTS, relations={**COUNTS.relations, ("Practice", "ABOUT", ""): 60})
    assert path_of(start(Practice, by_both, counts=rare)) == ["themes"]


@pytest.mark.parametrize(
    "where",
    [
        {"region": {"code": {"contains": "7"}}},
        {"region": {"population": {"eq": 7}}},
        {"not": REGION},
        {"or": [REGION, {"city": {"eq": "Чита"}}]},
        {"units": {"none": {"id": {"eq": "x"}}}},
        {"units": {"every": {"id": {"eq": "x"}}}},
        {"sources": {"some": {"id": {"eq": "x"}}}},
    ],
    ids=str,
)
def test_what_names_no_nodes_that_must_be_there_is_no_start(where: Mapping[str, object]) -> None:
    assert isinstance(start(Organisation, where).source, EveryNode)


def test_a_list_that_names_its_own_nodes_is_not_started_elsewhere() -> None:
    assert isinstance(start(Organisation, {"id": {"eq": "Organisation:1"}, **REGION}).source, EveryNode)


def test_a_key_that_most_nodes_share_is_no_start() -> None:
    few_regions = replace(COUNTS, nodes={**COUNTS.nodes, "Region": 1})
    assert isinstance(start(Organisation, REGION, in_order=True, counts=few_regions).source, EveryNode)


def test_a_page_near_the_start_of_an_index_stays_in_its_order() -> None:
    by_kind = {"organisation": {"kind": {"eq": "SCHOOL"}}}
    assert isinstance(start(Adoption, by_kind, in_order=True).source, EveryNode)
    assert path_of(start(Adoption, by_kind)) == ["organisation"]


def test_a_choice_stays_until_another_is_four_times_better() -> None:
    both = given(Practice, {"themes": {"some": {"code": {"eq": "T"}}}, "author": REGION})
    anchors = Anchors(COUNTS)
    assert path_of(anchors.start(Practice, both, False)) == ["author", "region"]
    for about, changed, expected in (
        (12_000, False, ["author", "region"]),
        (6_000, True, ["themes"]),
        (60_000, False, ["themes"]),
    ):
        counts = replace(COUNTS, relations={**COUNTS.relations, ("Practice", "ABOUT", ""): about})
        assert anchors.renew(counts) == changed
        assert path_of(anchors.start(Practice, both, False)) == expected


def test_plans_are_made_again_where_a_kind_has_clearly_grown() -> None:
    anchors = Anchors(COUNTS)
    for people, again in ((2_000_000, False), (3_900_000, False), (4_100_000, True), (4_100_000, False)):
        assert anchors.renew(replace(COUNTS, nodes={**COUNTS.nodes, "Person": people})) == again


def test_plans_that_were_made_before_the_counts_were_known_are_made_again() -> None:
    assert Anchors().renew(COUNTS)


def test_a_key_starts_a_list_where_the_counts_are_not_known() -> None:
    assert path_of(start(Organisation, REGION, counts=GraphCounts())) == ["region"]


def test_the_counts_are_read_off_what_the_database_keeps() -> None:
    counts = counts_of(
        {
            "nodes": [{"count": 7}, {"label": "Region", "count": 3}],
            "relationships": [
                {"count": 9},
                {"relationshipType": "LOCATED_IN", "count": 6},
                {"relationshipType": "LOCATED_IN", "endLabel": "Region", "count": 5},
            ],
            "indexes": [
                {"indexType": "LOOKUP", "labels": [], "properties": [], "estimatedUniqueSize": 0},
                {"indexType": "RANGE", "labels": ["Region"], "properties": ["name"], "estimatedUniqueSize": 2},
            ],
        },
        4,
    )
    assert (counts.nodes, counts.values, counts.data_version) == ({"Region": 3}, {("Region", "name"): 2}, 4)
    assert counts.relations == {("", "LOCATED_IN", ""): 6, ("", "LOCATED_IN", "Region"): 5}
