"""Views, splits and baselines of partner prediction against networkx and plain sets."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import given

from analysis.partners.tables.baselines import adamic_adar, common_neighbours, jaccard, resource_allocation
from analysis.partners.tables.splits import dated_split
from analysis.partners.tables.table import PartnerTable
from analysis.partners.tables.view import LARGEST, TableView
from tests.analysis.partners.tables.consortia import SMALL, small


def linked(table: PartnerTable, until: float, after: float = 0.0) -> set[tuple[int, int]]:
    """Return the pairs of organisations with a common project in a window."""
    found = set()
    for project, day in enumerate(table.days):
        members = sorted(set(table.members[table.projects == project].tolist()))
        if after < day <= until and 2 <= len(members) <= LARGEST:
            found |= set(combinations(members, 2))
    return found


def graph_of(view: TableView) -> nx.Graph:
    return nx.from_scipy_sparse_array(view.ties)


@given(SMALL)
def test_new_pairs_are_later_partners_of_known_organisations(participations: list[tuple[int, int]]) -> None:
    table = small(participations)
    split = dated_split(table, 2000, 1)
    before = linked(table, 2000)
    known = {each for pair in before for each in pair}
    expected = {pair for pair in linked(table, 2001, 2000) - before if set(pair) <= known}
    found = split.new.tocoo()
    ids = split.view.known
    assert {(ids[a], ids[b]) for a, b in zip(found.row, found.col, strict=True) if a < b} == expected
    assert split.pairs == len(expected)


@given(SMALL)
def test_baselines_equal_those_of_networkx(participations: list[tuple[int, int]]) -> None:
    view = TableView(small(participations), np.ones(8, dtype=bool), 2002)
    graph, askers = graph_of(view), np.arange(len(view))
    pairs = list(combinations(range(len(view)), 2))
    for ours, theirs in (
        (resource_allocation, nx.resource_allocation_index),
        (adamic_adar, nx.adamic_adar_index),
        (jaccard, nx.jaccard_coefficient),
        (common_neighbours, common_in_networkx),
    ):
        scores = ours(view, askers)
        for one, other, value in theirs(graph, pairs):
            assert np.isclose(scores[one, other], value)
            assert np.isclose(scores[other, one], value)


def common_in_networkx(graph: nx.Graph, pairs: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    return [(one, other, len(list(nx.common_neighbors(graph, one, other)))) for one, other in pairs]


@given(SMALL)
def test_a_walk_goes_to_a_partner_with_certainty(participations: list[tuple[int, int]]) -> None:
    view = TableView(small(participations), np.ones(8, dtype=bool), 2002)
    assert np.allclose(view.walk.sum(axis=1), 1.0)


def test_a_consortium_above_the_limit_links_no_organisations() -> None:
    many = LARGEST + 1
    members = np.concatenate([np.arange(many), [0, 1]])
    table = PartnerTable(
        [str(each) for each in range(many)], members, np.repeat([0, 1], [many, 2]), np.array([2000.0, 2000.0])
    )
    assert TableView(table, table.until(2000), 2000).known.tolist() == [0, 1]
