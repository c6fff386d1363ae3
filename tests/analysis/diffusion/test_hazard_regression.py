"""The hazard regression finds a known effect, drops uninformative rows and refuses undetermined coefficients."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from analysis.diffusion.exposure import exposure
from analysis.diffusion.hazard_regression import Covariate, at_risk, hazard_regression, powers
from analysis.diffusion.network import ExposureNetwork, network_of
from analysis.diffusion.sample import InputRefusedError, Sample, sample_of


def contagion(effect: float, people: int = 400) -> tuple[Sample, ExposureNetwork]:
    """Return people with five random ties each, who adopt sooner if more of these ties lead to adopters."""
    random = np.random.default_rng(7)
    starts = np.repeat(np.arange(people), 5)
    ends = (starts + random.integers(1, people, len(starts))) % people
    when = np.full(people, np.nan)
    when[:20] = 2015
    for year in range(2016, 2022):
        exposed = np.bincount(starts, when[ends] < year, people) / 5
        chance = 1 / (1 + np.exp(2.2 - effect * exposed))
        when[np.isnan(when) & (random.random(people) < chance)] = year
    sample = sample_of(range(people), when)
    return sample, network_of(sample, starts.tolist(), ends.tolist())


def test_an_effect_of_exposure_is_found_with_its_uncertainty() -> None:
    found = hazard_regression(*contagion(3.0))
    assert found.converged
    assert abs(found.lagged_exposure.estimate - 3.0) < 2 * found.lagged_exposure.standard_error
    assert found.lagged_exposure.p_value < 0.001


def test_where_there_is_none_none_is_claimed() -> None:
    assert hazard_regression(*contagion(0.0)).lagged_exposure.p_value > 0.05


def test_rows_that_tell_nothing_are_dropped_and_counted() -> None:
    sample, network = contagion(3.0)
    ages = np.arange(400.0) % 50
    ages[:40] = np.nan
    groups = ["no adopter" if np.isnan(each) else "some" for each in np.where(sample.adopted, 1.0, np.nan)]
    found = hazard_regression(sample, network, groups, [Covariate("age", ages)])
    at_risk = int((sample.steps[:, None] >= np.arange(1, sample.length)).sum())
    assert found.rows + sum(found.dropped.values()) == at_risk
    assert found.dropped["missing values"] > 0
    assert found.dropped["groups without variation in adoption"] > 0
    assert found.formula == "adopt ~ lagged exposure + factor(period) + factor(group) + age, logit"


def test_scales_of_many_values_are_bent_unless_powers_are_written() -> None:
    columns = {"few": np.array([1, 2, 3, np.nan]), "many": np.arange(10.0)}
    assert [each.term for each in powers(["few", "many"], columns)] == ["few", "many", "many^2"]
    assert [each.term for each in powers(["few^2", "many"], columns)] == ["few^2", "many"]
    assert [each.term for each in powers(["many^1"], columns)] == ["many"]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["many^0"], "The power of the covariate 'many^0' is not a whole number from 1 to 4. Write it as in age^2."),
        (["many^x"], "The power of the covariate 'many^x' is not a whole number from 1 to 4. Write it as in age^2."),
        (["many^2", "many^2"], "The covariate many^2 is named twice."),
    ],
)
def test_powers_that_are_none_are_refused(names: list[str], sentence: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        powers(names, {"many": np.arange(10.0)})
    assert str(refused.value) == sentence


def test_what_cannot_be_told_is_refused() -> None:
    sample, network = contagion(3.0)
    for covariates, words in (
        ([Covariate("age", np.ones(400))], "cannot estimate the effect of age"),
        (
            [Covariate("a", np.arange(400.0)), Covariate("b", np.arange(400.0) * 2)],
            "one column follows from the others",
        ),
        ([Covariate("age", np.ones(3))], "The covariate age has 3 values for 400 people"),
    ):
        with pytest.raises(InputRefusedError, match=words):
            hazard_regression(sample, network, None, covariates)
    small = sample_of(["a", "b"], [1, 2])
    with pytest.raises(InputRefusedError, match="too few"):
        hazard_regression(small, network_of(small, ["a"], ["b"]))


def test_the_estimates_are_those_of_statsmodels() -> None:
    sample, network = contagion(3.0)
    ages = np.arange(400.0) % 50
    found = hazard_regression(sample, network, None, powers(["age"], {"age": ages}))
    rows = at_risk(sample)
    fixed = [(rows.steps == each).astype(float) for each in np.unique(rows.steps)[1:]]
    own, exposed = ages[rows.people], exposure(sample, network)[rows.people, rows.steps - 1]
    design = np.column_stack([np.ones(len(own)), exposed, own, own**2, *fixed])
    scales = np.abs(design).max(axis=0)
    expected = sm.GLM(rows.adopted.astype(float), design / scales, family=sm.families.Binomial()).fit(tol=1e-14)
    estimates = [found.lagged_exposure, *found.covariates.values()]
    assert np.allclose([each.estimate for each in estimates], (expected.params / scales)[1:4], rtol=1e-9)
    assert np.allclose([each.standard_error for each in estimates], (expected.bse / scales)[1:4], rtol=1e-6)
    assert np.allclose([each.p_value for each in estimates], expected.pvalues[1:4], rtol=1e-5)
    assert found.aic == pytest.approx(expected.aic, rel=1e-10)


def test_a_covariate_that_separates_the_outcomes_is_named() -> None:
    sample, network = contagion(3.0)
    with pytest.raises(InputRefusedError, match="shown separates the outcomes"):
        hazard_regression(sample, network, None, [Covariate("shown", sample.adopted.astype(float))])
