"""Tests of the features of a practice's next adopters: their values, and that no later data are used."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.replication.graph_features import FAR_KM, FEATURES, contacts, features
from analysis.replication.surroundings import EarlierAdopters
from tests.analysis.replication.situations import COUNT, TODAY, adopters, states, surroundings

ALL = np.arange(COUNT)


def found(earlier: EarlierAdopters, day: float = TODAY) -> dict[str, list[float]]:
    table = features(surroundings(), earlier, states(), TODAY - 800, day, ALL)
    return {name: table[:, place].tolist() for place, name in enumerate(FEATURES)}


def test_contacts_are_the_parts_that_every_group_of_an_adopter_gives() -> None:
    counted = contacts(surroundings(), adopters((0, 0.0)), TODAY)
    # three in its municipality, three in the one that borders it, one partner; of twelve in all
    assert counted.tolist() == [4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 0.0, 0.0, 0.0, 0.0, 0.0, 12.0]


def test_contacts_halve_in_a_year_and_end_with_the_adoption() -> None:
    assert contacts(surroundings(), adopters((0, 365.0)), TODAY)[11] == pytest.approx(6.0)
    left = replace(adopters((0, 365.0)), left=np.array([TODAY]))
    assert contacts(surroundings(), left, TODAY).sum() == 0.0


def test_what_happens_later_changes_no_feature() -> None:
    before = adopters((0, 400.0), (3, 100.0))
    later = EarlierAdopters(
        np.append(before.organisations, [5, 6]),
        np.append(before.began, [TODAY + 1, TODAY + 300]),
        np.array([np.inf, TODAY + 20, np.inf, TODAY + 400]),
        np.array([False, True, False, True]),
    )
    assert found(before) == found(later)


def test_a_place_that_is_not_known_is_far() -> None:
    around = surroundings()
    nowhere = replace(around, organisations=replace(around.organisations, places=np.full((COUNT, 2), np.nan)))
    table = features(nowhere, adopters((0, 1.0)), states(), TODAY, TODAY, ALL)
    assert np.allclose(table[:, FEATURES.index("distance")], np.log1p(FAR_KM))


def test_every_feature_is_a_number_even_where_nobody_adopted() -> None:
    table = features(surroundings(), adopters(), states(), np.nan, TODAY, ALL)
    assert table.shape == (COUNT, len(FEATURES))
    assert np.isfinite(table).all()


def test_nobody_asked_for_gives_no_rows() -> None:
    no_rows = np.empty(0, dtype=np.int64)
    assert features(surroundings(), adopters(), states(), np.nan, TODAY, no_rows).shape == (0, len(FEATURES))
