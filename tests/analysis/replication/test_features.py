"""Tests of the features of candidates: no later data are used, and each value agrees with naive counting."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.geography import Place, distance_km
from analysis.models.numbers import Floats
from analysis.next_adopters.features import BY_MATURITY, FeatureMaker, PlaceKernels, left_out, standardised
from analysis.next_adopters.history import History
from analysis.next_adopters.nearness import NearestPlaces
from analysis.next_adopters.table import AdoptionTable, adoptions_of
from tests.analysis.replication.worlds import world
from tests.profiles import examples

NOW = 2015


def made(table: AdoptionTable, now: int = NOW) -> tuple[tuple[str, ...], Floats]:
    """Return the names and the features [m, n, k] of all practices."""
    maker = FeatureMaker(table, PlaceKernels.of(table), History.of(table, now, 2))
    return maker.names, maker.candidates(np.arange(len(table.practices))).features


@examples(30)
@given(st.integers(0, 50), st.integers(2003, 2020))
def test_changing_what_happens_later_changes_no_feature(seed: int, now: int) -> None:
    table = world(seed, practices=10, places=12)
    known = table.known_by(now)
    later = np.random.default_rng(seed).permutation(len(table.period) - known)
    kept = later[: len(later) // 2]
    shuffled = replace(
        table,
        practice=np.concatenate([table.practice[:known], table.practice[known:][kept]]),
        place=np.concatenate([table.place[:known], table.place[known:][np.roll(kept, 1)]]),
        period=np.concatenate([table.period[:known], table.period[known:][np.sort(kept)]]),
    )
    assert np.array_equal(made(table, now)[1], made(shuffled, now)[1])


def test_each_feature_is_what_its_name_says() -> None:
    table = world(3, practices=30, places=25)
    names, features = made(table)
    for name, naive in naive_features(table).items():
        free = ~np.isin(np.arange(25), adopters(table, 4))
        assert np.allclose(features[4, free, names.index(name)], scaled(naive[free]), atol=1e-9), name


def test_what_counts_for_a_practice_that_few_have_may_count_otherwise_for_many() -> None:
    table = world(3, practices=30, places=25)
    names, features = made(table)
    maturity = np.log1p(len(adopters(table, 4))) - 2.0
    plain, times = names.index("popularity"), names.index(f"popularity{BY_MATURITY}")
    assert np.allclose(features[4, :, times], features[4, :, plain] * maturity)


def adopters(table: AdoptionTable, practice: int, now: int = NOW) -> list[int]:
    return [int(each) for each in table.place[(table.practice == practice) & (table.period <= now)]]


def scaled(values: Floats) -> Floats:
    found: Floats = np.arcsinh((values - values.mean()) / values.std())
    return found


def naive_features(table: AdoptionTable, practice: int = 4) -> dict[str, Floats]:
    """Return some features of one practice, computed place by place."""
    count, members = len(table.places), adopters(table, practice)
    has = [{q for q in range(30) if place in adopters(table, q)} for place in range(count)]
    residual = np.array([[naive_residual(table, q, place) for place in range(count)] for q in range(30)])
    assert table.coordinates is not None
    assert table.ties is not None
    points = [Place(*each) for each in table.coordinates]
    ties = table.ties.toarray()

    def cosine(one: set[int], other: set[int]) -> float:
        return len(one & other) / sqrt(max(len(one), 1) * max(len(other), 1))

    lengths = np.sqrt((residual**2).sum(axis=1)) + 1e-9
    like = [
        0.0 if q == practice else residual[practice] @ residual[q] / lengths[practice] / lengths[q] for q in range(30)
    ]
    return {
        "adopter similarity": np.array([np.mean([cosine(has[i], has[j]) for i in members]) for j in range(count)]),
        "popularity": np.log1p([len(each) for each in has]),
        "distance to the nearest adopter": np.array(
            [-np.log1p(min(distance_km(points[i], points[j]) for i in members)) for j in range(count)]
        ),
        "adopters among ties": np.array([np.log1p(sum(ties[j, i] for i in members)) for j in range(count)]),
        "early with similar practices": (np.array(like) / lengths) @ residual,
    }


def naive_residual(table: AdoptionTable, practice: int, place: int) -> float:
    """Return a martingale residual by its definition."""
    own = (table.practice == practice) & (table.period <= NOW)
    when = dict(zip(table.place[own].tolist(), table.period[own].tolist(), strict=True))
    until = when.get(place, NOW)
    expected = 0.0
    for period in sorted(set(when.values())):
        if period <= until:
            at_risk = sum(when.get(each, NOW + 1) >= period for each in range(len(table.places)))
            expected += sum(t == period for t in when.values()) / at_risk
    return (place in when) - expected


def test_residuals_are_those_of_the_definition_and_sum_to_nothing() -> None:
    table = world(5, practices=20, places=15)
    found = History.of(table, NOW, 2).residuals
    count = len(table.practices)
    naive = np.array([[naive_residual(table, q, place) for place in range(15)] for q in range(count)])
    assert np.allclose(found.dense(), naive)
    assert np.allclose(naive.sum(axis=1), 0.0)
    assert np.allclose(found.by_practice, (naive**2).sum(axis=1))
    assert np.allclose(found.by_place, (naive**2).sum(axis=0))
    assert np.allclose(found.sums, naive.sum(axis=0))
    assert np.allclose(found.products(np.arange(count)), naive @ naive.T)


@pytest.mark.parametrize("shape", [(30, 12), (12, 30)])
def test_the_regression_on_other_places_is_that_of_leaving_each_out(shape: tuple[int, int]) -> None:
    residuals = np.random.default_rng(1).normal(size=shape)
    ridge = 10.0 * (residuals**2).sum() / shape[1]
    for column in range(shape[1]):
        others = np.delete(residuals, column, axis=1)
        weights = np.linalg.solve(others.T @ others + ridge * np.eye(shape[1] - 1), others.T @ residuals[:, column])
        assert np.allclose(left_out(residuals)[:, column], others @ weights)


def test_comparing_within_a_practice_looks_at_its_candidates_alone() -> None:
    values, free = np.array([[1.0, 2.0, 3.0, 900.0]]), np.array([[True, True, True, False]])
    assert np.allclose(standardised(values, free)[0, :3], np.arcsinh(np.array([-1.0, 0.0, 1.0]) * np.sqrt(1.5)))
    assert not standardised(np.full((1, 4), 7.0), free).any()


def test_a_practice_that_nobody_has_a_table_of_one_adoption_and_unknown_coordinates_have_features() -> None:
    table = adoptions_of(np.array(["a", "b"]), np.array(["x", "y"]), np.array([1, 9]))
    assert np.isfinite(made(table, 1)[1]).all()
    known = world(1, practices=10, places=8)
    assert known.coordinates is not None
    gaps = known.coordinates.copy()
    gaps[:3] = np.nan
    assert np.isfinite(made(replace(known, coordinates=gaps))[1]).all()


def test_places_at_one_point_are_near_each_other_and_not_themselves() -> None:
    kernel = NearestPlaces.of(np.array([[55.0, 37.0]] * 40 + [[60.0, 30.0]])).kernel()
    assert not kernel.diagonal().any()
    assert np.allclose(kernel.sum(axis=1), 1.0)
