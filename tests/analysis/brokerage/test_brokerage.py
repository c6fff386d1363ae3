"""Brokerage, structural holes, mixing and communities agree with known figures, networkx, igraph and definitions."""

from __future__ import annotations

import math

import igraph
import networkx
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.brokerage.communities import communities, components
from analysis.brokerage.mixing import links_between, mixing
from analysis.brokerage.pairs import Integers, LinkedPairs
from analysis.brokerage.roles import Brokerages, BrokerRole
from analysis.brokerage.structural_holes import StructuralHoles
from analysis.brokerage.triangles import TOGETHER, triangles
from tests.analysis.brokerage.naive import GroupedNetwork, naive_brokerage, networks
from tests.profiles import examples

CLUBS = networkx.get_node_attributes(networkx.karate_club_graph(), "club")
KARATE = GroupedNetwork(
    [(one, other, True) for one, other in networkx.karate_club_graph().edges],
    [int(CLUBS[each] != "Mr. Hi") for each in range(34)],
)
PARTS = st.sampled_from([1, 3, TOGETHER])


def brokerage(pairs: LinkedPairs, groups: Integers, together: int = TOGETHER) -> Integers:
    """Return the number of brokerages of each node in each role."""
    roles = Brokerages(pairs, groups)
    for found in triangles(pairs, together):
        roles.subtract(found)
    return roles.counts


def structural_holes(pairs: LinkedPairs, together: int = TOGETHER) -> StructuralHoles:
    """Return the structural holes of a network."""
    holes = StructuralHoles(pairs)
    for found in triangles(pairs, together):
        holes.add(found)
    return holes


def test_the_karate_club_has_the_brokerage_totals_of_the_r_package_sna() -> None:
    counts = brokerage(KARATE.pairs(), KARATE.group_numbers())
    totals = dict(zip(BrokerRole, counts.sum(axis=0).tolist(), strict=True))
    assert totals == {
        BrokerRole.COORDINATOR: 510,
        BrokerRole.ITINERANT: 20,
        BrokerRole.GATEKEEPER: 128,
        BrokerRole.REPRESENTATIVE: 128,
        BrokerRole.LIAISON: 0,
    }


def test_the_leaders_of_the_karate_club_have_the_published_constraint() -> None:
    found = structural_holes(KARATE.pairs())
    assert found.constraint()[[0, 33]] == pytest.approx([0.155423, 0.156419], abs=1e-6)


def test_constraint_agrees_with_igraph_on_the_karate_club() -> None:
    graph = igraph.Graph(34, [link[:2] for link in KARATE.links])
    assert structural_holes(KARATE.pairs()).constraint() == pytest.approx(graph.constraint())


def test_the_karate_club_has_the_published_mixing_of_its_clubs() -> None:
    found = mixing(KARATE.pairs(), KARATE.group_numbers())
    assert found.assortativity == pytest.approx(0.717531, abs=1e-6)
    assert found.e_i_index == pytest.approx(-0.717949, abs=1e-6)


# the nodes of one group have only incoming links, or only outgoing ones
@example(GroupedNetwork([(0, 1, False), (1, 2, False), (1, 3, False), (3, 0, False)], [2, 0, 1, 0]), TOGETHER)
@example(GroupedNetwork([(0, 1, False), (1, 2, False), (3, 1, False)], [0, 1, 3, 0]), TOGETHER)
@examples(200)
@given(networks(), PARTS)
def test_roles_agree_with_their_definition(network: GroupedNetwork, together: int) -> None:
    assert brokerage(network.pairs(), network.group_numbers(), together).tolist() == naive_brokerage(network)


@examples(100)
@given(networks(), PARTS)
def test_constraint_and_effective_size_agree_with_networkx(network: GroupedNetwork, together: int) -> None:
    graph = network.graph().to_undirected()
    found = structural_holes(network.pairs(), together)
    for values, expected in (
        (found.constraint(), networkx.constraint(graph)),
        (found.effective_size(), networkx.effective_size(graph)),
    ):
        assert dict(enumerate(values.tolist())) == pytest.approx(expected, nan_ok=True)


@examples(50)
@given(networks(), PARTS)
def test_every_triangle_is_found_once(network: GroupedNetwork, together: int) -> None:
    pairs = network.pairs()
    found = list(triangles(pairs, together))
    nodes = [frozenset(each) for part in found for each in part.nodes.tolist()]
    cliques = networkx.enumerate_all_cliques(network.graph().to_undirected())
    assert sorted(map(sorted, nodes)) == sorted(sorted(each) for each in cliques if len(each) == 3)
    for part in found:
        for column in range(3):
            one, other = (part.nodes[:, each] for each in sorted({0, 1, 2} - {column}))
            assert pairs.low[part.opposite[:, column]].tolist() == np.minimum(one, other).tolist()
            assert pairs.high[part.opposite[:, column]].tolist() == np.maximum(one, other).tolist()


@examples(50)
@given(networks())
def test_mixing_agrees_with_networkx(network: GroupedNetwork) -> None:
    graph = network.graph().to_undirected()
    networkx.set_node_attributes(graph, dict(enumerate(network.groups)), "group")
    found = mixing(network.pairs(), network.group_numbers())
    assert found.within + found.between == graph.number_of_edges()
    if found.assortativity is None:
        linked = {network.groups[each] for each in graph if graph.degree(each)}
        assert len(linked) <= 1
    else:
        expected = networkx.attribute_assortativity_coefficient(graph, "group")
        assert found.assortativity == pytest.approx(expected)


@examples(50)
@given(networks())
def test_links_between_groups_count_pairs_of_nodes(network: GroupedNetwork) -> None:
    graph, counts = network.graph().to_undirected(), np.zeros((3, 3), dtype=int)
    for one, other in graph.edges:
        ends = network.groups[one], network.groups[other]
        for place in {ends, ends[::-1]}:
            counts[place] += 1
    assert links_between(network.pairs(), network.group_numbers(), 3).tolist() == counts.tolist()


@examples(50)
@given(networks())
def test_components_agree_with_networkx(network: GroupedNetwork) -> None:
    found = components(network.pairs())
    expected = {frozenset(each) for each in networkx.weakly_connected_components(network.graph())}
    assert {frozenset(np.flatnonzero(found.parts == part).tolist()) for part in range(len(found.sizes))} == expected
    assert found.sizes.tolist() == sorted(map(len, expected), reverse=True)


def test_communities_have_the_modularity_of_their_division() -> None:
    found = communities(KARATE.pairs(), seed=1)
    groups = [set(np.flatnonzero(found.parts.parts == each).tolist()) for each in range(4)]
    graph = KARATE.graph().to_undirected()
    assert found.modularity == pytest.approx(networkx.community.modularity(graph, groups))
    # the largest modularity of the karate club (Brandes et al. 2008, "On Modularity Clustering")
    assert found.modularity == pytest.approx(0.419790, abs=1e-6)


def test_communities_are_the_same_for_the_same_seed() -> None:
    first, second = (communities(KARATE.pairs(), seed=7) for _ in range(2))
    assert first.parts.parts.tolist() == second.parts.parts.tolist()


def test_a_network_without_links_has_no_modularity() -> None:
    nothing = GroupedNetwork([], [0, 1])
    assert communities(nothing.pairs(), seed=1).modularity is None
    assert components(nothing.pairs()).sizes.tolist() == [1, 1]


def test_a_node_without_neighbours_has_no_constraint() -> None:
    found = structural_holes(GroupedNetwork([(0, 1, True)], [0, 0, 0]).pairs())
    assert found.constraint().tolist()[:2] == [1.0, 1.0]
    assert math.isnan(found.constraint()[2])
    assert math.isnan(found.effective_size()[2])


def test_an_organisation_with_thousands_of_links_is_counted_exactly() -> None:
    hub = GroupedNetwork([(0, each, True) for each in range(1, 5001)], [0] + [1] * 2500 + [2] * 2500)
    counts = brokerage(hub.pairs(), hub.group_numbers())[0]
    assert counts[BrokerRole.ITINERANT] == 2 * 2500 * 2499
    assert counts[BrokerRole.LIAISON] == 2 * 2500 * 2500
