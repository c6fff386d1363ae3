"""Features, lists and calibration of partner prediction on cases with known answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.partners.prediction.calibration_figures import FEWEST, calibration_figures
from analysis.partners.prediction.features import BY_NAME, MOST, Rows, shortlisted, values_of
from analysis.partners.prediction.isotonic import calibrated
from analysis.partners.prediction.lists import top
from analysis.partners.prediction.pairs import WINDOW, matched_pairs
from analysis.partners.prediction.splits import known_split
from analysis.partners.prediction.view import PartnerView
from analysis.partners.tables import PartnerTable
from tests.analysis.partners.consortia import consortia

SCORES = st.lists(st.floats(-5, 5, allow_nan=False), min_size=12, max_size=40)


def placed() -> PartnerTable:
    """Return four organisations in a row, of which the last has no level."""
    members, projects = np.array([0, 1, 1, 2, 2, 3]), np.array([0, 0, 1, 1, 2, 2])
    return PartnerTable(list("ABCD"), members, projects, np.full(3, 2000.0), levels=np.array([1.0, 3.0, 1.0, np.nan]))


def values(table: PartnerTable, name: str, until: float = 2003.0) -> Rows:
    view = known_split(table.records(), until, until + 1).view
    return values_of(view, np.arange(view.records.size), [BY_NAME[name]])[:, :, 0]


def known(table: PartnerTable) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return the organisations of a table that have partners."""
    return np.flatnonzero(PartnerView(table.records(), 2003.0).degrees)


def test_levels_differ_by_their_gap() -> None:
    found = values(placed(), "LEVEL_GAP")
    assert found[0, :3].tolist() == [0.0, 2.0, 0.0]
    assert found[0, 3] == pytest.approx(2.0 / 3.0)


def test_groups_that_meet_more_often_than_by_chance_have_a_higher_ratio() -> None:
    table = consortia(1)
    assert table.topics is not None
    field = np.asarray(table.records().themes.counts(len(table.organisations), 2003.0).argmax(axis=1)).ravel()  # type: ignore[union-attr]
    found = values(replace(table, groups={"kind": field}), "KIND_MIXING")
    mine = field[known(table)]
    same = mine[:, None] == mine[None, :]
    assert found[same].min() > 0.0 > found[~same].mean()


def test_a_group_that_is_unknown_counts_neither_for_nor_against() -> None:
    codes = consortia(1).groups["kind"].copy()
    codes[:50] = -1
    table = replace(consortia(1), groups={"kind": codes})
    unknown = codes[known(table)] < 0
    assert (values(table, "KIND_MIXING")[unknown] == 0.0).all()
    assert (values(table, "KINDS")[unknown] == 0.0).all()


def test_a_model_has_at_most_ten_features_even_if_all_data_exist() -> None:
    table = consortia(1)
    number = len(table.organisations)
    full = replace(
        table,
        groups={"kind": table.groups["kind"], "region": table.groups["kind"]},
        places=np.zeros((number, 2)),
        levels=np.zeros(number),
    )
    assert len(shortlisted(full.records())) == MOST < len(BY_NAME)


def test_matched_organisations_have_about_as_many_partners_and_are_no_partners_ever() -> None:
    split = known_split(consortia(1).records(), 2002, 2003)
    pairs = matched_pairs(split, 500, np.random.default_rng(1))
    ranks = np.argsort(np.argsort(split.view.degrees, kind="stable"), kind="stable")
    assert (np.abs(ranks[pairs.partners] - ranks[pairs.others]) <= WINDOW).all()
    ever = split.ever.toarray()
    assert (ever[pairs.askers, pairs.others] == 0).all()
    assert (split.new.toarray()[pairs.askers, pairs.partners] == 1).all()


@given(SCORES)
def test_the_first_ten_are_those_of_a_stable_sort(scores: list[float]) -> None:
    expected = sorted(range(len(scores)), key=lambda each: (-scores[each], each))[:10]
    assert top(np.array([scores]), np.arange(len(scores)))[0].tolist() == expected


@given(SCORES)
def test_equal_scores_are_in_the_order_of_ranks(scores: list[float]) -> None:
    rounded = np.round(np.array([scores]))
    ranks = np.random.default_rng(1).permutation(len(scores))
    expected = sorted(range(len(scores)), key=lambda each: (-rounded[0, each], ranks[each]))[:10]
    assert top(rounded, ranks)[0].tolist() == expected


@given(st.integers(0, 2**32 - 1))
def test_calibrated_probabilities_rise_with_scores_and_add_up_to_the_outcomes(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=20_000)
    outcomes = (random.random(20_000) < 1 / (1 + np.exp(4 - scores))).astype(np.float64)
    found = calibrated(scores, outcomes)
    probabilities = found.probabilities(np.sort(scores))
    assert (np.diff(probabilities) >= 0).all()
    assert probabilities.sum() == pytest.approx(outcomes.sum(), rel=0.1)


def test_a_larger_network_lowers_the_bulk_and_keeps_the_first_places() -> None:
    scores = np.linspace(-3, 12, 5_000)
    outcomes = (np.random.default_rng(1).random(5_000) < 1 / (1 + np.exp(5 - scores))).astype(np.float64)
    before = calibrated(scores, outcomes)
    after = before.moved(1.0, 2.0, 8.0)
    low, high = np.array([-1.0]), np.array([11.0])
    assert after.probabilities(low) == pytest.approx(before.probabilities(low) / 2, rel=0.05)
    assert after.probabilities(high) == pytest.approx(before.probabilities(high))


def test_true_probabilities_have_the_slope_1_and_classes_near_1() -> None:
    random = np.random.default_rng(1)
    probabilities = 1 / (1 + np.exp(random.normal(5.0, 1.5, 200_000)))
    outcomes = (random.random(200_000) < probabilities).astype(np.float64)
    found = calibration_figures(probabilities, outcomes)
    assert found.slope == pytest.approx(1.0, abs=0.05)
    assert found.expected / found.observed == pytest.approx(1.0, abs=0.05)
    assert len(found.classes) == 10
    assert all(each.pairs >= FEWEST for each in found.classes)
    assert calibration_figures(probabilities**2, outcomes).slope < 0.6
