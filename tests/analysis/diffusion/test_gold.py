"""The figures for the doctors of Medical Innovation agree with those of netdiffuseR to the printed digits."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest

from analysis.diffusion.autocorrelation import autocorrelations, nearness
from analysis.diffusion.curve import censoring_of, curve_of
from analysis.diffusion.exposure import mean_by_group, mean_threshold, thresholds
from analysis.diffusion.growth import growth
from analysis.diffusion.hazard_regression import hazard_regression
from analysis.diffusion.hazard_terms import powers
from analysis.diffusion.infection import infectiousness, mean_of_adopters, susceptibility
from analysis.diffusion.rewiring import rewiring_test
from tests.analysis.diffusion.anchor import column, doctors, gold


def printed(value: float, like: float) -> float:
    """Round a value to the number of decimals of another."""
    exponent = Decimal(str(like)).as_tuple().exponent
    return round(value, -int(exponent)) if isinstance(exponent, int) else value


def test_the_curve() -> None:
    sample, network = doctors()
    curve, known = curve_of(sample), gold()
    assert (len(sample), len(network), [sample.first, sample.last]) == (
        known["people"],
        known["ties"],
        known["periods"],
    )
    assert curve.adopters.tolist() == known["adopters"]
    assert curve.cumulative.tolist() == known["cumulative"]
    assert math.isnan(curve.hazard[0])
    assert np.round(curve.hazard[1:], 6).tolist() == known["hazard"][1:]


def test_who_never_adopted_stands_in_the_last_period_and_is_flagged() -> None:
    found, known = censoring_of(doctors()[0]), gold()["censored"]
    assert (found.people, found.code, found.adopters) == (0, known["period"], known["adopters"])


def test_morans_i() -> None:
    sample, network = doctors()
    found = autocorrelations(sample, nearness(network))
    assert [round(each.value, 6) for each in found[:-1]] == gold()["morans_i"][:-1]
    # all have adopted: netdiffuseR returns 0, but there is nothing to correlate
    assert math.isnan(found[-1].value)


def test_thresholds_infectiousness_and_susceptibility() -> None:
    sample, network = doctors()
    known = gold()
    by_city = mean_by_group(sample, thresholds(sample, network), [f"{each:g}" for each in column("city")])
    assert {city: round(value, 4) for city, value in by_city.items()} == known["mean_threshold_by_city"]
    for found, name in (
        (mean_threshold(sample, network), "mean_threshold"),
        (mean_of_adopters(infectiousness(sample, network)), "mean_infectiousness"),
        (mean_of_adopters(susceptibility(sample, network)), "mean_susceptibility"),
    ):
        assert printed(found, known[name]) == known[name]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rewiring_test(seed: int) -> None:
    found, known = rewiring_test(*doctors(), permutations=2000, seed=seed), gold()["structure_test"]
    assert round(found.observed, 3) == known["observed_mean_threshold"]
    assert abs(found.null_mean - known["null_mean"]) < 0.01
    assert abs(found.p_value - known["p_two_sided"]) < 0.1


def test_the_hazard_regression() -> None:
    covariates = powers(["belief", "proage"], {name: column(name) for name in ("belief", "proage")})
    found = hazard_regression(*doctors(), [str(each) for each in column("city")], covariates)
    known = gold()["hazard_regression"]
    assert found.rows == known["rows"]
    assert printed(found.lagged_exposure.estimate, known["lagged_exposure"]) == known["lagged_exposure"]
    assert printed(found.lagged_exposure.standard_error, known["standard_error"]) == known["standard_error"]
    assert printed(found.aic, known["aic"]) == known["aic"]


def test_growth() -> None:
    sample, _ = doctors()
    found, known = growth(np.cumsum(sample.adopters), len(sample)), gold()["bass_least_squares"]
    assert found is not None
    assert found.converged
    assert printed(found.innovation.value, known["p"]) == known["p"]
    assert printed(found.imitation.value, known["q"]) == known["q"]
