"""Ego networks agree with a breadth-first search of networkx, and report omitted organisations."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ego_networks.network import EgoNetwork, ego_network, node_records
from analysis.ego_networks.surroundings import UNDIRECTED, EgoRequest, links_between, surroundings_of
from analysis.ties.country_links import LINKED, CountryLinks
from analysis.ties.links import RANK, GraphLink
from analysis.vocabulary import Language, LinkKind
from tests.analysis.countries_of_links import FOREVER, Life, LinkRecord, countries, country_of, identifier

DAY = 3
PARTNERSHIP, PROJECT, ADOPTION, UNIT = LinkKind.PARTNERSHIP, LinkKind.PROJECT, LinkKind.ADOPTION, LinkKind.UNIT
KINDS = st.lists(st.sampled_from(LINKED), min_size=1, unique=True).map(tuple) | st.just(LINKED)


def network_of(country: CountryLinks, depth: int = 2, through: Any = LINKED, first: int = 100) -> EgoNetwork:
    """Return the network around the organisation 0 on `DAY`."""
    request = EgoRequest(identifier(0), depth, through, date.fromordinal(DAY), first)
    around = surroundings_of(country, request)
    links = links_between(country, request, around.chosen)
    return ego_network(country, request, around, links, {each: f"Adoption:{each}" for each in node_records(links)})


def held(lives: list[Life], records: list[LinkRecord], through: Any) -> list[LinkRecord]:
    """Return the records that hold on the day between organisations that exist on it, or the organisation 0."""
    existing = {number for number, (first, last) in enumerate(lives) if first <= DAY <= last} | {0}
    return [
        each
        for each in records
        if each.kind in through and each.since <= DAY <= each.until and {each.one, each.other} <= existing
    ]


def key(record: LinkRecord) -> tuple[LinkKind, int, int]:
    """Return what one link of the network joins."""
    ends = sorted(record[1:3]) if record.kind in UNDIRECTED else record[1:3]
    return record.kind, int(ends[0]), int(ends[1])


def expected_order(records: list[LinkRecord], depth: int) -> list[int]:
    """Return the organisations in the promised order, from the distances of networkx."""
    graph = nx.Graph([each[1:3] for each in records])
    graph.add_node(0)
    distances = nx.single_source_shortest_path_length(graph, 0, depth)
    inward: dict[int, list[float]] = defaultdict(list)
    for each in records:
        for near, far in (each[1:3], each[2:0:-1]):
            if near in distances and far in distances and distances[far] == distances[near] + 1:
                inward[far].append(each.since)
    return sorted(
        distances, key=lambda each: (distances[each], -len(inward[each]), -max(inward[each], default=FOREVER), each)
    )


@given(countries(), st.integers(1, 3), KINDS, st.integers(1, 12))
def test_the_network_is_that_of_a_breadth_first_search(drawn: Any, depth: int, through: Any, first: int) -> None:
    lives, records = drawn
    found, records = network_of(country_of(lives, records), depth, through, first), held(lives, records, through)
    expected = expected_order(records, depth)
    assert [*found.nodes] == [identifier(each) for each in expected[: first + 1]]
    assert found.completeness.truncated == (len(expected) > first + 1)


@given(countries(), KINDS, st.integers(1, 12))
def test_links_are_all_those_between_the_shown_organisations(drawn: Any, through: Any, first: int) -> None:
    lives, records = drawn
    found = network_of(country_of(lives, records), 2, through, first)
    groups: dict[Any, list[LinkRecord]] = defaultdict(list)
    for each in held(lives, records, through):
        if identifier(each.one) in found.nodes and identifier(each.other) in found.nodes:
            groups[key(each)].append(each)
    expected = {linked(named, group) for named, group in groups.items()}
    assert len(found.links) == len(expected)
    assert set(found.links) == expected


def linked(joined: tuple[LinkKind, int, int], group: list[LinkRecord]) -> GraphLink:
    """Return the link that represents some records."""
    kind, one, other = joined
    since, until = min(each.since for each in group), max(each.until for each in group)
    newest = min(each.record for each in group if each.since == max(some.since for some in group))
    named = f"Adoption:{newest}" if RANK[kind] >= RANK[PROJECT] else f"DataSource:{'ABC'[newest]}"
    return GraphLink(
        kind,
        identifier(one),
        identifier(other),
        named,
        since=None if since == -FOREVER else date.fromordinal(int(since)),
        until=None if until == FOREVER else date.fromordinal(int(until)),
        weight=float(len(group)),
    )


@given(countries(), st.integers(1, 12))
def test_a_cut_network_is_connected(drawn: Any, first: int) -> None:
    found = network_of(country_of(*drawn), 3, LINKED, first)
    graph = nx.Graph([(each.source, each.target) for each in found.links])
    graph.add_nodes_from(found.nodes)
    assert nx.is_connected(graph)


@given(countries())
def test_positions_are_those_of_networkx(drawn: Any) -> None:
    found = network_of(country_of(*drawn), 3)
    graph = nx.Graph()
    graph.add_nodes_from(found.nodes)
    graph.add_edges_from((each.source, each.target) for each in found.links)
    betweenness = nx.betweenness_centrality(graph, normalized=False)
    ranks = nx.pagerank(graph, tol=1e-12, max_iter=1000)
    distances = nx.single_source_shortest_path_length(graph, identifier(0))
    assert [each.organisation for each in found.positions] == [*found.nodes]
    for each in found.positions:
        assert (each.degree, each.distance) == (graph.degree[each.organisation], distances[each.organisation])
        assert each.betweenness == pytest.approx(betweenness[each.organisation], abs=1e-9)
        assert each.page_rank == pytest.approx(ranks[each.organisation], abs=1e-6)


def test_communities_are_the_two_groups_that_one_link_joins_the_largest_first() -> None:
    small, large = [0, 1, 2, 3], [4, 5, 6, 7, 8]
    pairs = [(one, other) for group in (small, large) for one in group for other in group if one < other]
    found = network_of(country_of([Life()] * 9, [LinkRecord(PARTNERSHIP, *each) for each in [*pairs, (3, 4)]]), 3)
    communities = {each.organisation: each.community for each in found.positions}
    assert communities == {identifier(each): 2 if each in small else 1 for each in range(9)}
    again = [each.community for each in network_of(country_of([Life()] * 9, [])).positions]
    assert again == [1]


def star(*leaves: tuple[int, float]) -> list[LinkRecord]:
    """Return adoptions of a practice of the organisation 0: the adopter and the first day of each."""
    return [LinkRecord(ADOPTION, 0, leaf, since) for leaf, since in leaves]


def test_more_records_come_before_newer_ones_and_newer_ones_before_older() -> None:
    found = network_of(country_of([Life()] * 6, star((1, 1), (2, 3), (3, 1), (3, 1), (4, -FOREVER), (5, 3))))
    assert [*found.nodes] == [identifier(each) for each in (0, 3, 2, 5, 1, 4)]


def test_the_answer_says_how_many_organisations_of_each_distance_are_shown() -> None:
    far = [LinkRecord(PARTNERSHIP, 1, each) for each in (4, 5, 6)]
    found = network_of(country_of([Life()] * 7, [*star((1, 1), (2, 1), (3, 1)), *far]), first=4)
    assert [*found.nodes] == [identifier(each) for each in (0, 1, 2, 3, 4)]
    assert found.completeness.truncated
    assert str(found.completeness.reason(Language.EN)).endswith(
        "Not all organisations around are shown, but 4 of 6: at distance 1 - 3 of 3; at distance 2 - 1 of 3. Nearer "
        "organisations are shown first, then those linked by more records. Increase first (up to 1000) or select fewer "
        "kinds of links (through)."
    )
    assert "4 из 6: на расстоянии 1 - 3 из 3; на расстоянии 2 - 1 из 3." in str(found.completeness.reason())


def test_a_whole_network_is_complete() -> None:
    completeness = network_of(country_of([Life()] * 3, star((1, 1), (2, 1))), through=(ADOPTION,)).completeness
    assert (completeness.complete, completeness.reason(Language.EN)) == (True, None)


def test_an_organisation_without_links_is_alone_with_a_note() -> None:
    found = network_of(country_of([Life()] * 2, [LinkRecord(PARTNERSHIP, 0, 1, until=2)]), through=(PARTNERSHIP,))
    assert (found.nodes, found.links) == ((identifier(0),), ())
    assert found.completeness.complete
    assert found.completeness.reason(Language.EN) == (
        "The organisation has no links of the selected kinds on 0001-01-03."
    )


def test_an_ended_organisation_keeps_its_open_links_with_a_note() -> None:
    found = network_of(country_of([Life(last=2), Life()], star((1, 1))), through=(ADOPTION,))
    assert len(found.nodes) == 2
    assert str(found.completeness.reason(Language.EN)).startswith(
        "The organisation existed until 0001-01-02; its links"
    )
    assert str(found.completeness.reason()).startswith("Организация действовала по 02.01.")


def test_an_organisation_that_is_founded_later_has_a_note() -> None:
    found = network_of(country_of([Life(first=5)], []), through=(ADOPTION,))
    assert "On 0001-01-03 the organisation did not exist yet: it exists from 0001-01-05." in str(
        found.completeness.reason(Language.EN)
    )


def test_links_without_a_first_day_are_counted_in_a_note() -> None:
    found = network_of(country_of([Life()] * 2, star((1, -FOREVER))), through=(ADOPTION,))
    assert found.links[0].since is None
    assert found.completeness.reason(Language.EN) == (
        "The first day of 1 link is not known: such links hold until their last day."
    )


def test_large_projects_and_kinds_without_links_are_gaps() -> None:
    found = network_of(country_of([Life()] * 2, star((1, 1)), 2), through=(ADOPTION, PROJECT, UNIT))
    assert not found.completeness.complete
    assert found.completeness.reason(Language.EN) == (
        "The graph holds no links of these kinds: PROJECT, UNIT. "
        "2 projects with more than 300 participants are not counted as a link."
    )
