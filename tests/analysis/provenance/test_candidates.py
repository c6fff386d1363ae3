"""Tests of candidates: earlier adoptions of the same practice, independent of chunks, and ties as in a list."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.provenance.candidates import in_chunks, ordered, pairs_of
from analysis.provenance.records import NOTHING, AdoptionRecords, Links
from analysis.provenance.tie_search import TieSearch
from analysis.ties.common_projects import Participations, linked_by_projects

ROWS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([np.nan, 0.0, 1.0, 2.0, 3.0])), min_size=1, max_size=12)
DAYS = st.sampled_from([-np.inf, 1.0, 2.0, 3.0, np.inf])
LINKS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), DAYS, DAYS), max_size=8)


def adoptions_of(rows: list[tuple[int, float]]) -> AdoptionRecords:
    """Return adoptions of practices on days."""
    count = len(rows)
    return AdoptionRecords(
        np.array([practice for practice, _ in rows]),
        np.arange(count),
        np.array([day for _, day in rows]),
        np.full(count, np.nan),
        np.zeros(count, dtype=np.bool_),
        np.full(count, NOTHING),
    )


def links_of(rows: list[tuple[int, int, float, float]]) -> Links:
    """Return links from rows."""
    one, other, since, until = (np.array(each) for each in zip(*rows, strict=True)) if rows else [np.zeros(0)] * 4
    return Links(one.astype(np.int64), other.astype(np.int64), since, until)


@given(rows=ROWS)
def test_candidates_started_earlier_or_may_have(rows: list[tuple[int, float]]) -> None:
    order = ordered(adoptions_of(rows))
    dated = np.array([number for number, (_, day) in enumerate(rows) if not np.isnan(day)], dtype=np.int64)
    pairs = pairs_of(order, dated)
    found = list(zip(pairs.learner.tolist(), pairs.candidate.tolist(), strict=True))
    naive = {
        (learner, other)
        for learner in dated.tolist()
        for other, (practice, day) in enumerate(rows)
        if practice == rows[learner][0] and not day >= rows[learner][1]
    }
    assert set(found) == naive
    assert len(found) == len(naive)


@given(rows=ROWS, most=st.integers(1, 20))
def test_chunks_hold_all_pairs_in_order_and_no_more_than_they_may(rows: list[tuple[int, float]], most: int) -> None:
    order = ordered(adoptions_of(rows))
    dated = np.array([number for number, (_, day) in enumerate(rows) if not np.isnan(day)], dtype=np.int64)
    chunks = list(in_chunks(order, dated, most))
    complete = pairs_of(order, dated)
    assert [each for chunk in chunks for each in chunk.candidate.tolist()] == complete.candidate.tolist()
    assert [each for chunk in chunks for each in chunk.learners.tolist()] == dated.tolist()
    assert all(len(chunk) <= most or len(chunk.learners) == 1 for chunk in chunks)


@given(rows=LINKS, day=DAYS)
def test_ties_are_found_as_in_a_list_with_parallel_ones_as_one(
    rows: list[tuple[int, int, float, float]], day: float
) -> None:
    search = TieSearch.of(links_of(rows), 5)
    ones, others = (each.ravel() for each in np.meshgrid(np.arange(5), np.arange(5)))
    now, ever = search.find(ones, others, np.full(len(ones), day))
    for one, other, holds, tied in zip(ones.tolist(), others.tolist(), now.tolist(), ever.tolist(), strict=True):
        spans = [row[2:] for row in rows if {row[0], row[1]} == {one, other} and one != other]
        assert tied == bool(spans)
        assert holds == (bool(spans) and min(s for s, _ in spans) <= day <= max(u for _, u in spans))


@given(rows=LINKS, most=st.integers(1, 8))
def test_who_shares_a_project_is_tied_while_both_take_part(
    rows: list[tuple[int, int, float, float]], most: int
) -> None:
    members = links_of(rows)
    found = linked_by_projects(Participations(members.one, members.other, members.since, members.until), most)
    shared = sorted(
        (*sorted((one, other)), since, until)
        for one, other, since, until in zip(found.one, found.other, found.since, found.until, strict=True)
    )
    sizes = np.bincount(members.other, minlength=5) if rows else np.zeros(5)
    naive = sorted(
        (*sorted((left[0], right[0])), max(left[2], right[2]), min(left[3], right[3]))
        for at, left in enumerate(rows)
        for right in rows[:at]
        if left[1] == right[1] and sizes[left[1]] <= most and max(left[2], right[2]) <= min(left[3], right[3])
    )
    assert shared == naive
    assert found.left_out == sum(size > most for size in sizes)
