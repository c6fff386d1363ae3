"""Tests of the adoption table: counting, notes, and refused data."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.next_adopters.feature_sources import AlignmentError
from analysis.next_adopters.table import AdoptionTable, PlaceColumns, TieColumns, adoptions_of
from analysis.next_adopters.table_source import TableSource

PRACTICES = np.array(["b", "a", "a", "b"])
PLACES = np.array(["x", "y", "x", "x"])
PERIODS = np.array([7, 3, 5, 4])


def test_a_practice_at_a_place_counts_once_at_its_first_period() -> None:
    table = adoptions_of(PRACTICES, PLACES, PERIODS)
    rows = zip(table.practice, table.place, table.period, strict=True)
    found = [(str(table.practices[p]), str(table.places[q]), int(t)) for p, q, t in rows]
    assert found == [("a", "y", 3), ("b", "x", 4), ("a", "x", 5)]
    assert table.duplicates == 1
    assert table.notes == ("1 rows repeat a practice at a place: the first period counts.",)


def test_what_is_known_by_a_period_is_what_happened_up_to_it() -> None:
    table = adoptions_of(PRACTICES, PLACES, PERIODS)
    assert [table.known_by(period) for period in (2, 3, 4, 5, 9)] == [0, 1, 2, 3, 3]


def test_places_that_never_adopt_are_there_too() -> None:
    table = adoptions_of(PRACTICES, PLACES, PERIODS, idle=np.array(["z"]))
    assert table.places.tolist() == ["x", "y", "z"]
    assert described({"size": ["1", "2", "4"]}, ["x", "y", "w"]).places.tolist() == ["w", "x", "y"]


def described(columns: dict[str, list[str]], ids: list[str]) -> AdoptionTable:
    """Return the adoption table with a table of places."""
    known = PlaceColumns(np.array(ids), {name: np.array(each) for name, each in columns.items()})
    return adoptions_of(PRACTICES, PLACES, PERIODS, known)


def test_numbers_are_standardised_and_unknown_ones_stand_in_the_middle() -> None:
    table = described({"size": ["1", "3", ""]}, ["x", "y", "z"])
    assert table.trait_names == ("size",)
    assert table.traits[:, 0].tolist() == [-1.0, 1.0, 0.0]


def test_frequent_categories_become_traits_and_rare_ones_are_told() -> None:
    ids = ["x", "y", *(f"p{each}" for each in range(10))]
    table = described({"kind": ["school"] * 6 + ["college"] * 5 + ["camp"]}, ids)
    assert table.trait_names == ("kind school", "kind college")
    assert "1 of 3 categories" in table.notes[-1]


def test_a_column_that_does_not_vary_is_told_and_left_out() -> None:
    table = described({"size": ["2", "2"]}, ["x", "y"])
    assert table.trait_names == ()
    assert any("does not vary" in each for each in table.notes)


@pytest.mark.parametrize("names", [("lat", "lon"), ("Latitude", "Longitude"), ("LAT", "lng")])
def test_coordinates_are_found_by_their_usual_names(names: tuple[str, str]) -> None:
    table = described({names[0]: ["55.5", "60,25", ""], names[1]: ["37", "30", ""]}, ["x", "y", "z"])
    assert table.coordinates is not None
    assert table.coordinates[:2].tolist() == [[55.5, 37.0], [60.25, 30.0]]
    assert np.isnan(table.coordinates[2]).all()
    assert "1 places have no coordinates." in table.notes


def test_ties_that_lead_outside_are_told_and_parallel_ones_add_up() -> None:
    tied = TieColumns(
        np.array(["x", "x", "x", "y"]), np.array(["y", "y", "elsewhere", "y"]), np.array([1.0, 2.0, 1.0, 1.0])
    )
    table = adoptions_of(PRACTICES, PLACES, PERIODS, tied=tied)
    assert table.ties is not None
    assert table.ties.toarray().tolist() == [[0.0, 3.0], [0.0, 0.0]]
    assert any("1 of 4 ties" in each for each in table.notes)
    assert any("1 ties from a place to itself" in each for each in table.notes)


@pytest.mark.parametrize(
    ("columns", "ids", "message"),
    [
        ({"size": ["1", "2"]}, ["p", "q"], "2 of the 2 places that adopt do not occur"),
        ({"size": ["1", "2", "3"]}, ["x", "y", "x"], "has x in 2 rows"),
        ({"lat": ["99", "50"], "lon": ["1", "2"]}, ["x", "y"], "lat lies beyond 90"),
    ],
)
def test_places_that_do_not_fit_are_refused(columns: dict[str, list[str]], ids: list[str], message: str) -> None:
    with pytest.raises(AlignmentError, match=message):
        described(columns, ids)


@pytest.mark.parametrize(
    ("one", "weight", "message"),
    [("elsewhere", 1.0, "No tie joins two places"), ("x", -1.0, "weight that is negative")],
)
def test_ties_that_do_not_fit_are_refused(one: str, weight: float, message: str) -> None:
    tied = TieColumns(np.array([one]), np.array(["y"]), np.array([weight]))
    with pytest.raises(AlignmentError, match=message):
        adoptions_of(PRACTICES, PLACES, PERIODS, tied=tied)


def test_a_table_without_rows_is_refused() -> None:
    nothing = np.array([], dtype=np.str_)
    with pytest.raises(AlignmentError, match="no row"):
        adoptions_of(nothing, nothing, np.array([], dtype=np.int64))


def test_a_dense_table_learns_from_fewer_practices_at_an_origin_but_from_a_hundred() -> None:
    practice, place = np.divmod(np.arange(300 * 400), 400)
    dense = adoptions_of(np.char.mod("p%d", practice), np.char.mod("q%d", place), place.astype(np.int64))
    assert TableSource.of(dense).most_learned == 100
    sparse = place < 20
    names = np.char.mod("p%d", practice[sparse]), np.char.mod("q%d", place[sparse])
    assert TableSource.of(adoptions_of(*names, place[sparse].astype(np.int64))).most_learned == 600
