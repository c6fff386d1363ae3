"""Views, splits and baselines of partner prediction against networkx and plain sets."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import given

from analysis.partners.prediction.baselines import baselines
from analysis.partners.prediction.splits import known_split
from analysis.partners.prediction.view import PartnerView
from analysis.partners.tables import LARGEST, PartnerTable
from tests.analysis.partners.consortia import SMALL, small


def linked(table: PartnerTable, until: float, after: float = 0.0) -> set[tuple[int, int]]:
    """Return the pairs of organisations with a common project in a window."""
    found = set()
    for project, day in enumerate(table.days):
        members = sorted(set(table.members[table.projects == project].tolist()))
        if after < day <= until and 2 <= len(members) <= LARGEST:
            found |= set(combinations(members, 2))
    return found


def graph_of(view: PartnerView) -> nx.Graph:
    return nx.from_scipy_sparse_array(view.partners)


@given(SMALL)
def test_new_pairs_are_later_partners_of_known_organisations(participations: list[tuple[int, int]]) -> None:
    table = small(participations)
    split = known_split(table.records(), 2000, 2001)
    before = linked(table, 2000)
    ids = np.array(sorted({each for pair in before for each in pair}))
    expected = {pair for pair in linked(table, 2001, 2000) - before if set(pair) <= set(ids.tolist())}
    one, other = split.new_eligible
    assert {(int(ids[a]), int(ids[b])) for a, b in zip(one, other, strict=True)} == expected
    assert split.pairs == len(expected)


@given(SMALL)
def test_baselines_equal_those_of_networkx(participations: list[tuple[int, int]]) -> None:
    view = known_split(small(participations).records(), 2002, 2003).view
    graph, askers = graph_of(view), np.arange(view.records.size)
    pairs = list(combinations(range(view.records.size), 2))
    for ours, theirs in (
        ("resource_allocation", nx.resource_allocation_index),
        ("adamic_adar", nx.adamic_adar_index),
        ("jaccard", nx.jaccard_coefficient),
        ("common_neighbours", common_in_networkx),
    ):
        scores = baselines(view)[ours](askers)
        for one, other, value in theirs(graph, pairs):
            assert np.isclose(scores[one, other], value)
            assert np.isclose(scores[other, one], value)


def common_in_networkx(graph: nx.Graph, pairs: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    return [(one, other, len(list(nx.common_neighbors(graph, one, other)))) for one, other in pairs]


@given(SMALL)
def test_a_walk_goes_to_a_partner_with_certainty(participations: list[tuple[int, int]]) -> None:
    view = known_split(small(participations).records(), 2002, 2003).view
    assert np.allclose(view.walk.sum(axis=1), 1.0)


def test_a_consortium_above_the_limit_links_no_organisations() -> None:
    many = LARGEST + 1
    members = np.concatenate([np.arange(many), [0, 1]])
    table = PartnerTable(
        [str(each) for each in range(many)], members, np.repeat([0, 1], [many, 2]), np.array([2000.0, 2000.0])
    )
    view = PartnerView(table.records(), 2000)
    assert np.flatnonzero(view.degrees).tolist() == [0, 1]
    assert view.joint_projects[[0, 2]].tolist() == [1.0, 0.0]
    assert view.projects[[0, 2]].tolist() == [2.0, 1.0]


@given(SMALL)
def test_participations_are_counted_once_and_newer_ones_first(participations: list[tuple[int, int]]) -> None:
    table = small(participations)
    view = PartnerView(table.records(), 2002)
    pairs = {(member, project): float(table.days[project]) for member, project in participations}
    for member in range(7):
        days = [day for (one, _), day in pairs.items() if one == member]
        assert view.projects[member] == len(days)
        assert np.isclose(view.activity[member], sum(0.5 ** (2002 - day) for day in days))


@given(SMALL)
def test_records_of_some_organisations_are_those_of_a_table_without_the_others(
    participations: list[tuple[int, int]],
) -> None:
    table = small(participations)
    kept = np.array([1, 3, 4])
    view, whole = PartnerView(table.records().only(kept), 2002), PartnerView(table.records(), 2002)
    assert np.array_equal(view.partners.toarray(), whole.partners[kept][:, kept].toarray())
    assert np.allclose(view.activity, whole.activity[kept])
    assert np.allclose(view.partners_per_project, whole.partners_per_project[kept])
