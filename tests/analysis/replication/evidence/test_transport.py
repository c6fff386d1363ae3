"""Tests of the generalizability index against integrals and known distributions, and of its covariates."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.stats import norm

from analysis.models.numbers import Floats
from analysis.replication.audience import NOT_KNOWN, OrganisationTraits, mask_of
from analysis.replication.evidence.transport import (
    FEWEST_PLACES,
    MOST_COMPARED,
    Applicability,
    Transport,
    compared,
    covariates,
    distance_to,
    generalizability,
    overlap,
    propensity_logits,
)
from graph_model.terms import OrganisationContext, OrganisationKind, SchoolStage

KINDS = list(OrganisationKind)
SAMPLES = st.lists(st.floats(-3, 3), min_size=5, max_size=30)


def places(seed: int, count: int, *means: float) -> Floats:
    """Return normal covariates [count, c] with some means."""
    return np.random.default_rng(seed).normal(means, 1.0, (count, len(means)))


def index(measured: Floats, members: Floats) -> float:
    """Return the index, which must exist."""
    found = generalizability(measured, members)
    assert found is not None
    return found


def naive_overlap(some: Floats, others: Floats) -> float:
    """Return the integral of the root of the product of two kernel densities, by quadrature."""
    least = 0.05 * np.concatenate([some, others]).std()
    one, other = (max((4 * each.std(ddof=1) ** 5 / (3 * len(each))) ** 0.2, least) for each in (some, others))

    def root(x: float) -> float:
        return math.sqrt(norm.pdf(x, some, one).mean() * norm.pdf(x, others, other).mean())

    ends = min(some.min(), others.min()) - 8 * max(one, other), max(some.max(), others.max()) + 8 * max(one, other)
    points = np.unique(np.concatenate([some, others]))
    return float(quad(root, *ends, limit=500, points=points)[0])


@given(SAMPLES, SAMPLES, st.floats(-2, 2))
def test_the_overlap_is_the_integral_of_the_root_of_both_kernel_densities(
    some: list[float], others: list[float], shift: float
) -> None:
    one, other = np.array(some), np.array(others) + shift
    if np.concatenate([one, other]).std() > 0.01:
        assert overlap(one, other) == pytest.approx(min(naive_overlap(one, other), 1.0), abs=0.02)


@pytest.mark.parametrize("distance", [0.0, 0.5, 1.0, 2.0, 3.0])
def test_large_samples_of_shifted_normal_classes_have_the_coefficient_of_bhattacharyya(distance: float) -> None:
    found = index(places(1, 2000, distance, 0.0), places(2, 2000, 0.0, 0.0))
    assert found == pytest.approx(math.exp(-(distance**2) / 8), abs=0.03)


@pytest.mark.parametrize("count", [5, 10, 20])
def test_a_random_sample_of_a_class_is_rarely_judged_as_unlike_it(count: int) -> None:
    members = places(0, 200, 0.0, 0.0, 0.0, 0.0)
    found = [index(places(seed, count, 0.0, 0.0, 0.0, 0.0), members) for seed in range(1, 101)]
    assert np.mean(np.array(found) < 0.5) <= 0.05
    assert np.median(found) > 0.8


def test_separated_places_have_an_index_near_zero() -> None:
    measured, members = places(1, 10, 0.0, 0.0), places(2, 100, 0.0, 0.0)
    measured[:, 0], members[:, 0] = 1.0, -1.0
    assert index(measured, members) < 0.05


def test_equal_places_have_the_index_one() -> None:
    assert index(np.ones((6, 3)), np.ones((50, 3))) == 1.0


@given(st.permutations(range(8)))
def test_the_index_does_not_depend_on_the_order_of_places(order: list[int]) -> None:
    measured, members = places(1, 8, 0.5, 0.0), places(2, 60, 0.0, 0.0)
    assert index(measured[order], members) == pytest.approx(index(measured, members), abs=1e-9)


def test_no_index_is_given_for_few_measured_places_or_an_empty_class() -> None:
    assert generalizability(places(1, FEWEST_PLACES - 1, 0.0), places(2, 50, 0.0)) is None
    assert generalizability(places(1, FEWEST_PLACES, 0.0), places(2, 0, 0.0)) is None


@pytest.mark.parametrize("shift", [0.3, 3.0, 30.0])
def test_the_propensity_is_a_logistic_model_with_a_ridge(shift: float) -> None:
    rows = np.concatenate([places(1, 7, shift, 0.0), places(2, 80, 0.0, 0.0)])
    measured = np.arange(len(rows)) < 7
    design = np.column_stack([np.ones(len(rows)), rows])

    def loss(at: Floats) -> float:
        linear = design @ at
        return float(np.logaddexp(0.0, linear).sum() - linear[measured].sum() + (at[1:] ** 2).sum() / 2)

    best = minimize(loss, np.zeros(3), method="BFGS", options={"gtol": 1e-8})
    np.testing.assert_allclose(propensity_logits(rows, measured), design @ best.x, atol=1e-2)


@pytest.mark.parametrize(
    ("value", "degree"),
    [
        (None, None),
        (0.49, Applicability.LITTLE_KNOWN),
        (0.5, Applicability.MEDIUM),
        (0.8, Applicability.HIGH),
        (0.9, Applicability.VERY_HIGH),
    ],
)
def test_degrees_are_those_of_tipton(value: float | None, degree: Applicability | None) -> None:
    assert Transport(value, None).applicability is degree


def test_the_distance_is_that_to_the_nearest_measured_place() -> None:
    measured = np.array([[0.0, 0.0], [3.0, 4.0]])
    assert distance_to(measured, np.array([3.0, 3.0])) == pytest.approx(math.sqrt(0.5))
    assert distance_to(measured, np.array([0.0, 0.0])) == 0.0
    assert distance_to(measured[:0], np.array([0.0, 0.0])) is None


def test_a_large_class_is_thinned_at_equal_steps_and_a_small_one_is_complete() -> None:
    assert compared(np.arange(10)).tolist() == list(range(10))
    found = compared(np.arange(10 * MOST_COMPARED))
    assert len(found) == MOST_COMPARED
    assert (found[0], found[-1]) == (0, 10 * MOST_COMPARED - 1)
    assert set(np.diff(found)) <= {10, 11}


def traits(*rows: tuple[OrganisationKind, int, int, int]) -> OrganisationTraits:
    """Return traits of organisations: kind, rural, stages, contexts."""
    kinds = np.array([KINDS.index(kind) for kind, _, _, _ in rows])
    rural, stages, contexts = (np.array(each) for each in list(zip(*rows, strict=True))[1:])
    nothing = np.full(len(rows), NOT_KNOWN)
    return OrganisationTraits(kinds, nothing, stages, contexts, nothing, rural)


BOTH = mask_of([SchoolStage.BASIC, SchoolStage.SECONDARY], SchoolStage)
SMALL = mask_of([OrganisationContext.SMALL_RURAL], OrganisationContext)
SCHOOL, KINDERGARTEN = OrganisationKind.SCHOOL, OrganisationKind.KINDERGARTEN


def test_covariates_have_the_mean_zero_and_the_deviation_one_or_zero() -> None:
    found = covariates(
        traits((SCHOOL, 1, BOTH, SMALL), (SCHOOL, 0, BOTH, 0), (KINDERGARTEN, 1, 0, 0)), np.array([8.0, 60.0, 12.0])
    )
    np.testing.assert_allclose(found.values.mean(axis=0), 0.0, atol=1e-12)
    deviations = found.values.std(axis=0)
    assert np.all(np.isclose(deviations, 1.0) | np.isclose(deviations, 0.0))
    assert not found.unknown.any()


def test_an_unknown_covariate_is_the_mean_and_its_organisation_is_marked() -> None:
    found = covariates(
        traits(
            (SCHOOL, 1, BOTH, 0), (SCHOOL, 0, BOTH, 0), (SCHOOL, NOT_KNOWN, BOTH, 0), (SCHOOL, 1, NOT_KNOWN, NOT_KNOWN)
        ),
        np.array([8.0, np.nan, 12.0, 20.0]),
    )
    assert found.values[1, 0] == found.values[2, 1] == 0.0
    assert found.unknown.tolist() == [False, True, True, True]


def test_organisations_that_are_no_schools_need_no_stages() -> None:
    assert not covariates(traits((KINDERGARTEN, 0, NOT_KNOWN, 0)), np.array([10.0])).unknown.any()


def test_kinds_settlements_sizes_and_contexts_are_different_places() -> None:
    base = (SCHOOL, 0, BOTH, 0)
    rows = [base, (KINDERGARTEN, 0, BOTH, 0), (SCHOOL, 1, BOTH, 0), (SCHOOL, 0, BOTH, SMALL), (SCHOOL, 0, 0, 0), base]
    found = covariates(traits(*rows), np.array([20.0, 20.0, 20.0, 20.0, 20.0, 200.0])).values
    assert all(distance_to(found[:1], each) for each in found[1:])
