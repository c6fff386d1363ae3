"""Tests that answers of different shapes are compared by their values."""

from typing import Any

from benchmarks.answers.agreement import merged_hits, only_value, plain, same_length, same_profile, same_steps
from benchmarks.answers.comparing import different


def test_connections_and_lists_of_nodes_are_the_same_answer() -> None:
    ours = {
        "regions": {"totalCount": 1, "nodes": [{"__typename": "Region", "id": "a"}], "pageInfo": {"endCursor": "x"}}
    }
    peer = {"regions": {"totalCount": 1, "edges": [{"cursor": "y", "node": {"id": "a"}}]}}
    assert only_value(plain(ours)) == only_value(plain(peer)) == {"totalCount": 1, "list": [{"id": "a"}]}


def test_a_list_of_one_where_there_is_at_most_one_is_that_one() -> None:
    assert plain({"region": [{"id": "a"}], "author": []}) == {"region": {"id": "a"}, "author": None}


def test_what_belongs_to_a_relation_stands_beside_its_node() -> None:
    ours = {"edges": [{"position": "T", "node": {"id": "a"}}]}
    peer = {"edges": [{"properties": {"position": "T"}, "node": {"id": "a"}}]}
    assert plain(ours) == plain(peer) == [{"id": "a", "position": "T"}]


def test_counts_of_regions_are_no_single_region() -> None:
    counts = [{"value": "16", "label": "A", "count": 2}, {"value": "77", "label": "B", "count": 1}]
    assert plain({"facets": {"region": counts}}) == {"facets": {"region": counts}}


def test_other_values_are_named_by_their_place() -> None:
    found = different({"list": [{"id": "a"}, {"id": "b"}]}, {"list": [{"id": "a"}, {"id": "c"}]})
    assert found == "at .list[1].id b, other c"


def test_searches_by_kind_are_merged_in_the_order_of_scores() -> None:
    hits = {
        "one": {"totalCount": 2, "list": [hit("a", 3), hit("c", 1)]},
        "two": {"totalCount": 1, "list": [hit("b", 2)]},
    }
    assert [each["id"] for each in merged_hits(hits)["list"]] == ["a", "b", "c"]
    assert merged_hits(hits)["totalCount"] == 3


def hit(identifier: str, score: float) -> dict[str, Any]:
    return {"id": identifier, "score": score * 1e9}


def test_a_step_must_come_from_a_source_of_its_adoption() -> None:
    adoption = {"id": "b", "startedOn": None, "stage": "S", "organisation": {"id": "o"}}
    known = [{**adoption, "learnedFrom": [{"certainty": "DECLARED", "adoption": {"id": "a"}}]}]
    assert same_steps([{**adoption, "parent": "a"}], known)
    assert not same_steps([{**adoption, "parent": "x"}], known)
    assert not same_steps([], known)


def test_one_of_several_shortest_paths_is_enough() -> None:
    paths = [{"length": 2, "list": [{"id": each} for each in path]} for path in ("abd", "acd", "abx")]
    assert same_length({"paths": [paths[0]]}, paths[1])
    assert not same_length({"paths": [paths[0]]}, paths[2])
    assert not same_length({"paths": []}, paths[0])


def test_withheld_numbers_are_not_compared_but_shown_ones_are() -> None:
    floor = [{"competence": {"id": each}, "people": people} for each, people in (("a", 20), ("b", 2))]
    shown: list[dict[str, Any]] = [
        {"competence": {"id": "a"}, "people": 20},
        {"competence": {"id": "b"}, "people": None},
    ]
    assert same_profile({"deficitProfile": {"competences": shown}}, floor)
    shown[0]["people"] = 35
    assert not same_profile({"deficitProfile": {"competences": shown}}, floor)
