"""Tests of the network of brokers, of their order, and of groups without a link."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.brokerage.missing_links import BridgeSearch, UnlinkedGroups, unlinked_groups
from analysis.brokerage.pairs import Floats
from analysis.brokerage.ranking import Broker, completeness_of, method_of, network_figures
from analysis.ties.country_links import LINKED, CountryLinks
from analysis.vocabulary import Language, LinkKind
from graph_model.terms import BrokerGrouping
from tests.analysis.brokerage.countries import DAY, country, scoped
from tests.analysis.brokerage.naive import GroupedNetwork, networks
from tests.profiles import examples

# h links a and b of region 01 with c of region 02 and d of region 03
AROUND_HUB = {LinkKind.PARTNERSHIP: [("h", "a"), ("h", "b"), ("c", "h"), ("d", "h")]}
REGIONS = {"a": "01", "b": "01", "c": "02", "d": "03", "h": "01"}


def stored(found: CountryLinks) -> CountryLinks:
    """Return a country in which a link of each kind is stored."""
    return replace(found, links=country(REGIONS, {kind: [("a", "b")] for kind in LINKED}).links)


def brokers(found: CountryLinks, between: BrokerGrouping = BrokerGrouping.REGIONS, *through: LinkKind) -> list[Broker]:
    network = scoped(found, between, through or (LinkKind.PARTNERSHIP, LinkKind.PROJECT))
    return list(network_figures(network).brokers(found.organisations.ids))


def test_a_hub_is_a_broker_in_every_role_that_its_partners_give_it() -> None:
    (hub,) = brokers(country(REGIONS, AROUND_HUB))
    assert hub == Broker(
        "Organisation:h", 2, 0, 4, 4, 2, between_groups=10, total=12, constraint=0.25, effective_size=4
    )


def test_a_pair_with_a_link_of_its_own_needs_no_broker() -> None:
    links = {LinkKind.PARTNERSHIP: [("h", "a"), ("h", "c")], LinkKind.PROJECT: [("a", "c")]}
    assert brokers(country(REGIONS, links)) == []


def test_a_link_of_two_kinds_counts_once() -> None:
    twice = {**AROUND_HUB, LinkKind.PROJECT: [("a", "h"), ("h", "c")]}
    assert brokers(country(REGIONS, twice)) == brokers(country(REGIONS, AROUND_HUB))


def test_a_practice_passes_only_from_its_author_to_its_adopter() -> None:
    links = {LinkKind.ADOPTION: [("a", "h"), ("h", "c")]}
    (hub,) = brokers(country(REGIONS, links), BrokerGrouping.REGIONS, LinkKind.ADOPTION)
    assert (hub.representative, hub.gatekeeper, hub.total) == (1, 0, 1)


def test_an_organisation_that_has_ended_is_no_broker_and_has_no_broker() -> None:
    before = DAY - timedelta(days=1)
    assert brokers(country(REGIONS, AROUND_HUB, last_days={"h": before})) == []
    (hub,) = brokers(country(REGIONS, AROUND_HUB, last_days={"c": before}))
    assert hub.total == 6
    assert brokers(country(REGIONS, AROUND_HUB, last_days={"c": DAY})) == brokers(country(REGIONS, AROUND_HUB))


def test_a_link_that_has_ended_does_not_count() -> None:
    (hub,) = brokers(country(REGIONS, AROUND_HUB, ended={("c", "h"): date(2026, 5, 31)}))
    assert hub.total == 6


def test_an_organisation_without_a_region_is_left_out_and_reported() -> None:
    found = country({**REGIONS, "c": None}, AROUND_HUB)
    (hub,) = brokers(found)
    assert hub.total == 6
    result = completeness_of(scoped(found), stored(found), 1)
    assert not result.complete
    assert result.reason(Language.EN) == "1 organisation without a known region is left out, with its links."


def test_an_organisation_without_a_region_has_a_level() -> None:
    found = country({**REGIONS, "c": None}, AROUND_HUB)
    (hub,) = brokers(found, BrokerGrouping.LEVELS)
    assert hub.total == 12
    assert completeness_of(scoped(found, BrokerGrouping.LEVELS), stored(found), 1).complete


def test_links_without_a_first_day_count_and_are_noted() -> None:
    links = {**AROUND_HUB, LinkKind.UNIT: [("a", "h")]}
    found = country(REGIONS, links, since=-np.inf)
    through = (LinkKind.UNIT, LinkKind.PARTNERSHIP)
    assert brokers(found, BrokerGrouping.REGIONS, *through) == brokers(country(REGIONS, AROUND_HUB))
    result = completeness_of(scoped(found, through=through), stored(found), 1)
    assert result.complete
    assert result.reason(Language.EN) == (
        "The first day is not known for 4 records of links: such links hold until their last day."
    )


def test_projects_that_are_too_large_are_reported() -> None:
    found = country(REGIONS, {**AROUND_HUB, LinkKind.PROJECT: [("a", "b")]}, large_projects=2)
    result = completeness_of(scoped(found), found, 1)
    assert result.reason(Language.EN) == "2 projects with more than 300 participants are not counted as a link."
    assert completeness_of(scoped(found, through=(LinkKind.PARTNERSHIP,)), found, 1).complete


def test_kinds_of_links_that_are_not_stored_are_reported() -> None:
    found = country(REGIONS, AROUND_HUB)
    result = completeness_of(scoped(found), found, 1)
    assert not result.complete
    assert LinkKind.PROJECT.russian in (result.reason() or "")


@pytest.mark.parametrize(
    ("links", "reason"),
    [
        ({}, "No link of the requested kinds holds between organisations on 2026-06-01."),
        (
            {LinkKind.PARTNERSHIP: [("a", "b")]},
            "There are no brokers: no organisation links two others that are not linked themselves.",
        ),
    ],
)
def test_an_empty_result_is_explained(links: dict[LinkKind, list[tuple[str, str]]], reason: str) -> None:
    found = country(REGIONS, links)
    assert brokers(found) == []
    result = completeness_of(scoped(found), stored(found), 0)
    assert result.complete
    assert result.reason(Language.EN) == reason


def test_the_method_names_the_links_with_a_direction() -> None:
    through = (LinkKind.PARTNERSHIP, LinkKind.ADOPTION)
    parameters = method_of(scoped(country(REGIONS, {}), BrokerGrouping.KINDS, through).scope).parameters
    assert parameters == {"between": "KINDS", "through": ["PARTNERSHIP", "ADOPTION"], "directed": ["ADOPTION"]}


@examples(50)
@given(networks())
def test_brokers_are_in_the_order_of_brokerages_between_groups(network: GroupedNetwork) -> None:
    names = [f"o{number}" for number in range(len(network.groups))]
    links = {LinkKind.PARTNERSHIP: [(names[one], names[other]) for one, other, _ in network.links]}
    found = brokers(country(dict(zip(names, map(str, network.groups), strict=True)), links))
    assert found == sorted(found, key=lambda each: (-each.between_groups, -each.total, each.organisation))
    assert all(each.total > 0 for each in found)
    for each in found:
        assert each.between_groups == each.gatekeeper + each.representative + each.liaison
        assert each.total == each.between_groups + each.coordinator + each.itinerant


def search(network: GroupedNetwork) -> tuple[list[UnlinkedGroups], BridgeSearch]:
    pairs, groups = network.pairs(), network.group_numbers()
    sizes = effective_sizes(network)
    return unlinked_groups(pairs, groups, np.bincount(groups, minlength=4)), BridgeSearch(pairs, groups, sizes)


def effective_sizes(network: GroupedNetwork) -> Floats:
    """Return the number of partners less their mean number of links to each other, by definition."""
    graph = network.graph().to_undirected()
    sizes = [
        degree - 2 * graph.subgraph(graph[node]).number_of_edges() / degree if degree else np.nan
        for node, degree in graph.degree
    ]
    return np.array(sizes)


@examples(100)
@given(networks(groups=4))
def test_groups_without_a_link_and_their_bridges_agree_with_their_definition(network: GroupedNetwork) -> None:
    graph, sizes = network.graph().to_undirected(), effective_sizes(network)
    members = {group: [node for node in graph if network.groups[node] == group] for group in range(4)}
    linked = {frozenset({network.groups[one], network.groups[other]}) for one, other in graph.edges}
    expected = [
        UnlinkedGroups(
            one, other, sum({frozenset({one, each}), frozenset({other, each})} <= linked for each in range(4))
        )
        for one, other in combinations(range(4), 2)
        if members[one] and members[other] and frozenset({one, other}) not in linked
    ]
    found, bridges = search(network)
    assert found == sorted(expected, key=lambda each: (-each.common_groups, each.one, each.other))
    for pair in found:
        candidates = [
            (-len(set(graph[one]) & set(graph[other])), -round(sizes[one] + sizes[other], 9), one, other)
            for one in members[pair.one]
            for other in members[pair.other]
            if set(graph[one]) & set(graph[other])
        ]
        bridge = bridges.between(pair.one, pair.other)
        if candidates:
            common, _, one, other = min(candidates)
            assert bridge == (one, other, -common)
        else:
            assert bridge == (largest(sizes, members[pair.one]), largest(sizes, members[pair.other]), 0)


def largest(sizes: Floats, members: list[int]) -> int | None:
    """Return the member with the largest effective size, the first of equal ones."""
    return min((each for each in members if not np.isnan(sizes[each])), key=lambda each: -sizes[each], default=None)


@given(st.sampled_from(BrokerGrouping))
def test_each_grouping_describes_all_its_groups(between: BrokerGrouping) -> None:
    network = scoped(country(REGIONS, AROUND_HUB), between)
    described = network.described_groups()
    assert [each.organisations for each in described] == network.sizes.tolist()
    assert sum(each.organisations for each in described) == len(REGIONS)
    assert all((each.region is None) == (between is not BrokerGrouping.REGIONS) for each in described)
