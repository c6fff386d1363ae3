"""Tests of the features of candidates against naive computations over the records."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from analysis.geography import distances_km
from analysis.partners.prediction import features
from analysis.partners.prediction.features import (
    FEATURES,
    LEAST_LIFT,
    LEAST_SHARED,
    REASONS,
    Feature,
    available,
    features_of,
    middle_ranks,
    values_of,
)
from analysis.partners.prediction.records import DatedPairs, PartnerRecords
from analysis.partners.prediction.view import HALF_LIFE_OF_TIES, PARTNERS_WEIGHT, PRIOR_PAIRS, PartnerView
from analysis.ties.country_links import NOWHERE
from analysis.vocabulary import LinkKind
from graph_model.terms import Level
from tests.analysis.partners.countries import DAY, SmallCountry, small_countries
from tests.profiles import examples

COMPETENCE_COUNT = THEME_COUNT = 3
ASKER = np.array([0])


def partner_graph(country: SmallCountry) -> networkx.Graph:
    """Return the graph of partners, present and past."""
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(country.members)))
    graph.add_edges_from(
        (each.one, each.other) for each in country.links if each.kind is LinkKind.PARTNERSHIP and each.since <= DAY
    )
    return graph


def fresh(country: SmallCountry, half_life: float = HALF_LIFE_OF_TIES) -> dict[tuple[int, int], float]:
    """Return the partnership records of each pair, in both directions, halved with age; an unknown age counts half."""
    found: dict[tuple[int, int], float] = defaultdict(float)
    for each in country.links:
        if each.kind is LinkKind.PARTNERSHIP and each.since <= DAY:
            weight = 0.5 ** ((DAY - each.since) / 365.0 / half_life) if np.isfinite(each.since) else 0.5
            found[each.one, each.other] += weight
            found[each.other, each.one] += weight
    return found


@examples(300)
@given(small_countries())
def test_shared_partners_are_the_root_of_resource_allocation(country: SmallCountry) -> None:
    graph = partner_graph(country)
    found = features.shared_partners(country.built().view, ASKER)[0]
    pairs = [(0, other) for other in graph if other]
    expected = {other: value for _, other, value in networkx.resource_allocation_index(graph, pairs)}
    assert found[1:] ** 2 == pytest.approx([expected[each] for each in range(1, len(graph))])


@examples(300)
@given(small_countries())
def test_relative_shared_partners_are_resource_allocation_with_newer_partnerships_first(country: SmallCountry) -> None:
    weights, size = fresh(country), len(country.members)
    sums = [sum(value for (one, _), value in weights.items() if one == each) for each in range(size)]
    expected = [
        sum(weights.get((0, by), 0.0) * weights.get((by, other), 0.0) / sums[by] for by in range(size) if sums[by] > 0)
        for other in range(size)
    ]
    found = features.relative_shared_partners(country.built().view, ASKER)[0]
    assert np.exp(found) - LEAST_SHARED == pytest.approx(expected, abs=1e-9)


@examples(300)
@given(small_countries())
def test_a_walk_of_two_steps_chooses_newer_partnerships_first(country: SmallCountry) -> None:
    weights, size = fresh(country), len(country.members)
    steps = np.array([[weights.get((one, other), 0.0) for other in range(size)] for one in range(size)])
    steps = np.divide(
        steps, steps.sum(axis=1, keepdims=True), out=np.zeros_like(steps), where=steps.sum(1)[:, None] > 0
    )
    found = features.random_walk(country.built().view, ASKER)[0]
    assert np.exp(found) - features.LEAST_WALK == pytest.approx((steps @ steps)[0], abs=1e-9)


@examples(100)
@given(small_countries())
def test_rows_of_several_askers_are_those_of_each(country: SmallCountry) -> None:
    view, everyone = country.built().view, np.arange(len(country.members))
    together = values_of(view, everyone, FEATURES)
    for asker in everyone.tolist():
        assert together[asker] == pytest.approx(features_of(view, asker, FEATURES), rel=1e-5, abs=1e-5)


@examples(300)
@given(small_countries())
def test_partnerships_count_the_partners_of_both(country: SmallCountry) -> None:
    graph = partner_graph(country)
    expected = [np.log1p(graph.degree(0)) + np.log1p(graph.degree(each)) for each in sorted(graph)]
    assert features.partnerships(country.built().view, ASKER)[0] == pytest.approx(expected)


@given(st.lists(st.integers(0, 5), min_size=1))
def test_middle_ranks_count_equal_values_as_half(values: list[int]) -> None:
    assert middle_ranks(np.array(values, dtype=np.float64)) == pytest.approx(rankdata(values) - 1)


@examples(300)
@given(small_countries())
def test_nearness_counts_the_organisations_that_are_nearer(country: SmallCountry) -> None:
    places = np.array([each.place for each in country.members])
    middle = len(places) / 2
    distances = np.round(distances_km(*places[0], *places.T), 3)
    expected = [
        middle
        if np.isnan(each)
        else sum(other < each for other in distances) + (sum(other == each for other in distances) - 1) / 2
        for each in distances
    ]
    assert features.nearness(country.built().view, ASKER)[0] == pytest.approx([-np.log1p(each) for each in expected])


@examples(300)
@given(small_countries())
def test_kinds_are_compared_with_random_pairs(country: SmallCountry) -> None:
    graph, of = partner_graph(country), [each.kind for each in country.members]
    total, size = 2 * graph.number_of_edges(), len(of)
    observed = Counter(pair for one, other in graph.edges for pair in ((of[one], of[other]), (of[other], of[one])))
    expected = [
        np.log(
            (observed[of[0], each] + PRIOR_PAIRS) / (total * of.count(of[0]) * of.count(each) / size**2 + PRIOR_PAIRS)
        )
        for each in of
    ]
    assert features.kinds(country.built().view, ASKER)[0] == pytest.approx(expected)


@examples(300)
@given(small_countries())
def test_common_themes_are_compared_with_the_average_organisation(country: SmallCountry) -> None:
    counts = np.zeros((len(country.members), THEME_COUNT))
    for each in country.work:
        for theme in each.themes if each.since <= DAY else ():
            counts[each.organisation, theme] += 1
    weights, overall = fresh(country), counts.sum(axis=0) / max(counts.sum(), 1)
    shares = [row / max(row.sum(), 1) for row in counts]
    profiles = []
    for one in range(len(counts)):
        partners = {other: weight for (each, other), weight in weights.items() if each == one and weight > 0}
        around = sum((shares[each] * weight for each, weight in partners.items()), np.zeros(THEME_COUNT))
        around /= max(sum(partners.values()), 1e-300)
        profiles.append((counts[one] + PARTNERS_WEIGHT * around) / (counts[one].sum() + PARTNERS_WEIGHT))
    lifts = [
        sum(mine * theirs / share for mine, theirs, share in zip(profiles[0], each, overall, strict=True) if share)
        for each in profiles
    ]
    view = country.built().view
    assert features.shared_themes(view, ASKER)[0] == pytest.approx(np.log1p(lifts))
    relative = features.relative_shared_themes(view, ASKER)[0]
    assert relative == pytest.approx(np.log(np.array(lifts) + LEAST_LIFT))


@examples(300)
@given(small_countries())
def test_joint_projects_weigh_less_the_more_take_part(country: SmallCountry) -> None:
    links = [each for each in country.links if each.kind is LinkKind.PROJECT]
    pairs = Counter(each.record for each in links)
    sums = np.zeros(len(country.members))
    for each in links:
        if each.since <= DAY and 0 in (each.one, each.other):
            # n participants make n (n - 1) / 2 pairs
            others = (np.sqrt(8 * pairs[each.record] + 1) - 1) / 2
            sums[each.one + each.other] += 1 / others
    assert features.joint_projects(country.built().view, ASKER)[0] == pytest.approx(np.log1p(10 * sums))


def needed(country: SmallCountry, organisation: int) -> set[int]:
    """Return the competences that the territory of an organisation needs."""
    member = country.members[organisation]
    regions = {each.town: each.region for each in country.members if each.region != NOWHERE}
    if member.level is Level.FEDERAL:
        return {competence for _, competence in country.needs}
    if member.level is Level.REGIONAL:
        return {each for town, each in country.needs if regions.get(town) == member.region != NOWHERE}
    return {each for town, each in country.needs if town == member.town}


def in_one_region(country: SmallCountry) -> SmallCountry:
    """Return the country with each town in one region, or in none."""
    return country._replace(
        members=[
            each if NOWHERE in (each.town, each.region) else each._replace(region=each.town % 3)
            for each in country.members
        ]
    )


@examples(300)
@given(small_countries().map(in_one_region))
def test_a_territory_needs_what_its_towns_need(country: SmallCountry) -> None:
    found = country.built().needed
    for each in range(len(country.members)):
        assert set(found[[each]].indices.tolist()) == needed(country, each)
        assert set(found[[each]].data.tolist()) <= {1.0}


@examples(300)
@given(small_countries().map(in_one_region))
def test_complementary_competences_sum_the_rarity_of_both_directions(country: SmallCountry) -> None:
    develops: list[set[int]] = [set() for _ in country.members]
    for each in country.work:
        develops[each.organisation] |= set(each.competences) if each.since <= DAY else set()
    developers = Counter(each for one in develops for each in one)
    size = len(develops)

    def rarity(one: int, other: int) -> float:
        both = develops[one] & needed(country, other)
        return sum(float(np.log((size + 1) / (developers[each] + 1))) for each in both)

    expected = [np.log1p(rarity(0, each) + rarity(each, 0)) for each in range(size)]
    assert features.complementary_competences(country.built().view, ASKER)[0] == pytest.approx(expected)


@given(small_countries())
def test_territories_are_equal_or_border_each_other_only_if_they_are_known(country: SmallCountry) -> None:
    view, asker = country.built().view, country.members[0]
    borders = {frozenset(each) for each in country.borders}
    for number, each in enumerate(country.members):
        known = NOWHERE not in (asker.town, each.town)
        assert features.same_municipality(view, ASKER)[0][number] == (known and asker.town == each.town)
        assert features.bordering_municipality(view, ASKER)[0][number] == (
            known and frozenset((asker.town, each.town)) in borders
        )
        assert features.same_region(view, ASKER)[0][number] == (asker.region == each.region != NOWHERE)


@given(small_countries())
def test_features_are_the_same_from_both_sides(country: SmallCountry) -> None:
    view = country.built().view
    directed = {"NEARBY", "ACTIVITY", "RANDOM_WALK", "RELATED_THEMES", "PROJECT_SIZE", "SHARE_OF_JOINT_PROJECTS"}
    symmetric: list[Feature] = [each for each in FEATURES if each.name not in directed]
    rows = np.array([features_of(view, each, symmetric) for each in range(len(country.members))])
    assert rows == pytest.approx(rows.transpose(1, 0, 2))


@examples(300)
@given(small_countries(), small_countries())
def test_a_view_uses_no_record_after_its_day(country: SmallCountry, more: SmallCountry) -> None:
    size = len(country.members)
    later = [
        each._replace(one=each.one % size, other=each.other % size, since=DAY + 1, record=7)
        for each in more.links
        if each.one % size != each.other % size
    ]
    work = [each._replace(organisation=each.organisation % size, since=DAY + 1) for each in more.work]
    longer = country._replace(links=[*country.links, *later], work=[*country.work, *work])
    views = [each.built().view for each in (country, longer)]
    for asker in range(size):
        one, other = (features_of(view, asker, FEATURES) for view in views)
        assert np.array_equal(one, other)


def test_features_without_data_are_not_available() -> None:
    nobody = np.zeros(0, dtype=np.int64)
    records = PartnerRecords(size=3, partnerships=DatedPairs(nobody, nobody, np.zeros(0), np.zeros(0)))
    assert [each.code for each in available(records)] == ["SHARED_PARTNERS", "PARTNERSHIPS"]
    regional = replace(records, regions=np.zeros(3, dtype=np.int64))
    assert [each.code for each in available(regional)] == ["SHARED_PARTNERS", "PARTNERSHIPS", "SAME_REGION"]
    view = PartnerView(records, DAY)
    unknown = [each for each in REASONS if each.name in {"SAME_REGION", "KINDS", "SAME_MUNICIPALITY", "JOINT_PROJECTS"}]
    assert not features_of(view, 0, unknown).any()
